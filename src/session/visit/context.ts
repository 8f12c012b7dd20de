import type { Bill, BillErrorCode } from "../../contract/bill.ts";
import type { BoothInfo } from "../../contract/booth.ts";
import type { Configuration } from "../../contract/configuration.ts";
import type { EndReason } from "../../contract/core-session.ts";
import type { BarcodeScan, DeviceStatus, PrinterCapabilities, PrintProgress, ScannedPage, ScannerCapabilities } from "../../contract/devices.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import type { Preferences } from "../../contract/preferences.ts";
import type { Receipt } from "../../contract/receipt.ts";
import type { CodedError } from "../../contract/result.ts";
import type { ServiceTray } from "../../contract/service-tray.ts";
import type { Action } from "../../contract/actions.ts";
import type { Availability, PrintOptions, ScanOptions, ScreenOf, StaffReport } from "../../contract/snapshot.ts";
import type { WarningMinutes } from "./delays.ts";
import type { NameRefusal } from "./names.ts";
import type { DraftFile } from "./draft-file.ts";
import type { PrintJob, PrintSource, VisitPorts } from "./ports.ts";

/** What the core said the booth is before anybody has come. */
export type BoothState =
  | { readonly state: "starting" }
  | { readonly state: "ready" }
  | { readonly state: "thanks"; readonly receipt: Receipt | null }
  | { readonly state: "open"; readonly availability: Availability }
  | { readonly state: "closed"; readonly opensAt: number | null }
  | { readonly state: "out-of-order"; readonly code: string; readonly since: number };

export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
}

/** What never changes while the process lives. */
export interface VisitInput {
  readonly epoch: number;
  readonly booth: BoothInfo;
  readonly configuration: Configuration;
  readonly services: ServiceTray;
  readonly versions: Versions;
  readonly ports: VisitPorts;
}

export type CopyOptions = ScreenOf<"copy">["options"];

export interface VisitFacts {
  readonly name: string;
  readonly startedAt: number;
  readonly endsAt: number;
  /** The terms are accepted: home is open. */
  readonly accepted: boolean;
}

export interface ScanDraft {
  readonly options: ScanOptions;
  readonly pages: readonly DraftFile[];
  readonly jobId: string | null;
  readonly progress: { readonly page: number; readonly fraction: number | null } | null;
  readonly error: CodedError | null;
}

export interface CopyDraft {
  readonly options: CopyOptions;
  readonly pages: readonly DraftFile[];
  readonly jobId: string | null;
  readonly progress: ScanDraft["progress"];
  readonly error: CodedError | null;
}

export interface PrintDraft {
  readonly documentId: string | null;
  readonly options: PrintOptions;
  readonly cameFrom: ScreenOf<"print">["cameFrom"];
  readonly error: CodedError | null;
}

export type PrintPurpose = "print" | "copy" | "test";

/** The one job that the printer has of ours. It goes on when the person looks at another screen. */
export interface RunningPrint {
  readonly job: PrintJob;
  readonly purpose: PrintPurpose;
  /** Sheets that were taken from the visit's limit for it. */
  readonly sheets: number;
  readonly pages: number;
  readonly progress: PrintProgress | null;
  /** Whether the printer has begun to use paper for it. */
  readonly reachedPaper: boolean;
}

export interface VisitContext extends VisitInput {
  readonly preferences: Preferences;
  readonly boothState: BoothState;
  readonly mood: "good" | "so-so" | "bad" | null;
  readonly availability: Availability;
  readonly visit: VisitFacts | null;
  readonly nameRefused: NameRefusal | null;
  readonly timeWarning: WarningMinutes | null;
  readonly idleEndsAt: number | null;
  readonly helpCall: "offered" | "called" | "failed";
  readonly documents: readonly DocumentSummary[];
  readonly documentRefused: CodedError | null;
  readonly openDocument: string | null;
  readonly devices: readonly DeviceStatus[];
  readonly scanner: ScannerCapabilities | null;
  readonly printer: PrinterCapabilities | null;
  readonly scan: ScanDraft;
  readonly copy: CopyDraft;
  readonly print: PrintDraft;
  readonly printing: RunningPrint | null;
  readonly printError: CodedError | null;
  readonly sheetsUsed: number;
  /** Services that were opened: their log-out addresses are called after the end. */
  readonly servicesUsed: readonly string[];
  /** Glass or tray may still hold her paper (L23). */
  readonly originalInScanner: boolean;
  readonly originalQuestion: boolean;
  readonly recovered: boolean;
  readonly bill: { readonly bill: Bill | null; readonly code: BillErrorCode | null };
  readonly web: { readonly serviceId: string; readonly opening: number; readonly withBill: boolean };
  readonly pin: { readonly triesLeft: number; readonly lockedUntil: number | null; readonly wrong: boolean };
  readonly staff: StaffReport;
  readonly testPrint: ScreenOf<"staff">["testPrint"];
  readonly endReason: EndReason | null;
}

/** What comes from elsewhere than a screen. */
export type WorldEvent =
  | { readonly type: "booth.set"; readonly booth: BoothState }
  | { readonly type: "booth.availability"; readonly availability: Availability }
  | { readonly type: "visit.end"; readonly reason: EndReason }
  /** A person did something that was taken; `touched` alone does not answer the idle question. */
  | { readonly type: "activity" }
  | { readonly type: "page.lost" }
  | { readonly type: "documents.changed"; readonly documents: readonly DocumentSummary[] }
  | { readonly type: "documents.refused"; readonly error: CodedError }
  | { readonly type: "web.print"; readonly documentId: string }
  | { readonly type: "device.status"; readonly status: DeviceStatus }
  | { readonly type: "device.scanner"; readonly scanner: ScannerCapabilities | null }
  | { readonly type: "device.printer"; readonly printer: PrinterCapabilities | null }
  | { readonly type: "scan.progress"; readonly jobId: string; readonly page: number; readonly fraction: number | null }
  | { readonly type: "scan.page"; readonly page: ScannedPage; readonly id: string }
  | { readonly type: "print.progress"; readonly progress: PrintProgress }
  | { readonly type: "barcode.scan"; readonly scan: BarcodeScan };

/** What the statechart tells itself. */
export type InnerEvent =
  | { readonly type: "print.begin"; readonly purpose: PrintPurpose; readonly source: PrintSource; readonly options: PrintJob["options"]; readonly pages: number }
  | { readonly type: "print.cancel" }
  | { readonly type: "print.finished"; readonly purpose: PrintPurpose }
  | { readonly type: "print.failed"; readonly purpose: PrintPurpose; readonly error: CodedError }
  | { readonly type: "staff.forgotten" }
  | { readonly type: "help.reset" };

export type VisitEvent = Action | WorldEvent | InnerEvent;
