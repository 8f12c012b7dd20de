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
  const width = Math.max(1, Math.round(request.width / scale));
  const height = Math.max(1, Math.round(request.height / scale));
  const channels = request.grey ? 1 : 3;
  const colours = Array.from({ length: source.palette.length / 3 }, (_, i) =>
    toYcc(source.palette[i * 3] ?? 0, source.palette[i * 3 + 1] ?? 0, source.palette[i * 3 + 2] ?? 0));
  const planes = Array.from({ length: channels }, (_, channel) =>
    resample(source, colours.map((colour) => colour[channel] ?? 0), channel === 0 ? LID : 128, { ...request, width, height, scale }));
  return encodeJpeg({ width, height, planes, dpi: request.dpi });
}

interface Window {
  readonly xOffset: number;
  readonly yOffset: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** One component of the window: each target sample is the mean of the source samples that it covers. */
function resample(source: PalettePicture, values: readonly number[], outside: number, window: Window): Plane {
  const plane = new Uint8Array(window.width * window.height);
  const lookup = Float64Array.from(values);
  const span = Math.max(1, Math.round(window.scale));
  for (let y = 0; y < window.height; y += 1) {
    const top = window.yOffset + Math.floor(y * window.scale);
    for (let x = 0; x < window.width; x += 1) {
      const left = window.xOffset + Math.floor(x * window.scale);
      let sum = 0;
      for (let row = top; row < top + span; row += 1) {
        for (let column = left; column < left + span; column += 1) {
          const inside = row < source.height && column < source.width;
          sum += inside ? (lookup[source.indices[row * source.width + column] ?? 0] ?? outside) : outside;
        }
      }
      plane[y * window.width + x] = Math.round(sum / (span * span));
    }
  }
  return plane;
}
