import type { printerErrorCodes, scannerErrorCodes } from "../../contract/devices.ts";
import type { DeviceStatus } from "../../contract/devices.ts";
import type { CodedError } from "../../contract/result.ts";
import { errorText } from "../i18n/error-text.ts";
import type { Text, TextKey } from "../i18n/texts.ts";

/** What happened, and what to do now. */
export interface Advice {
  readonly title: TextKey;
  readonly text: TextKey;
}

type Table<C extends string> = Readonly<Record<C, Advice>>;

const scanner: Table<(typeof scannerErrorCodes)[number]> = {
  "scanner/absent": { title: "scan.absent", text: "scan.absentDo" },
  "scanner/busy": { title: "scan.busy", text: "scan.busyDo" },
  "scanner/cancelled": { title: "scan.cancelled", text: "scan.cancelledDo" },
  "scanner/cover-open": { title: "scan.coverOpen", text: "scan.coverOpenDo" },
  "scanner/feeder-empty": { title: "scan.feederEmpty", text: "scan.feederEmptyDo" },
  "scanner/feeder-jam": { title: "scan.feederJam", text: "scan.feederJamDo" },
  "scanner/io": { title: "scan.connection", text: "scan.connectionDo" },
  "scanner/no-memory": { title: "scan.noSpace", text: "scan.noSpaceDo" },
  "scanner/access-denied": { title: "scan.denied", text: "scan.absentDo" },
  "scanner/not-supported": { title: "scan.notSupported", text: "scan.notSupportedDo" },
  "scanner/timed-out": { title: "scan.timedOut", text: "scan.connectionDo" },
  "scanner/no-page": { title: "scan.noPage", text: "scan.noPageDo" },
  "scanner/bad-output": { title: "scan.badOutput", text: "scan.badOutputDo" },
  "scanner/no-space": { title: "scan.noSpace", text: "scan.noSpaceDo" },
};

const printer: Table<(typeof printerErrorCodes)[number] | "print/too-many-pages"> = {
  "printer/absent": { title: "print.absent", text: "print.askStaff" },
  "printer/not-accepting": { title: "print.notAccepting", text: "print.askStaff" },
  "printer/cancelled": { title: "print.cancelled", text: "print.cancelledDo" },
  "printer/aborted": { title: "print.aborted", text: "print.checkPages" },
  "printer/not-answering": { title: "print.notAnswering", text: "print.askStaff" },
  "printer/timed-out": { title: "print.timedOut", text: "print.checkPages" },
  "printer/bad-reply": { title: "print.badReply", text: "print.failedDo" },
  "printer/format-not-supported": { title: "print.format", text: "print.askStaff" },
  "printer/unknown-job": { title: "print.unknownJob", text: "print.checkPages" },
  "printer/busy": { title: "print.busy", text: "print.busyDo" },
  "printer/file": { title: "print.file", text: "print.failedDo" },
  "print/too-many-pages": { title: "print.tooMany", text: "print.tooManyDo" },
};

const known: ReadonlyMap<string, Advice> = new Map(Object.entries({ ...scanner, ...printer }));

/**
 * The advice for an error of scanning, copying or printing, in words. A code that has no advice of its own, such as one of
 * the documents room, keeps the screen's general title over the sentence that all screens have for it.
 */
export function adviceWords(t: Text, error: CodedError, general: TextKey): { readonly title: string; readonly text: string } {
  if (error.code === "documents/too-many" && error.detail?.["what"] === "pages") return { title: t("scan.full"), text: t("scan.fullDo") };
  const advice = known.get(error.code);
  return advice === undefined ? { title: t(general), text: errorText(t, error.code) } : { title: t(advice.title), text: t(advice.text) };
}

const askStaff = "print.askStaff" as const;

/** What a person can do about a printer's state; `null`: nothing stands in the way of printing. */
export const printerReasons: Readonly<Record<DeviceStatus["reasons"][number], Advice | null>> = {
  "media-empty": { title: "print.mediaEmpty", text: "print.mediaEmptyDo" },
  "media-low": { title: "print.mediaLow", text: "print.mediaLowDo" },
  "media-jam": { title: "print.mediaJam", text: "print.mediaJamDo" },
  "cover-open": { title: "print.coverOpen", text: "print.coverOpenDo" },
  "input-tray-missing": { title: "print.trayMissing", text: "print.trayMissingDo" },
  "toner-empty": { title: "print.tonerEmpty", text: askStaff },
  "toner-low": { title: "print.tonerLow", text: "print.tonerLowDo" },
  "output-area-full": { title: "print.outputFull", text: "print.outputFullDo" },
  paused: { title: "print.notPrinting", text: askStaff },
  offline: { title: "print.notPrinting", text: askStaff },
  "not-answering": { title: "print.notAnswering", text: askStaff },
  "access-denied": { title: "print.notPrinting", text: askStaff },
  other: { title: "print.notPrinting", text: askStaff },
  "feeder-empty": null,
  "feeder-jam": null,
};

/** The scanner's reasons that a person can do something about before she starts. An empty feeder is only told where she wants to use it. */
export function scannerReason(reasons: readonly DeviceStatus["reasons"][number][], source: "flatbed" | "feeder"): Advice | null {
  if (reasons.includes("cover-open")) return scanner["scanner/cover-open"];
  if (source === "feeder" && reasons.includes("feeder-jam")) return scanner["scanner/feeder-jam"];
  return source === "feeder" && reasons.includes("feeder-empty") ? scanner["scanner/feeder-empty"] : null;
}
