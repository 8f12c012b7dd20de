import { inflateSync } from "node:zlib";

/** A picture of at most 256 colours: one palette index a pixel, rows from the top. */
export interface PalettePicture {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array;
  /** Red, green, blue, three bytes a colour. */
  readonly palette: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Reads the one kind of PNG that the rig's sheets are: 8-bit palette, not interlaced (W3C PNG, sections 5, 9 and 11).
 * The files are our own; anything else is a mistake in the tree and throws.
 */
export function decodePalettePng(file: Buffer): PalettePicture {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error("not a PNG");
  let width = 0;
  let height = 0;
  let palette = new Uint8Array();
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      if (body[8] !== 8 || body[9] !== 3 || body[12] !== 0) throw new Error("not an 8-bit palette PNG without interlace");
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
    } else if (type === "PLTE") palette = new Uint8Array(body);
    else if (type === "IDAT") data.push(body);
    at += 12 + length;
  }
  return { width, height, palette, indices: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

/** W3C PNG, section 9: each row begins with its filter's number; one byte a pixel here. */
function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (width + 1)] ?? 0;
    if (filter === 0) {
      out.set(raw.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width);
      continue;
    }
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const left = x > 0 ? (out[at - 1] ?? 0) : 0;
      const up = y > 0 ? (out[at - width] ?? 0) : 0;
      const upLeft = x > 0 && y > 0 ? (out[at - width - 1] ?? 0) : 0;
      out[at] = (raw[y * (width + 1) + 1 + x] ?? 0) + predict(filter, left, up, upLeft);
    }
  }
  return out;
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}
