/** One component of a picture, a byte a sample, rows from the top. Values as in JFIF: luma, or chroma around 128. */
export type Plane = Uint8Array;

export interface JpegInput {
  readonly width: number;
  readonly height: number;
  /** One plane makes a grey picture, three (Y, Cb, Cr) a coloured one. */
  readonly planes: readonly Plane[];
  readonly dpi: number;
}

// ITU-T T.81, figure A.6: the order in which the 64 coefficients of a block are written.
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
] as const;

// ITU-T T.81, table K.1 (luma), used for chroma too: the sheets are text, and colour fringes would show.
const QUANTISERS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
].map((value) => Math.max(1, Math.round(value / 2)));

// ITU-T T.81, table K.3: how many DC codes there are of each length, and their values.
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
// ITU-T T.81, table K.5: the same for AC, run and size in one byte.
const AC_COUNTS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d];
const AC_VALUES = [...Buffer.from(
  "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a43444546474849" +
  "4a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4" +
  "c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa", "hex")];

interface Codes {
  readonly code: Uint16Array;
  readonly length: Uint8Array;
}

/** ITU-T T.81, annex C: codes of one length are consecutive numbers. */
function huffmanCodes(counts: readonly number[], values: readonly number[]): Codes {
  const table = { code: new Uint16Array(256), length: new Uint8Array(256) };
  let code = 0;
  let next = 0;
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i += 1) {
      const value = values[next] ?? 0;
      table.code[value] = code;
      table.length[value] = index + 1;
      code += 1;
      next += 1;
    }
    code <<= 1;
  });
  return table;
}

const DC = huffmanCodes(DC_COUNTS, DC_VALUES);
const AC = huffmanCodes(AC_COUNTS, AC_VALUES);

/** Bits into bytes, with the stuffed zero after each 0xFF (ITU-T T.81, F.1.2.3). */
class BitWriter {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private used = 0;
  private pending = 0;
  private count = 0;

  put(value: number, bits: number): void {
    this.pending = (this.pending << bits) | value;
    this.count += bits;
    while (this.count >= 8) {
      this.byte((this.pending >> (this.count - 8)) & 0xff);
      this.count -= 8;
    }
    this.pending &= (1 << this.count) - 1;
  }

  finish(): Buffer {
    if (this.count > 0) this.put((1 << (8 - this.count)) - 1, 8 - this.count);
    return this.bytes.subarray(0, this.used);
  }

  private byte(value: number): void {
    if (this.used + 2 > this.bytes.length) this.bytes = Buffer.concat([this.bytes], this.bytes.length * 2);
    this.bytes[this.used] = value;
    this.used += 1;
    if (value !== 0xff) return;
    this.bytes[this.used] = 0;
    this.used += 1;
  }
}

// ITU-T T.81, A.3.3: cosines with both scale factors inside, so that two passes give the coefficient.
const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** The quantised coefficients of one block, in zigzag order, into `out`. */
function transform(samples: Float64Array, between: Float64Array, out: Int16Array): void {
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += (samples[y * 8 + x] ?? 0) * (COSINES[u * 8 + x] ?? 0);
      between[y * 8 + u] = sum;
    }
  }
  for (let k = 0; k < 64; k += 1) {
    const at = ZIGZAG[k] ?? 0;
    const [v, u] = [at >> 3, at & 7];
    let sum = 0;
    for (let y = 0; y < 8; y += 1) sum += (between[y * 8 + u] ?? 0) * (COSINES[v * 8 + y] ?? 0);
    out[k] = Math.round(sum / (QUANTISERS[at] ?? 1));
  }
}

/** ITU-T T.81, F.1.2: a value is its bit count (Huffman) and its bits; a negative one is written as value - 1. */
function putValue(bits: BitWriter, table: Codes, run: number, value: number): void {
  const size = 32 - Math.clz32(Math.abs(value));
  const symbol = (run << 4) | size;
  bits.put(table.code[symbol] ?? 0, table.length[symbol] ?? 0);
  if (size > 0) bits.put(value > 0 ? value : value + (1 << size) - 1, size);
}

function putCoefficients(bits: BitWriter, coefficients: Int16Array): void {
  let run = 0;
  for (let k = 1; k < 64; k += 1) {
    const value = coefficients[k] ?? 0;
    if (value === 0) {
      run += 1;
      continue;
    }
    for (; run > 15; run -= 16) bits.put(AC.code[0xf0] ?? 0, AC.length[0xf0] ?? 0);
    putValue(bits, AC, run, value);
    run = 0;
  }
  if (run > 0) bits.put(AC.code[0] ?? 0, AC.length[0] ?? 0);
}

function scanData({ width, height, planes }: JpegInput): Buffer {
  const bits = new BitWriter();
  const samples = new Float64Array(64);
  const between = new Float64Array(64);
  const coefficients = new Int16Array(64);
  const previous = planes.map(() => 0);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (const [index, plane] of planes.entries()) {
        // Paper is mostly one colour: then there is only a mean, eight times the sample.
        if (isFlat(plane, width, height, left, top)) {
          const sample = (plane[top * width + left] ?? 0) - 128;
          coefficients.fill(0)[0] = Math.round((sample * 8) / (QUANTISERS[0] ?? 1));
        } else {
          takeBlock(plane, width, height, left, top, samples);
          transform(samples, between, coefficients);
        }
        putValue(bits, DC, 0, (coefficients[0] ?? 0) - (previous[index] ?? 0));
        previous[index] = coefficients[0] ?? 0;
        putCoefficients(bits, coefficients);
      }
    }
  }
  return bits.finish();
}

/** Whether all samples of a block are the same; the part beyond the edges repeats them. */
function isFlat(plane: Plane, width: number, height: number, left: number, top: number): boolean {
  const value = plane[top * width + left];
  const [right, bottom] = [Math.min(left + 8, width), Math.min(top + 8, height)];
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left, end = y * width + right; at < end; at += 1) if (plane[at] !== value) return false;
  }
  return true;
}

/** Copies a block around zero, edges repeated. */
function takeBlock(plane: Plane, width: number, height: number, left: number, top: number, samples: Float64Array): void {
  for (let y = 0; y < 8; y += 1) {
    const row = Math.min(top + y, height - 1) * width;
    for (let x = 0; x < 8; x += 1) samples[y * 8 + x] = (plane[row + Math.min(left + x, width - 1)] ?? 0) - 128;
  }
}

const segment = (marker: number, body: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body]);

const word = (value: number): readonly number[] => [value >> 8, value & 0xff];

/** A baseline JFIF file (ITU-T T.81 and T.871), not subsampled, with its density set. */
export function encodeJpeg(input: JpegInput): Buffer {
  const components = input.planes.map((_, index) => index + 1);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, ...word(input.dpi), ...word(input.dpi), 0, 0]),
    segment(0xdb, [0, ...ZIGZAG.map((at) => QUANTISERS[at] ?? 1)]),
    segment(0xc0, [8, ...word(input.height), ...word(input.width), components.length, ...components.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, [0x00, ...DC_COUNTS, ...DC_VALUES]),
    segment(0xc4, [0x10, ...AC_COUNTS, ...AC_VALUES]),
    segment(0xda, [components.length, ...components.flatMap((id) => [id, 0x00]), 0, 63, 0]),
    scanData(input),
    Buffer.from([0xff, 0xd9]),
  ]);
}
