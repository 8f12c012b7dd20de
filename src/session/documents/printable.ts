import { open } from "node:fs/promises";
import { err, ok, type Result } from "../../contract/result.ts";
import { readJpegHeader } from "../pdf/jpeg-header.ts";
import { writePdf } from "../pdf/pages.ts";
import { readPng } from "../pdf/png-picture.ts";
import { countTextPages, textPages } from "../pdf/text-pages.ts";
import type { RunTool } from "../tools/run-tool.ts";
import { countPdfPages } from "./pdf-tools.ts";
import type { Format } from "./sniff.ts";

/** More than this as typewriter pages is some 500 sheets. */
const longestTextBytes = 1_000_000;
/** A JPEG's frame header comes after its thumbnails and colour profiles; a profile may take several 64 KiB segments. */
const jpegHeadBytes = 2_000_000;

/** How many pages of paper a file makes, or null where it makes none or cannot be read. */
export async function countPages(run: RunTool, file: string, format: Format, flattened: string): Promise<number | null> {
  switch (format) {
    case "pdf": {
      const pages = await countPdfPages(run, file);
      return pages.ok ? pages.value : null;
    }
    case "jpeg": {
      const head = await readHead(file, jpegHeadBytes);
      return head.ok && readJpegHeader(head.value.bytes).ok ? 1 : null;
    }
    case "png":
      return (await readPng(file, flattened)).ok ? 1 : null;
    case "text": {
      const text = await readText(file);
      return text.ok ? countTextPages(text.value) : null;
    }
    case "other":
      return null;
  }
}

/** Writes the PDF that a picture or a text is printed and shown as. Errors: `documents/not-printable`, `documents/broken`, `documents/io`. */
export async function writePrintable(file: string, format: Format, target: string, flattened: string): Promise<Result<null>> {
  switch (format) {
    case "jpeg":
      return writePdf(target, [{ kind: "jpeg", file, rotation: 0, size: null }]);
    case "png": {
      const picture = await readPng(file, flattened);
      return picture.ok ? writePdf(target, [{ kind: "png", picture: picture.value }]) : picture;
    }
    case "text": {
      const text = await readText(file);
      return text.ok ? writePdf(target, textPages(text.value)) : text;
    }
    default:
      return err("documents/not-printable");
  }
}

async function readText(file: string): Promise<Result<string>> {
  const head = await readHead(file, longestTextBytes);
  if (!head.ok) return head;
  return head.value.complete ? ok(head.value.bytes.toString("utf8")) : err("documents/not-printable");
}

async function readHead(file: string, most: number): Promise<Result<{ readonly bytes: Buffer; readonly complete: boolean }>> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.alloc(Math.min(size, most));
      await handle.read(bytes, 0, bytes.length, 0);
      return ok({ bytes, complete: size <= most });
    } finally {
      await handle.close();
    }
  } catch {
    return err("documents/io");
  }
}
