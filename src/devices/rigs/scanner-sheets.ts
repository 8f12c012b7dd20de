import { readFileSync } from "node:fs";
import { encodeJpeg, type Plane } from "./scanner-jpeg.ts";
import { decodePalettePng, type PalettePicture } from "./scanner-png.ts";

/** What part of the sheet is wanted, and how. Lengths in 1/300 inch, as eSCL has them. */
export interface SheetRequest {
  readonly xOffset: number;
  readonly yOffset: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly grey: boolean;
}

/** The sheets were drawn at this density (`scanner-pages/pages.ps`). */
const SHEET_DPI = 300;
const SHEETS = ["sheet-1.png", "sheet-2.png", "sheet-3.png"] as const;
/** What lies beside the sheet: the lid's white foam, a little darker than paper. */
const LID = 245;

const sheets = new Map<number, PalettePicture>();
const scans = new Map<string, Buffer>();

function sheet(number: number): PalettePicture {
  const index = (number - 1) % SHEETS.length;
  const known = sheets.get(index);
  if (known !== undefined) return known;
  const read = decodePalettePng(readFileSync(new URL(`scanner-pages/${SHEETS[index] ?? SHEETS[0]}`, import.meta.url)));
  sheets.set(index, read);
  return read;
}

/** JFIF's colour: ITU-T T.871, section 7. */
function toYcc(red: number, green: number, blue: number): readonly [number, number, number] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue,
    128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
    128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
  ];
}

/**
 * The JPEG that a scanner would make of sheet `number` (1-based; after the last comes the first again).
 * Each different request is drawn once.
 */
export function scanSheet(number: number, request: SheetRequest): Buffer {
  const key = JSON.stringify([(number - 1) % SHEETS.length, request]);
  const known = scans.get(key);
  if (known !== undefined) return known;
  const drawn = draw(sheet(number), request);
  scans.set(key, drawn);
  return drawn;
}

function draw(source: PalettePicture, request: SheetRequest): Buffer {
  const scale = SHEET_DPI / request.dpi;
  const window = { ...request, width: Math.max(1, Math.round(request.width / scale)), height: Math.max(1, Math.round(request.height / scale)) };
  return encodeJpeg({ width: window.width, height: window.height, planes: resample(source, window, Math.max(1, Math.round(scale))), dpi: request.dpi });
}

/** The components of the window (its size in target pixels): each sample is the mean of the `span`² source samples that it covers. */
function resample(source: PalettePicture, window: SheetRequest, span: number): Plane[] {
  const colours = Array.from({ length: source.palette.length / 3 }, (_, i) =>
    toYcc(source.palette[i * 3] ?? 0, source.palette[i * 3 + 1] ?? 0, source.palette[i * 3 + 2] ?? 0));
  return Array.from({ length: window.grey ? 1 : 3 }, (_, channel) => {
    const lookup = Uint8Array.from(colours, (colour) => Math.round(colour[channel] ?? 0));
    const outside = channel === 0 ? LID : 128;
    const plane = new Uint8Array(window.width * window.height);
    const sums = new Uint32Array(window.width);
    for (let y = 0; y < window.height; y += 1) {
      sums.fill(0);
      for (let row = 0; row < span; row += 1) addRow(source, window, window.yOffset + y * span + row, lookup, outside, span, sums);
      for (let x = 0; x < window.width; x += 1) plane[y * window.width + x] = Math.round((sums[x] ?? 0) / (span * span));
    }
    return plane;
  });
}

/** Adds one source row to the sums, `span` samples to each. */
function addRow(
  source: PalettePicture, window: SheetRequest, row: number, lookup: Uint8Array, outside: number, span: number, sums: Uint32Array,
): void {
  const start = row * source.width;
  for (let x = 0, column = window.xOffset; x < window.width; x += 1) {
    let sum = 0;
    for (let end = column + span; column < end; column += 1) {
      sum += row < source.height && column < source.width ? (lookup[source.indices[start + column] ?? 0] ?? outside) : outside;
    }
    sums[x] = (sums[x] ?? 0) + sum;
  }
}
