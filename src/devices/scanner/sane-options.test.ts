import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerCapabilitiesSchema } from "../../contract/devices.ts";
import { parseOptions, type SaneOption } from "./sane-options.ts";
import { abilitiesOf, capabilitiesOf } from "./scan-abilities.ts";

const recorded = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const option = (line: string): SaneOption | undefined => [...parseOptions(`    ${line}\n`).values()][0];
const abilities = (...lines: readonly string[]) => abilitiesOf(parseOptions(lines.map((line) => `    ${line}`).join("\n")));

describe("options of a device", () => {
  it("reads sane-airscan's", () => {
    const options = parseOptions(recorded("options-airscan.txt"));
    expect(options.get("--resolution")).toEqual({
      name: "--resolution", settable: true, value: "300", constraint: { kind: "values", values: ["75", "150", "300"], unit: "dpi" },
    });
    expect(options.get("--source")).toEqual({
      name: "--source", settable: true, value: "Flatbed", constraint: { kind: "values", values: ["Flatbed", "ADF"], unit: "" },
    });
    expect(options.get("-x")?.constraint).toEqual({ kind: "range", min: 0, max: 215.9, step: 0, unit: "mm" });
    expect(options.get("--adf-justification-x")?.settable).toBe(false);
    expect(options.size).toBe(15);
  });

  it("reads the test backend's, and no word of its descriptions", () => {
    const options = parseOptions(recorded("options-test-backend.txt"));
    expect(options.get("--source")?.constraint).toEqual({ kind: "values", values: ["Flatbed", "Automatic Document Feeder"], unit: "" });
    expect(options.get("--resolution")?.constraint).toEqual({ kind: "range", min: 1, max: 1200, step: 1, unit: "dpi" });
    expect(options.get("--three-pass")).toEqual({ name: "--three-pass", settable: false, value: null, constraint: { kind: "free" } });
    expect(options.get("--string-constraint-string-list")?.settable).toBe(false);
    expect(options.get("--red-gamma-table")?.constraint.kind).toBe("free");
    expect([...options.keys()].every((name) => /^--?[a-z]/.test(name))).toBe(true);
  });

  it.each<[string, Partial<SaneOption>]>([
    ["--preview[=(yes|no)] [no]", { name: "--preview", settable: true, value: "no", constraint: { kind: "free" } }],
    ["--resolution 300dpi [300]", { constraint: { kind: "values", values: ["300"], unit: "dpi" }, value: "300" }],
    ["--button 0[=(yes|no)] [no] [hardware]", { name: "--button", settable: false, value: "no" }],
    ["--source Flatbed [Flatbed] [advanced]", { settable: true, value: "Flatbed", constraint: { kind: "values", values: ["Flatbed"], unit: "" } }],
    ["--source ADF Front|ADF Back|ADF Duplex [ADF Front]", { constraint: { kind: "values", values: ["ADF Front", "ADF Back", "ADF Duplex"], unit: "" } }],
    ["--mode Black & White|Gray[Error Diffusion]|24bit Color[Fast] [24bit Color[Fast]]",
      { value: "24bit Color[Fast]", constraint: { kind: "values", values: ["Black & White", "Gray[Error Diffusion]", "24bit Color[Fast]"], unit: "" } }],
    ["--resolution auto|75|150|300dpi [75]", { constraint: { kind: "values", values: ["75", "150", "300"], unit: "dpi" } }],
    ["--resolution 50..600dpi (in steps of 50) [inactive]", { settable: false, value: null, constraint: { kind: "range", min: 50, max: 600, step: 50, unit: "dpi" } }],
    ["-y 0..2550pel [2550]", { name: "-y", constraint: { kind: "range", min: 0, max: 2550, step: 0, unit: "pel" } }],
    ["--brightness -100..100% (in steps of 1) [0]", { constraint: { kind: "range", min: -100, max: 100, step: 1, unit: "%" } }],
    ["--serial <string> [X1] [read-only]", { settable: false, value: "X1", constraint: { kind: "free" } }],
    ["--button", { name: "--button", value: null, constraint: { kind: "free" } }],
    ["-x 300..10mm [10]", { constraint: { kind: "free" } }],
  ])("reads %s", (line, expected) => {
    expect(option(line)).toMatchObject(expected);
  });

  it("never throws, whatever comes", () => {
    const piece = fc.constantFrom("    --mode", "    -x", " ", "[", "]", "|", "..", "dpi", "1", "9".repeat(400), "Color", "\n", "(in steps of ", ")", "\u0000", "ä");
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(scannerCapabilitiesSchema.safeParse(capabilitiesOf(abilitiesOf(parseOptions(pieces.join(""))))).success).toBe(true);
    }), { numRuns: 400 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      parseOptions(Buffer.from(bytes).toString("utf8"));
    }));
  });
});

describe("abilities of a scanner", () => {
  it("finds all in the recorded options", () => {
    expect(abilitiesOf(parseOptions(recorded("options-airscan.txt")))).toEqual({
      sources: { flatbed: "Flatbed", feeder: "ADF" }, modes: { colour: "Color", grey: "Gray" },
      resolutions: { 75: 75, 150: 150, 300: 300 }, widthMm: 215.9, heightMm: 297.011,
    });
    expect(abilitiesOf(parseOptions(recorded("options-test-backend.txt"))).sources).toEqual({ flatbed: "Flatbed", feeder: "Automatic Document Feeder" });
  });

  it("prefers one side, and takes both where there is nothing else", () => {
    expect(abilities("--source ADF Duplex|ADF Back|ADF Front [ADF Front]").sources).toEqual({ feeder: "ADF Front" });
    expect(abilities("--source FlatBed|ADF Duplex [FlatBed]").sources).toEqual({ flatbed: "FlatBed", feeder: "ADF Duplex" });
  });

  it("takes a scanner without sources, or with unknown ones, for a flatbed and sets nothing", () => {
    expect(abilities("--mode Color [Color]").sources).toEqual({ flatbed: null });
    expect(abilities("--source Here|There [Here]").sources).toEqual({ flatbed: null });
    expect(abilities("--source Normal|Transparency [Normal]").sources).toEqual({ flatbed: "Normal" });
  });

  it("knows colour and grey by many names", () => {
    expect(abilities("--mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [True Gray]").modes).toEqual({ colour: "24bit Color[Fast]", grey: "True Gray" });
    expect(abilities("--mode Lineart|Halftone|Grayscale [Lineart]").modes).toEqual({ grey: "Grayscale" });
    expect(abilities("--resolution 300dpi [300]").modes).toEqual({ colour: null });
  });

  it("takes the nearest resolution, the finer of two", () => {
    expect(abilities("--resolution 100|200|400|600dpi [100]").resolutions).toEqual({ 75: 100, 150: 200, 300: 400 });
    expect(abilities("--resolution 50..1200dpi (in steps of 40) [50]").resolutions).toEqual({ 75: 90, 150: 170, 300: 290 });
    expect(abilities("--mode Color [Color]").resolutions).toEqual({ 75: null, 150: null, 300: null });
  });

  it("offers only resolutions that the scanner comes near to", () => {
    expect(capabilitiesOf(abilities("--resolution 300dpi [300]")).resolutions).toEqual([300]);
    expect(capabilitiesOf(abilities("--resolution 200dpi [200]")).resolutions).toEqual([150, 300]);
    expect(capabilitiesOf(abilities("--resolution 1200dpi [1200]")).resolutions).toEqual([300]);
  });

  it("leaves limits in pixels to the device", () => {
    expect(abilities("-x 0..2550pel [2550]", "-y 0..297mm [297]")).toMatchObject({ widthMm: null, heightMm: 297 });
  });
});
