import { err, ok, type Result } from "../../contract/result.ts";

export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 grey, 3 colour, 4 printer's colours. */
  readonly components: 1 | 3 | 4;
  /** Adobe's four-colour files hold inverted values (Adobe TN 5116, APP14). */
  readonly inverted: boolean;
}

/** Largest picture that a page is made of, in pixels: A3 at 600 dpi is 70 million. */
export const mostPixels = 100_000_000;

const standalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Start-of-frame markers of Huffman-coded baseline, extended and progressive JPEG, the kinds that PDF's DCTDecode takes (ISO 32000-1, 7.4.8). */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2];

/** Size and colours of a JPEG by its markers (ITU-T T.81 B.1.1.3, B.2.2); nothing is decoded. Error: `documents/broken`. */
export function readJpegHeader(bytes: Buffer): Result<JpegHeader> {
  const broken = err("documents/broken");
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return broken;
  let adobe = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return broken;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (standalone(marker)) {
      at += 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || marker === 0xda || marker === 0xd9) return broken;
    if (marker === 0xee && bytes.subarray(at + 4, at + 9).toString("latin1") === "Adobe") adobe = true;
    if (frames.includes(marker)) return frameOf(bytes, at, adobe);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return broken;
    at += 2 + length;
  }
  return broken;
}

/** SOFn: length, precision, lines, samples a line, components (B.2.2). */
function frameOf(bytes: Buffer, at: number, adobe: boolean): Result<JpegHeader> {
  if (at + 10 > bytes.length || bytes[at + 4] !== 8) return err("documents/broken");
  const heightPx = bytes.readUInt16BE(at + 5);
  const widthPx = bytes.readUInt16BE(at + 7);
  const components = bytes[at + 9];
  if (components !== 1 && components !== 3 && components !== 4) return err("documents/broken");
  if (widthPx < 1 || heightPx < 1 || widthPx * heightPx > mostPixels) return err("documents/broken");
  return ok({ widthPx, heightPx, components, inverted: adobe && components === 4 });
}
