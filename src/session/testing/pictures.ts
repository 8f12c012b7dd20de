import { deflateSync, crc32 } from "node:zlib";

/** Small picture files for tests, made of their formats' parts. */

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

export interface PngOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced?: boolean;
  /** Unfiltered rows, each with its filter byte in front. */
  readonly rows: Buffer;
}

export function pngOf({ widthPx, heightPx, colourType, interlaced = false, rows }: PngOptions): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 8;
  header[9] = colourType;
  header[12] = interlaced ? 1 : 0;
  const palette = colourType === 3 ? [chunk("PLTE", Buffer.from([255, 0, 0, 0, 0, 255]))] : [];
  const data = deflateSync(rows);
  const half = Math.floor(data.length / 2);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), ...palette,
    chunk("IDAT", data.subarray(0, half)), chunk("IDAT", data.subarray(half)), chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Huffman tables of one code each: DC category 0, and end of block. Every block is the same grey. */
const table = (id: number, value: number): Buffer => Buffer.from([0xff, 0xc4, 0x00, 0x14, id, 1, ...new Array<number>(15).fill(0), value]);

/** A true baseline JPEG, all mid-grey, small at any size (ITU-T T.81): one component, 8 × 8 blocks of two bits each. */
export function greyJpeg(widthPx: number, heightPx: number): Buffer {
  const blocks = Math.ceil(widthPx / 8) * Math.ceil(heightPx / 8);
  const scan = Buffer.alloc(Math.ceil((blocks * 2) / 8), 0x00);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(heightPx, 5);
  frame.writeUInt16BE(widthPx, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xdb, 0, 67, 0, ...new Array<number>(64).fill(1)]), frame,
    table(0x00, 0), table(0x10, 0), Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]), scan, Buffer.from([0xff, 0xd9]),
  ]);
}
