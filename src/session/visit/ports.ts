import type { PrintRequest, ScanRequest } from "../../contract/devices.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import type { EndReason, SessionEvent } from "../../contract/core-session.ts";
import type { Result } from "../../contract/result.ts";
import type { StaffReport } from "../../contract/snapshot.ts";
import type { DraftFile } from "./draft-file.ts";

/** What is to be printed: a document of the visit, the pages of a copy, or the staff's test page. */
export type PrintSource =
  | { readonly kind: "document"; readonly documentId: string }
  | { readonly kind: "copy"; readonly pages: readonly DraftFile[] }
  | { readonly kind: "test-page" };

export interface PrintJob {
  readonly jobId: string;
  readonly source: PrintSource;
  readonly options: Pick<PrintRequest, "copies" | "sides" | "colour">;
}

export interface PinState {
  readonly triesLeft: number;
  readonly lockedUntil: number | null;
}

/** All that the visit's statechart asks of the world. No method throws for what a device, a file or a person can cause. */
export interface VisitPorts {
  now(): number;
  uuid(): string;
  /** A whole number 0 … limit - 1. */
  below(limit: number): number;
  /** To the core's log and counters. */
  report(event: SessionEvent): void;
  /** An error: the core does not open the booth for this visit (it closes at this very moment). */
  visitStarted(): Promise<Result<null>>;
  visitEnded(reason: EndReason): void;
  thanksDone(): void;
  /** Settles when the job has ended; pages and progress arrive as events before. */
  scan(request: Omit<ScanRequest, "folder">, signal: AbortSignal): Promise<Result<{ readonly pages: number }>>;
  /** One PDF of these pages in *My documents*. */
  saveScan(pages: readonly DraftFile[]): Promise<Result<DocumentSummary>>;
  /** Files of a draft that is no more. */
  forgetPages(pages: readonly DraftFile[]): void;
  /** Settles when the job has really ended; progress arrives as events before. */
  print(job: PrintJob, signal: AbortSignal): Promise<Result<{ readonly pagesDone: number | null }>>;
  /** The job's end still arrives through {@link print}. */
  cancelPrint(jobId: string): void;
  /** A copy that could not be printed is kept as a document: nothing is lost. */
  keepCopy(pages: readonly DraftFile[]): Promise<Result<DocumentSummary>>;
  removeDocument(documentId: string): void;
  /** A text that a wedge reader typed; answered by a `barcode.scan` event. */
  feedBarcode(text: string): void;
  pinState(): Promise<Result<PinState>>;
  verifyPin(pin: string): Promise<Result<PinState & { readonly right: boolean }>>;
  staffReport(): Promise<Result<StaffReport>>;
  staffBooth(to: "open" | "closed"): Promise<Result<null>>;
  staffRestart(): Promise<Result<null>>;
}
