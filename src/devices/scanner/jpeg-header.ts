import { err, ok, type CodedError, type Result } from "../../contract/result.ts";

export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 grey, 3 colour. */
  readonly components: number;
  /** Of the JFIF header, when it is the same in both directions and in dots per inch or per cm. */
  readonly dpi: number | null;
}

type Malformed = CodedError<"scanner/bad-output">;

/** scanimage puts the frame header into the first 1 KiB; an ICC profile before it may take 64 KiB (ICC.1, annex B.4). */
export const HEADER_BYTES = 131_072;

const bad = (what: string): Result<never, Malformed> => err("scanner/bad-output", { jpeg: what });

/** SOF0..SOF15 but for DHT, JPG and DAC, which lie among them (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The beginning of a JPEG file up to its frame header (ITU-T T.81, annex B; JFIF 1.02). Any bytes are taken. */
export function parseJpegHeader(bytes: Uint8Array): Result<JpegHeader, Malformed> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return bad("no-start");
  let dpi: number | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return bad("no-marker");
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return bad("segment");
    if (marker === 0xda || marker === 0xd9) return bad("no-frame");
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (isFrame(marker)) return frame(body, length - 2, dpi);
    if (marker === 0xe0) dpi = density(body) ?? dpi;
    at += 2 + length;
  }
  return bad("short");
}

function frame(body: Uint8Array, length: number, dpi: number | null): Result<JpegHeader, Malformed> {
  if (length < 6 || body.length < 6) return bad("short");
  const heightPx = ((body[1] ?? 0) << 8) | (body[2] ?? 0);
  const widthPx = ((body[3] ?? 0) << 8) | (body[4] ?? 0);
  const components = body[5] ?? 0;
  // A height of 0 would be told after the first scan (DNL); scanimage never does that.
  if (widthPx === 0 || heightPx === 0) return bad("size");
  if (components !== 1 && components !== 3 && components !== 4) return bad("components");
  return ok({ widthPx, heightPx, components, dpi });
}

function density(body: Uint8Array): number | null {
  if (body.length < 12 || Buffer.from(body.subarray(0, 5)).toString("latin1") !== "JFIF\0") return null;
  const across = ((body[8] ?? 0) << 8) | (body[9] ?? 0);
  const down = ((body[10] ?? 0) << 8) | (body[11] ?? 0);
  if (across !== down || across === 0) return null;
  if (body[7] === 1) return across;
  return body[7] === 2 ? Math.round(across * 2.54) : null;
}
