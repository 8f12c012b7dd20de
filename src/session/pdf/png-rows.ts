import type { PngHeader } from "./png-header.ts";

/** Reconstruction of one byte by the row's filter (PNG 3rd edition, 9.2); a left, b above, c above left. */
const paeth = (a: number, b: number, c: number): number => {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - 2 * c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Undoes the filter of `row` (its first byte names it) in place, against the row above; false for an unknown filter. */
export function unfilter(row: Buffer, above: Buffer, bytesPerPixel: number): boolean {
  const filter = row[0] ?? 0;
  if (filter > 4) return false;
  for (let at = 1; at < row.length; at += 1) {
    const a = at > bytesPerPixel ? (row[at - bytesPerPixel] ?? 0) : 0;
    const b = above[at] ?? 0;
    const c = at > bytesPerPixel ? (above[at - bytesPerPixel] ?? 0) : 0;
    const predicted = filter === 0 ? 0 : filter === 1 ? a : filter === 2 ? b : filter === 3 ? (a + b) >> 1 : paeth(a, b, c);
    row[at] = ((row[at] ?? 0) + predicted) & 0xff;
  }
  return true;
}

/** Colour `value` with opacity `alpha` over white, all 0 … 255. */
const onWhite = (value: number, alpha: number): number => Math.round((value * alpha + 255 * (255 - alpha)) / 255);

export interface RowFlattener {
  /** Rows of 8-bit samples without alpha, each with filter byte 0 in front; throws for a stream that is short or has an unknown filter. */
  rows(unpacked: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

export function createRowFlattener(header: PngHeader): RowFlattener {
  const colours = header.colourType === 6 ? 3 : 1;
  const sampleBytes = header.bits === 16 ? 2 : 1;
  const bytesPerPixel = (colours + 1) * sampleBytes;
  const rowBytes = 1 + header.widthPx * bytesPerPixel;

  const flat = (row: Buffer): Buffer => {
    const out = Buffer.alloc(1 + header.widthPx * colours);
    for (let x = 0; x < header.widthPx; x += 1) {
      const from = 1 + x * bytesPerPixel;
      const alpha = row[from + colours * sampleBytes] ?? 255;
      for (let colour = 0; colour < colours; colour += 1) out[1 + x * colours + colour] = onWhite(row[from + colour * sampleBytes] ?? 0, alpha);
    }
    return out;
  };

  return {
    async *rows(unpacked) {
      let above: Buffer = Buffer.alloc(rowBytes);
      let row: Buffer = Buffer.alloc(rowBytes);
      let filled = 0;
      let done = 0;
      for await (const chunk of unpacked) {
        for (let at = 0; at < chunk.length && done < header.heightPx; ) {
          const taken = chunk.copy(row, filled, at, at + rowBytes - filled);
          at += taken;
          filled += taken;
          if (filled < rowBytes) continue;
          if (!unfilter(row, above, bytesPerPixel)) throw new Error("unknown filter");
          yield flat(row);
          [above, row] = [row, above];
          filled = 0;
          done += 1;
        }
        if (done >= header.heightPx) return;
      }
      throw new Error("the picture is shorter than its header says");
    },
  };
}
