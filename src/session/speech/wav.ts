import { err, ok, type Result } from "../../contract/result.ts";

/** RIFF header, `fmt ` of 16 bytes and the head of `data`: what espeak-ng writes in front of its samples. */
const headerBytes = 44;

/**
 * espeak-ng writes to a pipe and so cannot know the length when it writes the header: both sizes stand at about 2 GiB. Puts
 * the true ones in (RIFF: size of the file without its first 8 bytes; `data`: size of the samples).
 */
export function withTrueSizes(wav: Buffer): Result<Buffer> {
  const isWave = wav.length > headerBytes && wav.toString("latin1", 0, 4) === "RIFF" && wav.toString("latin1", 8, 12) === "WAVE" && wav.toString("latin1", 36, 40) === "data";
  if (!isWave) return err("speech/failed");
  const fixed = Buffer.from(wav);
  fixed.writeUInt32LE(wav.length - 8, 4);
  fixed.writeUInt32LE(wav.length - headerBytes, 40);
  return ok(fixed);
}
