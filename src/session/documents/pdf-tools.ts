import { err, ok, type Result } from "../../contract/result.ts";
import type { Picture } from "../../contract/documents.ts";
import { readJpegHeader } from "../pdf/jpeg-header.ts";
import type { RunTool } from "../tools/run-tool.ts";

/** Looks into PDF files with Poppler's programs, each a short-lived child with bounds: a hostile file costs itself and nothing else. */

/** A sound file of hundreds of pages answers in 50 ms; more than this is a trap or of no use to a person who waits. */
const infoLimitMs = 5_000;
/** A4 at 300 dpi takes 0.2 s, a city map of vectors some seconds. */
const pictureLimitMs = 15_000;
const memoryBytes = 768 * 1024 * 1024;
const mostInfoBytes = 64 * 1024;
/** Base64 makes a third more of it; the contract takes 16 million letters. */
const mostPictureBytes = 11_000_000;
/** A page that is a strip would else make a picture of any height. */
const mostSidePx = 4_000;

/** How many pages a PDF has; error `documents/broken` also for one that wants a password. */
export async function countPdfPages(run: RunTool, file: string): Promise<Result<number>> {
  const info = await run({ command: "pdfinfo", args: [file], limitMs: infoLimitMs, mostOutputBytes: mostInfoBytes, memoryBytes });
  if (!info.ok) return err("documents/broken");
  const pages = Number(/^Pages: +([0-9]{1,6})$/mu.exec(info.value.toString("latin1"))?.[1] ?? 0);
  return pages >= 1 ? ok(pages) : err("documents/broken");
}

/** Height over width of a page as it is shown, its rotation counted. */
async function pageShape(run: RunTool, file: string, page: number): Promise<Result<number>> {
  const info = await run({ command: "pdfinfo", args: ["-f", String(page), "-l", String(page), file], limitMs: infoLimitMs, mostOutputBytes: mostInfoBytes, memoryBytes });
  if (!info.ok) return err("documents/broken");
  const text = info.value.toString("latin1");
  const size = /^Page +[0-9]+ size: +([0-9.]+) x ([0-9.]+) pts/mu.exec(text);
  const turned = /^Page +[0-9]+ rot: +(?:90|270)$/mu.test(text);
  const width = Number(size?.[1] ?? 0);
  const height = Number(size?.[2] ?? 0);
  if (!(width > 0) || !(height > 0)) return err("documents/broken");
  return ok(turned ? width / height : height / width);
}

/** A page as a JPEG of about `widthPx`. `shape` is its height over its width where that is known. Errors: `documents/broken`, `documents/no-page`. */
export async function drawPdfPage(run: RunTool, file: string, page: number, widthPx: number, shape?: number): Promise<Result<Picture>> {
  const known: Result<number> = shape === undefined ? await pageShape(run, file, page) : ok(shape);
  if (!known.ok) return known;
  /** The long side, whichever it is: Poppler's two other scales mean the page before its rotation. */
  const longSide = Math.max(1, Math.min(mostSidePx, Math.round(Math.max(widthPx, widthPx * known.value))));
  const drawn = await run({
    command: "pdftoppm",
    args: ["-jpeg", "-jpegopt", "quality=82", "-cropbox", "-singlefile", "-f", String(page), "-l", String(page), "-scale-to", String(longSide), file],
    limitMs: pictureLimitMs,
    mostOutputBytes: mostPictureBytes,
    memoryBytes,
  });
  if (!drawn.ok) return err("documents/broken");
  const header = readJpegHeader(drawn.value);
  return header.ok
    ? ok({ mime: "image/jpeg", base64: drawn.value.toString("base64"), widthPx: header.value.widthPx, heightPx: header.value.heightPx })
    : err("documents/broken");
}
