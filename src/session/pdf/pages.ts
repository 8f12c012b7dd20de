import { open, readFile } from "node:fs/promises";
import { err, ok, type Result } from "../../contract/result.ts";
import { readJpegHeader, type JpegHeader } from "./jpeg-header.ts";
import { writePdfFile, type PdfFile } from "./pdf-file.ts";
import type { PngPicture } from "./png-picture.ts";
import { a4, type PageSize, type TextPage } from "./text-page.ts";

export type Rotation = 0 | 90 | 180 | 270;


/** Printers leave about 5 mm of a sheet's edge white. */
const marginPt = 15;

/** A page that is one JPEG, embedded byte for byte. `size` null: on A4, as large as it fits. */
export interface JpegPage {
  readonly kind: "jpeg";
  readonly file: string;
  readonly rotation: Rotation;
  readonly size: PageSize | null;
}
export interface PngPage {
  readonly kind: "png";
  readonly picture: PngPicture;
}
export type PdfPage = JpegPage | PngPage | TextPage;

/** Size of a scanned page on paper. */
export const scannedSize = (widthPx: number, heightPx: number, dpi: number): PageSize => ({ widthPt: (widthPx / dpi) * 72, heightPt: (heightPx / dpi) * 72 });

/** Writes pages into a new file at `path`. Errors: `documents/io`, `documents/broken`. */
export const writePdf = (path: string, pages: readonly PdfPage[]): Promise<Result<null>> =>
  writePdfFile(path, async (file) => {
    const catalog = file.reserve();
    const tree = file.reserve();
    const ids: number[] = [];
    for (const page of pages) {
      const id = file.reserve();
      const written = await writePage(file, { id, tree }, page);
      if (!written.ok) return written;
      ids.push(id);
    }
    await file.writeObject(tree, `<< /Type /Pages /Count ${ids.length} /Kids [${ids.map((id) => `${id} 0 R`).join(" ")}] >>`);
    await file.writeObject(catalog, `<< /Type /Catalog /Pages ${tree} 0 R >>`);
    await file.finish(catalog);
    return ok(null);
  });

interface PageIds {
  readonly id: number;
  readonly tree: number;
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

const writePage = (file: PdfFile, ids: PageIds, page: PdfPage): Promise<Result<null>> =>
  page.kind === "jpeg" ? writeJpegPage(file, ids, page) : page.kind === "png" ? writePngPage(file, ids, page.picture) : writeTextPage(file, ids, page);

async function writePageObjects(file: PdfFile, { id, tree }: PageIds, size: PageSize, rotation: Rotation, resources: string, content: string): Promise<void> {
  const contentId = file.reserve();
  const bytes = Buffer.from(content, "latin1");
  await file.writeStream(contentId, "", bytes.length, [bytes]);
  await file.writeObject(
    id,
    `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${number(size.widthPt)} ${number(size.heightPt)}] /Rotate ${rotation} /Resources << ${resources} >> /Contents ${contentId} 0 R >>`,
  );
}

/** `q w 0 0 h x y cm /P Do Q`: the unit square of the picture, put in its place (ISO 32000-1, 8.9.5). */
const drawn = (x: number, y: number, size: PageSize): string => `q ${number(size.widthPt)} 0 0 ${number(size.heightPt)} ${number(x)} ${number(y)} cm /P Do Q\n`;

/** A picture on A4, centred; one that is wider than high gets a sheet that lies. */
export function onA4(widthPx: number, heightPx: number): { readonly page: PageSize; readonly content: string } {
  const wide = widthPx > heightPx;
  const page = wide ? { widthPt: a4.heightPt, heightPt: a4.widthPt } : a4;
  /** Never larger than at 96 dpi: a small icon stays an icon. */
  const scale = Math.min((page.widthPt - 2 * marginPt) / widthPx, (page.heightPt - 2 * marginPt) / heightPx, 72 / 96);
  const size = { widthPt: widthPx * scale, heightPt: heightPx * scale };
  return { page, content: drawn((page.widthPt - size.widthPt) / 2, (page.heightPt - size.heightPt) / 2, size) };
}

const colourSpaces = { 1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK" } as const;

const jpegDictionary = (header: JpegHeader): string =>
  `/Type /XObject /Subtype /Image /Width ${header.widthPx} /Height ${header.heightPx} /ColorSpace ${colourSpaces[header.components]} /BitsPerComponent 8 /Filter /DCTDecode` +
  (header.inverted ? " /Decode [1 0 1 0 1 0 1 0]" : "");

async function writeJpegPage(file: PdfFile, ids: PageIds, page: JpegPage): Promise<Result<null>> {
  const bytes = await readFile(page.file);
  const header = readJpegHeader(bytes);
  if (!header.ok) return header;
  const picture = file.reserve();
  await file.writeStream(picture, jpegDictionary(header.value), bytes.length, [bytes]);
  const fitted = onA4(header.value.widthPx, header.value.heightPx);
  const size = page.size ?? fitted.page;
  await writePageObjects(file, ids, size, page.rotation, `/XObject << /P ${picture} 0 R >>`, page.size === null ? fitted.content : drawn(0, 0, size));
  return ok(null);
}

async function writePngPage(file: PdfFile, ids: PageIds, picture: PngPicture): Promise<Result<null>> {
  const image = file.reserve();
  const handle = await open(picture.file, "r");
  try {
    const palette = picture.palette === null ? null : `<${picture.palette.toString("hex")}>`;
    const space = palette === null ? (picture.colours === 1 ? "/DeviceGray" : "/DeviceRGB") : `[/Indexed /DeviceRGB ${picture.palette === null ? 0 : picture.palette.length / 3 - 1} ${palette}]`;
    await file.writeStream(
      image,
      `/Type /XObject /Subtype /Image /Width ${picture.widthPx} /Height ${picture.heightPx} /ColorSpace ${space} /BitsPerComponent ${picture.bits}` +
        ` /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${picture.colours} /BitsPerComponent ${picture.bits} /Columns ${picture.widthPx} >>`,
      picture.length,
      picture.data(handle),
    );
  } catch {
    return err("documents/broken");
  } finally {
    await handle.close();
  }
  const fitted = onA4(picture.widthPx, picture.heightPx);
  await writePageObjects(file, ids, fitted.page, 0, `/XObject << /P ${image} 0 R >>`, fitted.content);
  return ok(null);
}

async function writeTextPage(file: PdfFile, ids: PageIds, page: TextPage): Promise<Result<null>> {
  const font = file.reserve();
  await file.writeObject(font, page.font.dictionary);
  await writePageObjects(file, ids, a4, 0, `/Font << /F ${font} 0 R >>`, page.content);
  return ok(null);
}
