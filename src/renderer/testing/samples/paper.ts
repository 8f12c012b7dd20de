import { id, papers, visit, type Sample } from "./base.ts";
import { bill } from "./web.ts";

const capabilities = { sources: ["flatbed" as const, "feeder" as const], colours: ["colour" as const, "grey" as const], resolutions: [150 as const, 300 as const] };
const options = { source: "flatbed" as const, colour: "colour" as const, resolution: 300 as const };
const page = (number: number) => ({ id: id(100 + number), rotation: 0 as const, widthPx: 2480, heightPx: 3508 });
const scan = { name: "scan" as const, stage: "setup" as const, options, capabilities, pages: [], progress: null, error: null };
const printing = { copies: 1, sides: "one-sided" as const, colour: "grey" as const };
const copy = { name: "copy" as const, stage: "setup" as const, options: { ...printing, source: "flatbed" as const }, duplex: true, inColour: true, sources: ["flatbed" as const, "feeder" as const], pages: 0, scanProgress: null, printProgress: null, error: null };
const print = { name: "print" as const, stage: "preview" as const, documentId: papers[0]?.id ?? null, options: printing, duplex: true, inColour: true, pagesLeft: 57, progress: null, error: null, cameFrom: "paper" as const };
const progress = { jobId: id(900), state: "printing" as const, pagesDone: 1, pagesTotal: 3, reasons: [] };

/** Paper in, paper out, and the bill. */
export const paperSamples = {
  paper: { snapshot: visit({ name: "paper" }) },
  scan: { snapshot: visit(scan) },
  "scan-scanning": { snapshot: visit({ ...scan, stage: "scanning", pages: [page(1)], progress: { page: 2, fraction: 0.62 } }) },
  "scan-review": { snapshot: visit({ ...scan, stage: "review", pages: [page(1), page(2), page(3)] }) },
  "scan-error": { snapshot: visit({ ...scan, options: { ...options, source: "feeder" }, error: { code: "scanner/feeder-empty" } }) },
  copy: { snapshot: visit(copy) },
  "copy-printing": { snapshot: visit({ ...copy, stage: "printing", pages: 3, printProgress: progress }) },
  "copy-done": { snapshot: visit({ ...copy, stage: "done", pages: 1 }) },
  print: { snapshot: visit(print) },
  "print-choose": { snapshot: visit({ ...print, stage: "choose", documentId: null }) },
  "print-printing": { snapshot: visit({ ...print, stage: "printing", progress }) },
  "print-stopped": { snapshot: visit({ ...print, stage: "printing", progress: { ...progress, state: "stopped", reasons: ["media-empty"] } }) },
  "print-done": { snapshot: visit({ ...print, stage: "done" }) },
  documents: { snapshot: visit({ name: "documents", openId: null }) },
  "documents-open": { snapshot: visit({ name: "documents", openId: papers[0]?.id ?? null }) },
  "documents-empty": { snapshot: visit({ name: "documents", openId: null }, { documents: [] }) },
  bill: { snapshot: visit({ name: "bill", stage: "waiting", bill: null, code: null }) },
  "bill-rejected": { snapshot: visit({ name: "bill", stage: "rejected", bill: null, code: "bill/reference" }) },
  "bill-checked": { snapshot: visit({ name: "bill", stage: "checked", bill, code: null }) },
} as const satisfies Readonly<Record<string, Sample>>;
