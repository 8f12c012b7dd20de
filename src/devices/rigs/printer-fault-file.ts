import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

/**
 * What is wrong with the rig's printer, as a file that the rig writes and the printer's command reads: the two are
 * different processes, with ippeveprinter between them.
 */
export const printerFaultSchema = z.strictObject({
  /** The printer holds its pages while one of these is there, as a real one does, and goes on when it is gone. */
  reasons: z.array(z.enum(["media-empty", "media-jam", "cover-open", "toner-empty"])).default([]),
  /** The job ends as aborted before its first page. */
  abort: z.boolean().default(false),
  /** Time that one page takes, ms. */
  pageMs: z.int().min(0).max(60_000).default(0),
});
export type PrinterFault = z.infer<typeof printerFaultSchema>;

export const soundPrinter: PrinterFault = printerFaultSchema.parse({});

/** Whole or not at all: the reader never sees half a file. */
export function writeFault(file: string, fault: PrinterFault): void {
  writeFileSync(`${file}.new`, JSON.stringify(fault));
  renameSync(`${file}.new`, file);
}

export const readFault = (file: string): PrinterFault => printerFaultSchema.parse(JSON.parse(readFileSync(file, "utf8")));
