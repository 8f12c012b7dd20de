import { createWriteStream } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createDeflate, createInflate } from "node:zlib";
import { err, ok, type Result } from "../../contract/result.ts";
import { mostPixels } from "./jpeg-header.ts";
import type { PngHeader } from "./png-header.ts";
import { createRowFlattener } from "./png-rows.ts";

/**
 * A PNG as PDF takes it: its zlib stream goes over byte for byte, since both formats have the same predictors
 * (ISO 32000-1, 7.4.4.4). Only a picture with an alpha channel is unpacked, row by row, and laid on white.
 */
export interface PngPicture {
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly colours: 1 | 3;
  readonly palette: Buffer | null;
  /** Bytes of the zlib stream. */
  readonly length: number;
  data(handle: FileHandle): AsyncIterable<Buffer>;
}

interface Segment {
  readonly offset: number;
  readonly length: number;
}

const signatureBytes = 8;
/** Writers make chunks of 8 KiB and more: 100 000 are beyond every file that a visit may hold. */
const mostChunks = 100_000;
const pieceBytes = 256 * 1024;

/** Reads the parts of a PNG; `flattened` is where a picture without its alpha channel may be written. Error: `documents/broken`. */
export async function readPng(file: string, flattened: string): Promise<Result<PngPicture>> {
  const handle = await open(file, "r");
  try {
    const parts = await readChunks(handle);
    if (parts === null) return err("documents/broken");
    const { header, segments, palette } = parts;
    if (header.colourType === 4 || header.colourType === 6) return await flatten(handle, header, segments, flattened);
    return ok(pictureOf(file, header, segments, palette));
  } catch {
    return err("documents/broken");
  } finally {
    await handle.close();
  }
}

const pictureOf = (file: string, header: PngHeader, segments: readonly Segment[], palette: Buffer | null): PngPicture => ({
  file,
  widthPx: header.widthPx,
  heightPx: header.heightPx,
  bits: header.bits,
  colours: header.colourType === 2 || header.colourType === 6 ? 3 : 1,
  palette: header.colourType === 3 ? palette : null,
  length: segments.reduce((sum, segment) => sum + segment.length, 0),
  data: (handle) => pieces(handle, segments),
});

async function* pieces(handle: FileHandle, segments: readonly Segment[]): AsyncGenerator<Buffer> {
  for (const segment of segments) {
    for (let done = 0; done < segment.length; ) {
      const part = Buffer.alloc(Math.min(pieceBytes, segment.length - done));
      const { bytesRead } = await handle.read(part, 0, part.length, segment.offset + done);
      if (bytesRead === 0) throw new Error("file is shorter than its chunks say");
      done += bytesRead;
      yield part.subarray(0, bytesRead);
    }
  }
}

interface Parts {
  readonly header: PngHeader;
  readonly segments: readonly Segment[];
  readonly palette: Buffer | null;
}

/** Walks the chunks: length, type, data, CRC (PNG 3rd edition, 5.3). Null for what we do not print: interlaced, without data, beyond bounds. */
async function readChunks(handle: FileHandle): Promise<Parts | null> {
  const segments: Segment[] = [];
  let header: PngHeader | null = null;
  let palette: Buffer | null = null;
  let at = signatureBytes;
  for (let count = 0; count < mostChunks; count += 1) {
    const head = await readAt(handle, at, 8);
    if (head === null) return null;
    const length = head.readUInt32BE(0);
    const type = head.toString("latin1", 4, 8);
    const body = async (): Promise<Buffer | null> => (length > 4096 ? null : readAt(handle, at + 8, length));
    if (count === 0) {
      header = type === "IHDR" ? parseHeader(await body()) : null;
      if (header === null) return null;
    } else if (type === "IDAT") segments.push({ offset: at + 8, length });
    else if (type === "PLTE") palette = await body();
    else if (type === "IEND") break;
    at += 12 + length;
  }
  const paletteNeeded = header?.colourType === 3;
  const paletteFits = palette !== null && palette.length >= 3 && palette.length <= 768 && palette.length % 3 === 0;
  return header === null || segments.length === 0 || (paletteNeeded && !paletteFits) ? null : { header, segments, palette };
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return bytesRead === length ? bytes : null;
}

/** Bit depths that each colour type may have (PNG 3rd edition, table 11.1). */
const depths: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

export function parseHeader(bytes: Buffer | null): PngHeader | null {
  if (bytes === null || bytes.length !== 13) return null;
  const widthPx = bytes.readUInt32BE(0);
  const heightPx = bytes.readUInt32BE(4);
  const bits = bytes[8] ?? 0;
  const colourType = bytes[9] ?? 0;
  const interlaced = bytes[12] !== 0;
  const fits = widthPx >= 1 && heightPx >= 1 && widthPx <= 30_000 && heightPx <= 30_000 && widthPx * heightPx <= mostPixels;
  return fits && !interlaced && depths[colourType]?.includes(bits) === true ? { widthPx, heightPx, bits, colourType } : null;
}

/** Lays a picture with alpha on white, row by row: a picture of 100 megapixels never stands in memory. */
async function flatten(handle: FileHandle, header: PngHeader, segments: readonly Segment[], target: string): Promise<Result<PngPicture>> {
  const flattener = createRowFlattener(header);
  const inflate = createInflate();
  const source = Readable.from(pieces(handle, segments));
  source.on("error", () => inflate.destroy());
  inflate.on("error", () => undefined);
  const deflate = createDeflate({ level: 1 });
  await pipeline(Readable.from(flattener.rows(source.pipe(inflate))), deflate, createWriteStream(target, { mode: 0o600 }));
  const colours = header.colourType === 6 ? 2 : 0;
  return ok(pictureOf(target, { ...header, bits: 8, colourType: colours }, [{ offset: 0, length: (await stat(target)).size }], null));
}
