import type { DocumentSummary } from "../../contract/documents.ts";

export type Format = DocumentSummary["format"];

/** How much of a file's beginning tells what it is. */
export const sniffedBytes = 64 * 1024;

const startsWith = (bytes: Buffer, signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);

/** Implementation note 13 of the PDF Reference 1.7: viewers take the header anywhere in the first 1024 bytes. */
const pdfHeaderWithin = 1024;

/**
 * What a file is, by its bytes alone: a name says nothing. `complete` is true where `bytes` is the whole file.
 * Signatures: ISO 32000-1 7.5.2 (PDF), ITU-T T.81 B.1.1.3 (JPEG: SOI, then a marker), PNG 3rd edition 5.2.
 */
export function sniffFormat(bytes: Buffer, complete: boolean): Format {
  if (bytes.subarray(0, pdfHeaderWithin).includes("%PDF-")) return "pdf";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  return isPlainText(bytes, complete) ? "text" : "other";
}

/** UTF-8 without controls but tab, line feed, carriage return and form feed; mark-up is for programs, not for paper. */
function isPlainText(bytes: Buffer, complete: boolean): boolean {
  if (bytes.length === 0) return false;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !complete });
  } catch {
    return false;
  }
  return !/[\0-\x08\x0b\x0e-\x1f\x7f]/u.test(text) && !/^\s*(?:<[!?a-zA-Z]|[{[]|%!)/u.test(text);
}
