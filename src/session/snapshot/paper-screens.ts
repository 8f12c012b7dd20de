import type { DraftPage } from "../../contract/documents.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import type { VisitContext } from "../visit/context.ts";
import type { DraftFile } from "../visit/draft-file.ts";
import { sheetsLeft } from "../visit/sheets.ts";

/** A page as a screen may know it: without its file. */
const pageOf = ({ id, rotation, widthPx, heightPx }: DraftFile): DraftPage => ({ id, rotation, widthPx, heightPx });

export function scanScreen(step: string | undefined, { scan, scanner }: VisitContext): ScreenOf<"scan"> {
  return {
    name: "scan",
    stage: step === "scanning" || step === "review" || step === "saving" ? step : "setup",
    options: scan.options,
    capabilities: scanner,
    pages: scan.pages.map(pageOf),
    progress: scan.progress,
    error: scan.error,
  };
}

export function copyScreen(step: string | undefined, context: VisitContext): ScreenOf<"copy"> {
  const { copy, printer, printing, scanner } = context;
  return {
    name: "copy",
    stage: step === "scanning" || step === "printing" || step === "done" ? step : "setup",
    options: copy.options,
    duplex: printer?.duplex ?? false,
    inColour: printer?.colour ?? false,
    sources: scanner?.sources ?? [],
    pages: copy.pages.length,
    scanProgress: copy.progress,
    printProgress: printing?.purpose === "copy" ? printing.progress : null,
    error: copy.error,
  };
}

export function printScreen(step: string | undefined, context: VisitContext): ScreenOf<"print"> {
  const { print, printer, printing } = context;
  const mine = printing?.purpose === "print" ? printing : null;
  const shown = mine?.job.source.kind === "document" ? mine.job.source.documentId : print.documentId;
  return {
    name: "print",
    stage: step === "preview" || step === "printing" || step === "done" ? step : "choose",
    documentId: step === "choose" ? null : shown,
    options: print.options,
    duplex: printer?.duplex ?? false,
    inColour: printer?.colour ?? false,
    pagesLeft: sheetsLeft(context),
    progress: mine?.progress ?? null,
    error: print.error,
    cameFrom: print.cameFrom,
  };
}
