import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScanRequest } from "../../contract/devices.ts";
import type { ScanAbilities } from "./scan-abilities.ts";
import { optionsArguments, pageName, presenceArguments, scanArguments, scanEnvironment } from "./scan-command.ts";

const jobId = randomUUID();
const request: ScanRequest = { jobId, source: "feeder", colour: "colour", resolution: 300, folder: "/run/100% full", maxPages: 20 };
const complete: ScanAbilities = {
  sources: { flatbed: "Flatbed", feeder: "ADF" }, modes: { colour: "Color", grey: "Gray" }, resolutions: { 75: 75, 150: 150, 300: 300 }, widthMm: 215.9, heightMm: 200,
};

describe("command of a scan", () => {
  it("scans the feeder page by page, A4 clipped to the device", () => {
    expect(scanArguments("airscan:e0:Desk", complete, request)).toEqual({ ok: true, value: [
      "--device-name=airscan:e0:Desk", "--source=ADF", "--mode=Color", "--resolution=300", "-x", "210", "-y", "200", "--format=jpeg",
      `--batch=${jobId}-%d.jpg`, "--batch-count=20", "--batch-print", "--batch-prompt", "--progress",
    ] });
  });

  it("takes one page from the glass, whatever was asked, and needs no prompt", () => {
    const args = scanArguments("d", complete, { ...request, source: "flatbed", colour: "grey", resolution: 75 });
    expect(args.ok && args.value).toEqual(expect.arrayContaining(["--source=Flatbed", "--mode=Gray", "--resolution=75", "--batch-count=1"]));
    expect(args.ok && args.value.includes("--batch-prompt")).toBe(false);
  });

  it("sets nothing that the device does not have", () => {
    const bare: ScanAbilities = { sources: { flatbed: null }, modes: { colour: null }, resolutions: { 75: null, 150: null, 300: null }, widthMm: null, heightMm: null };
    expect(scanArguments("d", bare, { ...request, source: "flatbed" })).toMatchObject({ ok: true, value: [
      "--device-name=d", "--format=jpeg", `--batch=${jobId}-%d.jpg`, "--batch-count=1", "--batch-print", "--progress",
    ] });
    expect(scanArguments("d", bare, request)).toMatchObject({ ok: false, error: { code: "scanner/not-supported" } });
    expect(scanArguments("d", bare, { ...request, source: "flatbed", colour: "grey" })).toMatchObject({ ok: false, error: { code: "scanner/not-supported" } });
  });

  it("never lets a device's text become an option of its own", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("-", "=", " ", "'", "$", "o", "\n", "%", "d"), maxLength: 30 }), (text) => {
      const hostile: ScanAbilities = { ...complete, sources: { feeder: text }, modes: { colour: text } };
      const args = scanArguments(text, hostile, request);
      const known = /^(--(device-name|source|mode|resolution|format|batch|batch-count)=|--(batch-print|batch-prompt|progress)$|-[xy]$|\d+(\.\d+)?$)/;
      expect(args.ok && args.value.every((arg) => known.test(arg))).toBe(true);
      expect(optionsArguments(text)[0]?.startsWith("--device-name=")).toBe(true);
      expect(presenceArguments(text)[0]?.startsWith("--device-name=")).toBe(true);
    }));
  });

  it("names pages by job and number, without a format sign", () => {
    expect(pageName(jobId, 12)).toBe(`${jobId}-12.jpg`);
    expect(pageName(jobId, 1)).not.toContain("%");
  });

  it("gives the child a small environment of its own", () => {
    expect(scanEnvironment({ PATH: "/bin", HOME: "/h", LANG: "fi_FI.UTF-8", SANE_DEBUG_DLL: "255", SECRET: "x" }, "/cfg", "/run/job")).toEqual({
      PATH: "/bin", HOME: "/h", LC_ALL: "C", TMPDIR: "/run/job", SANE_CONFIG_DIR: "/cfg",
    });
    expect(scanEnvironment({}, null, "/t")).not.toHaveProperty("SANE_CONFIG_DIR");
  });
});
