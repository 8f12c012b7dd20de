import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configurationSchema, type ConfigurationFile } from "../../contract/configuration.ts";
import { boothInfo } from "../booth/booth-info.ts";
import { boothInfoSchema } from "../../contract/booth.ts";
import { problemSentence } from "../problem-sentence.ts";
import { testFolders } from "../testing/folders.ts";
import { parseConfiguration, readConfiguration } from "./read-configuration.ts";
import { readServices } from "./read-services.ts";

const folder = testFolders();
const least: ConfigurationFile = { booth: { name: "Virtu", municipality: "Utsjoki" } };
const parse = (file: unknown, packaged = false) => parseConfiguration(typeof file === "string" ? file : JSON.stringify(file), packaged);
const wrong = (file: unknown, packaged = false) => {
  const parsed = parse(file, packaged);
  if (parsed.ok) throw new Error("taken");
  return { code: parsed.error.code, ...parsed.error.detail };
};

describe("a configuration", () => {
  it("needs no more than the booth's name and place", () => {
    const parsed = parse(least);
    expect(parsed.ok && parsed.value.configuration.visit).toEqual({ minutes: 60, extensionMinutes: 30, idleSeconds: 180, idleCountdownSeconds: 30 });
  });

  it("may begin with a byte order mark, as an editor on Windows writes it", () => {
    expect(parse(`\uFEFF${JSON.stringify(least)}`).ok).toBe(true);
  });

  it("is known again by its hash, whatever its spaces and defaults", () => {
    const [short, long, other] = [parse(least), parse(JSON.stringify({ ...least, visit: { minutes: 60 } }, null, 4)), parse({ ...least, visit: { minutes: 61 } })];
    if (!short.ok || !long.ok || !other.ok) throw new Error("not taken");
    expect(long.value.hash).toBe(short.value.hash);
    expect(other.value.hash).not.toBe(short.value.hash);
  });

  it.each([
    [{ ...least, visit: { minutes: 3 } }, "visit.minutes", "3", />=5/],
    [{ ...least, booth: { municipality: "Utsjoki" } }, "booth.name", "nothing", /string/],
    [{ ...least, booht: 1 }, "booht", "1", /no such field/],
    [{ ...least, visit: { minuts: 3 } }, "visit.minuts", "3", /no such field/],
    [{ ...least, hours: { monday: [{ from: "8.00", to: "16:00" }] } }, "hours.monday[0].from", "\"8.00\"", /HH:MM/],
    [{ ...least, languages: { offered: ["fi", "xx"] } }, "languages.offered[1]", "\"xx\"", /fi.*sv/],
    [{ ...least, devices: { printer: { transport: "ipp", url: "ftp://x" } } }, "devices.printer.url", "\"ftp://x\"", /URL/i],
    [{ ...least, paths: { state: "relative" } }, "paths.state", "\"relative\"", /absolute/],
    [{ ...least, booth: { name: "V", municipality: "U", timeZone: "Europe/Atlantis" } }, "booth.timeZone", "Europe/Atlantis", /IANA/],
    [{ ...least, languages: { offered: ["sv"], default: "fi" } }, "languages.default", "fi", /sv/],
    [[], "(the whole file)", "[]", /object/],
    [null, "(the whole file)", "null", /object/],
  ])("with a wrong value is refused with its place, the value and what may stand there: %j", (file, path, value, allowed) => {
    const found = wrong(file);
    expect(found).toMatchObject({ code: "configuration/wrong-value", path, value });
    expect(String((found as Record<string, unknown>)["allowed"])).toMatch(allowed);
  });

  it("with a very long wrong value shows only its beginning", () => {
    expect(String((wrong({ ...least, booth: { name: "x".repeat(5000), municipality: "U" } }) as Record<string, unknown>)["value"])).toHaveLength(200);
  });

  it("with development settings is refused by a packaged booth only", () => {
    const file = { ...least, development: { inspectShells: true } };
    expect(parse(file).ok).toBe(true);
    expect(wrong(file, true)).toMatchObject({ code: "configuration/development-refused", path: "development" });
  });

  it("that is no JSON, not there, or far too large is refused with a code", async () => {
    expect(wrong("{ booth: ")).toMatchObject({ code: "configuration/not-json" });
    const path = join(folder(), "c.json");
    expect(await readConfiguration(path, false)).toMatchObject({ ok: false, error: { code: "configuration/not-readable" } });
    writeFileSync(path, " ".repeat(2_000_000));
    expect(await readConfiguration(path, false)).toMatchObject({ ok: false, error: { code: "configuration/not-json" } });
    writeFileSync(path, JSON.stringify(least));
    expect((await readConfiguration(path, false)).ok).toBe(true);
    expect(await readConfiguration(folder(), false)).toMatchObject({ ok: false, error: { code: "configuration/not-readable" } });
  });

  it("of any text is taken or refused, never thrown over, and its sentence names the place", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((text) => `{"booth":${text},"visit":${text}}`)), (text) => {
        const parsed = parseConfiguration(text, false);
        if (!parsed.ok) expect(problemSentence(parsed.error)).toMatch(/^The configuration .*\.$/s);
      }),
    );
  });

  it("gives every screen a booth that the contract knows", () => {
    const configuration = configurationSchema.parse({ ...least, devices: { barcode: { transport: "keyboard-wedge" } } });
    const info = boothInfo(configuration, { groups: [], services: [] }, true);
    expect(boothInfoSchema.parse(info)).toEqual(info);
    expect(info.features).toEqual({ web: false, print: false, scan: false, bill: true });
  });
});

describe("services", () => {
  const texts = { fi: "a", sv: "a", en: "a", se: "a" };
  const service = { id: "a", group: "other", names: texts, startAddress: "https://a.fi/", pages: ["https://a.fi"], resources: [], logOutAddress: null, tried: false };

  it("of several folders are one tray", async () => {
    const [one, two] = [folder(), folder()];
    writeFileSync(join(one, "groups.json"), JSON.stringify({ groups: [{ id: "other", names: texts }] }));
    writeFileSync(join(two, "services.json"), JSON.stringify({ services: [service] }));
    writeFileSync(join(two, "notes.txt"), "not a tray");
    const tray = await readServices([one, two]);
    expect(tray.ok && tray.value.services.map(({ id }) => id)).toEqual(["a"]);
  });

  it("with a fault name the file", async () => {
    const path = folder();
    writeFileSync(join(path, "a.json"), JSON.stringify({ services: [{ ...service, startAddress: "https://b.fi/" }] }));
    const tray = await readServices([path]);
    expect(tray).toMatchObject({ ok: false, error: { detail: { file: join(path, "a.json") } } });
    if (!tray.ok) expect(problemSentence(tray.error)).toContain(join(path, "a.json"));
  });

  it("of a folder that is not there are an error with a code, and a folder with that name is not read as a file", async () => {
    const path = folder();
    expect(await readServices([join(path, "none")])).toMatchObject({ ok: false, error: { code: "services/not-readable" } });
    mkdirSync(join(path, "x.json"));
    expect(await readServices([path])).toMatchObject({ ok: false, error: { code: "services/not-readable" } });
  });
});
