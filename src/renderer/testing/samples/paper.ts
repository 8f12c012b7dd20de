import type { Bill } from "../../../contract/bill.ts";
import type { DeviceStatus } from "../../../contract/devices.ts";
import { booth, devices, id, paper, papers, visit, type Sample } from "./base.ts";
import { bill } from "./web.ts";

const capabilities = { sources: ["flatbed" as const, "feeder" as const], colours: ["colour" as const, "grey" as const], resolutions: [150 as const, 300 as const] };
const options = { source: "flatbed" as const, colour: "colour" as const, resolution: 300 as const };
const page = (number: number) => ({ id: id(100 + number), rotation: 0 as const, widthPx: 2480, heightPx: 3508 });
const pages = (count: number) => Array.from({ length: count }, (_, index) => page(index + 1));
const scan = { name: "scan" as const, stage: "setup" as const, options, capabilities, pages: [], progress: null, error: null };
const printing = { copies: 1, sides: "one-sided" as const, colour: "grey" as const };
const copy = { name: "copy" as const, stage: "setup" as const, options: { ...printing, source: "flatbed" as const }, duplex: true, inColour: true, sources: ["flatbed" as const, "feeder" as const], pages: 0, scanProgress: null, printProgress: null, error: null };
const print = { name: "print" as const, stage: "preview" as const, documentId: papers[0]?.id ?? null, options: printing, duplex: true, inColour: true, pagesLeft: 57, progress: null, error: null, cameFrom: "paper" as const };
const progress = { jobId: id(900), state: "printing" as const, pagesDone: 1, pagesTotal: 3, reasons: [] };
const waiting = { name: "bill" as const, stage: "waiting" as const, bill: null, code: null };

/** The usual devices, one of them in another state. */
const withDevice = (kind: DeviceStatus["kind"], change: Partial<DeviceStatus>) => ({ devices: devices.map((device) => (device.kind === kind ? { ...device, ...change } : device)) });

/** A QR bill with everything that a person should look at. */
const foreignBill: Bill = {
  source: "qr", iban: "DE71110220330123456789", amountCents: 123_456_789, reference: { kind: "rf", value: "RF18539007547034" }, message: null, dueDate: "2026-05-12",
  payeeName: "Franz Mustermänn", virtualBarCode: null, warnings: ["rf-body-check", "foreign-iban", "amount-beyond-bar-code", "due-date-passed"],
};
const openBill: Bill = { ...bill, amountCents: null, dueDate: null };
const many = Array.from({ length: 12 }, (_, index) => paper(index + 1, index === 3 ? { origin: "download", name: "Hakemuksen liite, allekirjoitettu.docx", format: "other", pages: null } : index === 5 ? { sent: true } : {}));

/** Paper in, paper out, and the bill. */
export const paperSamples = {
  paper: { snapshot: visit({ name: "paper" }) },
  "paper-no-scanner": { snapshot: visit({ name: "paper" }, withDevice("scanner", { state: "given-up" })) },
  "paper-print-only": { snapshot: visit({ name: "paper" }), booth: { features: { ...booth.features, scan: false } } },
  scan: { snapshot: visit(scan) },
  "scan-simple": { snapshot: visit({ ...scan, capabilities: { ...capabilities, sources: ["flatbed"] } }) },
  "scan-looking": { snapshot: visit({ ...scan, capabilities: null }, withDevice("scanner", { state: "connecting" })) },
  "scan-lost": { snapshot: visit(scan, withDevice("scanner", { state: "backing-off" })) },
  "scan-gone": { snapshot: visit({ ...scan, capabilities: null }, withDevice("scanner", { state: "absent" })) },
  "scan-cover-open": { snapshot: visit(scan, withDevice("scanner", { reasons: ["cover-open"] })) },
  "scan-scanning": { snapshot: visit({ ...scan, stage: "scanning", pages: pages(1), progress: { page: 2, fraction: 0.62 } }) },
  "scan-scanning-feeder": { snapshot: visit({ ...scan, stage: "scanning", options: { ...options, source: "feeder" }, pages: pages(14), progress: { page: 15, fraction: null } }) },
  "scan-review": { snapshot: visit({ ...scan, stage: "review", pages: pages(3) }) },
  "scan-review-one": { snapshot: visit({ ...scan, stage: "review", pages: pages(1) }) },
  "scan-review-many": { snapshot: visit({ ...scan, stage: "review", pages: pages(24), error: { code: "scanner/feeder-jam" } }) },
  "scan-drop": { snapshot: visit({ ...scan, stage: "review", pages: pages(3) }), press: "scan.drop" },
  "scan-discard": { snapshot: visit({ ...scan, stage: "review", pages: pages(3) }), press: "scan.discard" },
  "scan-add": { snapshot: visit({ ...scan, stage: "review", pages: pages(2) }), press: "scan.add" },
  "scan-saving": { snapshot: visit({ ...scan, stage: "saving", pages: pages(3) }) },
  "scan-error": { snapshot: visit({ ...scan, options: { ...options, source: "feeder" }, error: { code: "scanner/feeder-empty" } }) },
  copy: { snapshot: visit(copy) },
  "copy-error": { snapshot: visit({ ...copy, options: { ...copy.options, copies: 3 }, error: { code: "printer/busy" } }) },
  "copy-no-paper": { snapshot: visit(copy, withDevice("printer", { reasons: ["media-empty"] })) },
  "copy-scanning": { snapshot: visit({ ...copy, stage: "scanning", options: { ...copy.options, source: "feeder" }, pages: 2, scanProgress: { page: 3, fraction: 0.3 } }) },
  "copy-printing": { snapshot: visit({ ...copy, stage: "printing", pages: 3, printProgress: progress }) },
  "copy-done": { snapshot: visit({ ...copy, stage: "done", pages: 1 }) },
  print: { snapshot: visit(print) },
  "print-limit": { snapshot: visit({ ...print, options: { ...printing, copies: 5 }, pagesLeft: 4 }) },
  "print-none-left": { snapshot: visit({ ...print, pagesLeft: 0 }) },
  "print-error": { snapshot: visit({ ...print, documentId: papers[1]?.id ?? null, error: { code: "printer/not-answering" } }) },
  "print-gone": { snapshot: visit(print, withDevice("printer", { state: "given-up" })) },
  "print-choose": { snapshot: visit({ ...print, stage: "choose", documentId: null }) },
  "print-choose-many": { snapshot: visit({ ...print, stage: "choose", documentId: null }, { documents: many }) },
  "print-printing": { snapshot: visit({ ...print, stage: "printing", progress }) },
  "print-sending": { snapshot: visit({ ...print, stage: "printing", progress: null }) },
  "print-stopped": { snapshot: visit({ ...print, stage: "printing", progress: { ...progress, state: "stopped", reasons: ["media-empty"] } }) },
  "print-cancelling": { snapshot: visit({ ...print, stage: "printing", progress: { ...progress, state: "cancelling" } }) },
  "print-done": { snapshot: visit({ ...print, stage: "done" }) },
  "print-done-web": { snapshot: visit({ ...print, stage: "done", cameFrom: "web" }) },
  documents: { snapshot: visit({ name: "documents", openId: null }) },
  "documents-many": { snapshot: visit({ name: "documents", openId: null }, { documents: many }) },
  "documents-open": { snapshot: visit({ name: "documents", openId: papers[0]?.id ?? null }) },
  "documents-open-one": { snapshot: visit({ name: "documents", openId: papers[2]?.id ?? null }) },
  "documents-open-other": { snapshot: visit({ name: "documents", openId: many[3]?.id ?? null }, { documents: many }) },
  "documents-remove": { snapshot: visit({ name: "documents", openId: papers[1]?.id ?? null }), press: "documents.remove" },
  "documents-empty": { snapshot: visit({ name: "documents", openId: null }, { documents: [] }) },
  bill: { snapshot: visit(waiting) },
  "bill-reader-lost": { snapshot: visit(waiting, withDevice("barcode", { state: "lost" })) },
  "bill-reader-gone": { snapshot: visit(waiting, withDevice("barcode", { state: "given-up" })) },
  "bill-rejected": { snapshot: visit({ ...waiting, stage: "rejected", code: "bill/reference" }) },
  "bill-rejected-other": { snapshot: visit({ ...waiting, stage: "rejected", code: "bill/not-a-bill" }) },
  "bill-checked": { snapshot: visit({ ...waiting, stage: "checked", bill }) },
  "bill-checked-warnings": { snapshot: visit({ ...waiting, stage: "checked", bill: foreignBill }) },
  "bill-checked-open": { snapshot: visit({ ...waiting, stage: "checked", bill: openBill }) },
  "bill-banks": { snapshot: visit({ ...waiting, stage: "checked", bill }), press: "bill.otherBank" },
} as const satisfies Readonly<Record<string, Sample>>;
