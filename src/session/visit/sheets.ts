import type { PrintOptions } from "../../contract/snapshot.ts";
import type { RunningPrint, VisitContext } from "./context.ts";

type PaperOptions = Pick<PrintOptions, "copies" | "sides">;

/** Sheets of paper for this many pages. */
export const sheetsOf = (pages: number, options: PaperOptions): number =>
  options.copies * (options.sides === "one-sided" ? pages : Math.ceil(pages / 2));

/** Sheets that the visit may still print. */
export const sheetsLeft = (context: VisitContext): number =>
  Math.max(0, context.configuration.printing.maxPagesPerVisit - context.sheetsUsed);

/** Most pages whose copies fit into what is left; at least one, so that the limit is told by the print and not by a scan of nothing. */
export const pagesThatFit = (context: VisitContext, options: PaperOptions): number =>
  Math.max(1, Math.floor(sheetsLeft(context) / options.copies) * (options.sides === "one-sided" ? 1 : 2));

/**
 * Sheets that a job that has ended took: what the printer said, all where it does not say how many, none where it never
 * came to paper. The staff's test page is nobody's.
 */
export function sheetsTaken(running: RunningPrint, pagesDone: number | null, succeeded: boolean): number {
  if (running.purpose === "test") return 0;
  const done = pagesDone ?? running.progress?.pagesDone ?? null;
  if (succeeded || done === null) return succeeded || running.reachedPaper ? running.sheets : 0;
  return Math.min(running.sheets, running.job.options.sides === "one-sided" ? done : Math.ceil(done / 2));
}
