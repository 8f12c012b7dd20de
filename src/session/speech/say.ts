import type { Language } from "../../contract/preferences.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { RunTool } from "../tools/run-tool.ts";
import { withTrueSizes } from "./wav.ts";

/** espeak-ng's voices. It has none for Northern, Inari or Skolt Sámi; its Lule Sámi is another language. */
const voices: Partial<Record<Language, string>> = { fi: "fi", sv: "sv", en: "en-gb" };

/** Words a minute; its default of 175 is hurried for somebody who listens because she cannot read. */
const wordsPerMinute = 150;
/** 4000 letters take 0.5 s to make; more is a hang. */
const limitMs = 10_000;
/** The contract's base64 bound is 24 million letters; 4000 letters of Finnish are 13.4 MB of samples. */
const mostWavBytes = 17_900_000;
const memoryBytes = 512 * 1024 * 1024;

/** A text as a WAV file in base64. Errors: `speech/no-voice`, `speech/failed`. */
export async function say(run: RunTool, text: string, language: Language): Promise<Result<{ readonly wavBase64: string }>> {
  const voice = voices[language];
  if (voice === undefined) return err("speech/no-voice", { language });
  const spoken = await run({
    command: "espeak-ng",
    args: ["-v", voice, "-s", String(wordsPerMinute), "--stdin", "--stdout"],
    input: text,
    limitMs,
    mostOutputBytes: mostWavBytes,
    memoryBytes,
  });
  if (!spoken.ok) return err("speech/failed");
  const wav = withTrueSizes(spoken.value);
  return wav.ok ? ok({ wavBase64: wav.value.toString("base64") }) : wav;
}

/** Whether the voice works at all, for the staff page. */
export async function checkSpeech(run: RunTool): Promise<Result<null>> {
  const spoken = await say(run, "1", "fi");
  return spoken.ok ? ok(null) : spoken;
}
