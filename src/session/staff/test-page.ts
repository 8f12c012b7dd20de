import { a4, type TextPage } from "../pdf/text-page.ts";
import { textPages } from "../pdf/text-pages.ts";

/** The staff's test page: a frame that shows the white edge, grey and colour steps, a 100 mm rule, and letters of every language. No words. */

const mm = (millimetres: number): number => (millimetres / 25.4) * 72;
const n = (value: number): string => value.toFixed(2);

const box = (x: number, y: number, width: number, height: number): string => `${n(mm(x))} ${n(mm(y))} ${n(mm(width))} ${n(mm(height))} re`;

const greys = Array.from({ length: 11 }, (_, step) => `${n(step / 10)} g ${box(25 + step * 14, 200, 14, 14)} f\n`).join("");
const colours = ["1 0 0", "0 1 0", "0 0 1", "0 1 1", "1 0 1", "1 1 0"].map((rgb, at) => `${rgb} rg ${box(25 + at * 25, 180, 22, 14)} f\n`).join("");
const rule = Array.from({ length: 11 }, (_, tick) => `${box(25 + tick * 10, 160, 0, tick % 5 === 0 ? 8 : 4)} S\n`).join("");
const frame = `0.7 w 0 G ${box(5, 5, (a4.widthPt / 72) * 25.4 - 10, (a4.heightPt / 72) * 25.4 - 10)} S\n`;

export const testPage = (version: string): TextPage[] =>
  textPages(`${version}   A4 210 x 297 mm\n\nåäöÅÄÖ áčđŋšŧž ÁČĐŊŠŦŽ âõǥǧǩʒǯʹ\n0123456789 € § % &`, `q ${frame}${greys}${colours}0 G ${rule}Q\n`);
