import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Pages of a PDF as poppler counts them. */
export function pageCount(file: string): number {
  return Number(/^Pages:\s+([0-9]+)$/m.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))?.[1]);
}

/** The text of a PDF as poppler reads it. */
export const textOf = (file: string): string => execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });

/** The PDF files of a printer rig's spool, oldest first. */
export function printedFiles(spool: string): string[] {
  return readdirSync(spool).map((name) => join(spool, name)).filter((file) => file.endsWith(".pdf")).sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
}
