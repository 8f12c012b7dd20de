import { open } from "node:fs/promises";
import type { PrintProgress, PrintRequest } from "../../contract/devices.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import type { IppClient } from "./ipp-client.ts";
import type { DocumentFile, PrinterError } from "./ipp-http.ts";
import { operations } from "./ipp-message.ts";
import { jobTemplate } from "./job-template.ts";
import { regardless, watchJob } from "./job-watch.ts";
import type { PrinterFacts } from "./printer-facts.ts";

export interface PrintJobOptions {
  readonly client: IppClient;
  /** For the printer behind a CUPS queue, which alone knows how many pages are out. */
  readonly openClient: (url: string) => IppClient;
  readonly clock: Clock;
  /** A person has pressed cancel: the job is cancelled and waited for. */
  readonly cancel: AbortSignal;
  /** The device is lost or its time is over: no more waiting. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PrintProgress) => void;
}

/** A print of 500 pages with photographs; beyond it is no document of a visit. */
const MAX_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** Prints a file and stays until the printer says that the job has ended. Errors are of `printerErrorCodes`. */
export async function runPrintJob(request: PrintRequest, options: PrintJobOptions): Promise<Result<{ readonly pagesDone: number | null }, PrinterError>> {
  const { client, cancel, signal } = options;
  const document = await checkDocument(request.file);
  if (!document.ok) return document;
  options.onProgress({
    jobId: request.jobId, state: "sending", pagesDone: null, pagesTotal: request.pages * request.copies, reasons: [],
  });
  const sending = AbortSignal.any([cancel, signal]);
  const printer = await client.getPrinter(sending);
  if (!printer.ok) return printer;
  if (!printer.value.accepting) return err("printer/not-accepting", { what: "queue" });
  if (!printer.value.formats.includes("application/pdf")) return err("printer/format-not-supported", { formats: printer.value.formats.length });

  // Before the job begins, or its end could be missed.
  const subscription = await subscribe(client, printer.value);
  const sent = await send(request, document.value, printer.value, client, sending);
  const ended = sent.ok ? await watchJob({ ...options, request, printerJobId: sent.value, subscription }) : sent;
  if (subscription !== null) await regardless(client.unsubscribe(subscription)); // It ends by itself if this fails.
  return ended;
}

/** Null where the printer has no events; it keeps its jobs for a while then, as RFC 8011 section 5.3.7.2 asks. */
async function subscribe(client: IppClient, printer: PrinterFacts): Promise<number | null> {
  const needed = [operations.createPrinterSubscriptions, operations.getNotifications, operations.cancelSubscription];
  if (!needed.every((operation) => printer.operations.includes(operation))) return null;
  const subscription = await client.subscribe();
  return subscription.ok ? subscription.value : null;
}

/** The printer's own job id. A job whose document did not arrive is taken back. */
async function send(
  request: PrintRequest,
  document: DocumentFile,
  printer: PrinterFacts,
  client: IppClient,
  signal: AbortSignal,
): Promise<Result<number, PrinterError>> {
  const can = (operation: number): boolean => printer.operations.includes(operation);
  const template = jobTemplate(request, printer);
  if (can(operations.validateJob)) {
    const valid = await client.validateJob(template, signal);
    if (!valid.ok) return valid;
  }
  if (!can(operations.createJob) || !can(operations.sendDocument)) return client.printJob(template, document, signal);
  // Not given up in mid-air: a job of which nobody has the number could not be taken back.
  const job = await client.createJob(template);
  if (!job.ok) return job;
  const sent = await client.sendDocument(job.value, document, signal);
  if (sent.ok) return job;
  await regardless(client.cancelJob(job.value)); // Without its document the printer drops the job after a while anyway.
  return sent;
}

/** A file that is there and begins as a PDF does; what is inside was checked by whoever made it. */
async function checkDocument(path: string): Promise<Result<DocumentFile, PrinterError>> {
  try {
    await using file = await open(path);
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > MAX_DOCUMENT_BYTES) return err("printer/file", { what: "size", size: stat.size });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    if (buffer.toString("latin1", 0, bytesRead) !== "%PDF-") return err("printer/file", { what: "no-pdf" });
    return ok({ path, size: stat.size });
  } catch {
    return err("printer/file", { what: "open" });
  }
}
