import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { err, ok } from "../../contract/result.ts";
import { checkSpeech, say } from "./say.ts";
import { withTrueSizes } from "./wav.ts";

describe("say", () => {
  let folders: TestFolders;
  beforeEach(async () => {
    folders = await createTestFolders();
  });
  afterEach(() => folders.remove());

  it.each(["fi", "sv", "en"] as const)("speaks %s, in a WAV with true sizes", async (language) => {
    const spoken = await say(folders.run, "Tervetuloa. Välkommen. Welcome.", language);
    const wav = Buffer.from(spoken.ok ? spoken.value.wavBase64 : "", "base64");
    expect(wav.toString("latin1", 0, 4)).toBe("RIFF");
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect(wav.length).toBeGreaterThan(20_000);
  });

  it.each(["se", "smn", "sms"] as const)("has no voice for %s and says so", async (language) => {
    expect(await say(folders.run, "Bures", language)).toEqual({ ok: false, error: { code: "speech/no-voice", detail: { language } } });
  });

  it("never puts the text on the command line", async () => {
    const seen: unknown[] = [];
    const failed = await say((request) => {
      seen.push([request.command, ...request.args]);
      return Promise.resolve(err("tool/failed"));
    }, "Salainen teksti", "fi");
    expect(failed.ok).toBe(false);
    expect(JSON.stringify(seen)).not.toContain("Salainen");
  });

  it("a voice that fails, or speaks something else than WAV, is a coded error", async () => {
    expect(await checkSpeech(() => Promise.resolve(err("tool/missing")))).toEqual({ ok: false, error: { code: "speech/failed" } });
    expect(await checkSpeech(() => Promise.resolve(ok(Buffer.from("mp3"))))).toEqual({ ok: false, error: { code: "speech/failed" } });
    expect(withTrueSizes(Buffer.alloc(100))).toEqual({ ok: false, error: { code: "speech/failed" } });
  });

  it("text that looks like an option or a command is spoken", async () => {
    expect(await say(folders.run, "--help", "en")).toMatchObject({ ok: true });
    expect(await say(folders.run, "<speak>&amp;</speak>", "en")).toMatchObject({ ok: true });
  });
});
