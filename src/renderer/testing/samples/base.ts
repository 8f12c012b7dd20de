import type { BoothInfo } from "../../../contract/booth.ts";
import type { DeviceStatus } from "../../../contract/devices.ts";
import type { DocumentSummary } from "../../../contract/documents.ts";
import type { Receipt, WipeTargetName } from "../../../contract/receipt.ts";
import type { WebState } from "../../../contract/shell-window.ts";
import type { Screen, Snapshot } from "../../../contract/snapshot.ts";
import type { TextKey } from "../../i18n/texts.ts";

/** One state of the screens as the main process would tell it. */
export interface Sample {
  readonly snapshot: Snapshot;
  readonly web?: Partial<WebState>;
  readonly booth?: Partial<BoothInfo>;
  /** A panel of the bar that is opened by hand. */
  readonly touch?: "language" | "see-hear";
  /** A field that gets the focus, so that our keyboard is there. */
  readonly focus?: string;
  /** A button of the screen that is pressed, by its text: for questions that a screen asks by itself. */
  readonly press?: TextKey;
}

/** 12 June 2026, 10.18 in Helsinki. */
export const now = Date.UTC(2026, 5, 12, 7, 18);
export const minutes = (count: number) => count * 60_000;

export const booth: BoothInfo = {
  name: "Virtu-piste",
  municipality: "Utsjoki",
  supportPhone: "040 123 4567",
  languages: ["fi", "sv", "en", "se", "smn", "sms"],
  defaultLanguage: "fi",
  features: { web: true, print: true, scan: true, bill: true },
  barcodeTransport: "serial",
  limits: { maxDocuments: 40, maxDocumentBytes: 50_000_000, maxPagesPerPrint: 60, copies: 5 },
  sandbox: true,
};

export const noWeb: WebState = {
  serviceId: null, state: "none", reason: null, refusedHost: null, canGoBack: false, canGoForward: false, dialog: null, chooser: null,
  camera: false, microphone: false, textField: null, download: null,
};

const device = (kind: DeviceStatus["kind"]): DeviceStatus => ({ kind, state: "ready", reality: "rig", reasons: [], model: "Model 1", error: null, losses: 0 });
export const devices: readonly DeviceStatus[] = [device("barcode"), device("scanner"), device("printer")];

export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export function paper(number: number, more: Partial<DocumentSummary> = {}): DocumentSummary {
  return { id: id(number), origin: "scan", name: null, number, format: "pdf", bytes: 412_000, pages: 1, createdAt: now - minutes(20 - number), printed: false, sent: false, ...more };
}

export const papers: readonly DocumentSummary[] = [
  paper(1, { pages: 3 }),
  paper(2, { origin: "download", name: "Päätös toimeentulotuesta.pdf", number: 1, pages: 2, printed: true }),
  paper(3, { origin: "web-print", number: 1, pages: 1 }),
];

/** A snapshot outside a visit. */
export function idle(screen: Screen, more: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: 4, revision: 12, now, preferences: { language: "fi", textScale: 100, contrast: "normal", readAloud: false }, screen, visit: null, documents: [],
    devices: [...devices], idleEndsAt: null, timeWarning: null, help: null, endQuestion: null, originalQuestion: false, recovered: false, documentRefused: null, ...more,
  };
}

/** A snapshot in a visit with 42 minutes left and three papers. */
export function visit(screen: Screen, more: Partial<Snapshot> = {}): Snapshot {
  return idle(screen, {
    visit: { name: "Aurinkolintu", startedAt: now - minutes(18), endsAt: now + minutes(42), phase: "running", extension: 30 },
    documents: [...papers],
    ...more,
  });
}

const target = (name: WipeTargetName, removed: number) => ({ target: name, outcome: "clean" as const, removed, checked: 12, left: 0, wipeMs: 8, verifyMs: 4 });

export const receipt: Receipt = {
  epoch: 4, outcome: "clean", reason: "finished",
  targets: [
    target("processes", 7), target("profile", 214), target("documents", 3), target("downloads", 1), target("scanner-temporaries", 0), target("print-jobs", 1),
    target("clipboard", 0), target("clipboard-primary", 0), target("core-memory", 0), target("device-values", 0), target("crash-dumps", 0),
  ],
  totalMs: 212, logOutMs: 640, logOut: { called: 1, failed: 0 },
};
