import type { DeviceStatus } from "../../contract/devices.ts";
import { findAttribute, groupTags, type IppAttribute, type IppMessage, type IppValue } from "./ipp-message.ts";

export type PrinterReason = DeviceStatus["reasons"][number];

/** What Get-Printer-Attributes says, RFC 8011 section 5.4 and PWG 5100.13; made for the booth's questions. */
export interface PrinterFacts {
  readonly state: "idle" | "processing" | "stopped" | "unknown";
  readonly reasons: readonly PrinterReason[];
  /** The keywords as they came; CUPS tells with `cups-waiting-for-job-completed` that the printer has the job. */
  readonly keywords: readonly string[];
  readonly accepting: boolean;
  readonly formats: readonly string[];
  readonly operations: readonly number[];
  readonly sides: readonly string[];
  readonly colourModes: readonly string[];
  readonly scalings: readonly string[];
  readonly documentHandling: readonly string[];
  readonly media: readonly string[];
  /** Null where the printer does not say what lies in its trays. */
  readonly mediaReady: readonly string[] | null;
  readonly colour: boolean;
  readonly model: string | null;
  readonly supplies: readonly Supply[];
  /** The printer behind a CUPS queue as an `http:` or `https:` address; null: not told, or not reached over IPP. */
  readonly behind: string | null;
}

export interface Supply {
  /** Of toner, ink and the like; a waste tank is the other way round. */
  readonly kind: "consumed" | "filled";
  /** Per cent left, or for a waste tank per cent full; null: the printer does not know. */
  readonly level: number | null;
}

/** What Get-Job-Attributes says, RFC 8011 section 5.3. */
export interface JobFacts {
  readonly id: number;
  readonly state: JobState;
  readonly reasons: readonly string[];
  readonly impressionsCompleted: number | null;
  readonly sheetsCompleted: number | null;
}

/** job-state, RFC 8011 section 5.3.7. */
export type JobState = "pending" | "held" | "processing" | "stopped" | "cancelled" | "aborted" | "completed" | "unknown";

const jobStates: ReadonlyMap<number, JobState> = new Map([
  [3, "pending"], [4, "held"], [5, "processing"], [6, "stopped"], [7, "cancelled"], [8, "aborted"], [9, "completed"],
]);
export const hasEnded = (state: JobState): boolean => state === "cancelled" || state === "aborted" || state === "completed";

const printerStates: ReadonlyMap<number, PrinterFacts["state"]> = new Map([[3, "idle"], [4, "processing"], [5, "stopped"]]);

/** What {@link readPrinter} reads: nothing else is asked for. */
export const printerAttributes = [
  "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model", "operations-supported",
  "document-format-supported", "sides-supported", "color-supported", "print-color-mode-supported", "print-scaling-supported",
  "multiple-document-handling-supported", "media-supported", "media-ready", "marker-levels", "marker-types", "printer-supply",
  "device-uri",
] as const;
export const jobAttributes = [
  "job-id", "job-state", "job-state-reasons", "job-impressions-completed", "job-media-sheets-completed",
] as const;

export function readPrinter(message: IppMessage): PrinterFacts {
  const get = (name: string): IppAttribute | undefined => findAttribute(message, groupTags.printer, name);
  const state = printerStates.get(numberOf(get("printer-state")) ?? 0) ?? "unknown";
  const keywords = texts(get("printer-state-reasons"));
  const sides = texts(get("sides-supported"));
  const model = texts(get("printer-make-and-model"))[0];
  const mediaReady = get("media-ready");
  return {
    state,
    reasons: reasonsOf(keywords),
    keywords,
    accepting: booleanOf(get("printer-is-accepting-jobs")) ?? true,
    formats: texts(get("document-format-supported")),
    operations: numbers(get("operations-supported")),
    sides,
    colourModes: texts(get("print-color-mode-supported")),
    scalings: texts(get("print-scaling-supported")),
    documentHandling: texts(get("multiple-document-handling-supported")),
    media: texts(get("media-supported")),
    mediaReady: mediaReady === undefined ? null : texts(mediaReady),
    colour: booleanOf(get("color-supported")) ?? false,
    // Make and model only: serial numbers live in other attributes, which are not asked for.
    model: model === undefined || model === "" ? null : model.slice(0, 120),
    behind: ippAddress(texts(get("device-uri"))[0]),
    supplies: suppliesOf(get("printer-supply"), get("marker-levels"), get("marker-types")),
  };
}

/** `ipp://host/path` → `http://host:631/path` (RFC 3510 section 4). */
function ippAddress(uri: string | undefined): string | null {
  const match = /^(ipps?):\/\/([^/:]+)(:\d+)?(\/[^?]*)/.exec(uri ?? "");
  if (match === null) return null;
  const [, scheme, host, port = ":631", path] = match;
  return `${scheme === "ipps" ? "https" : "http"}://${host}${port}${path}`;
}

/** Null where the group is no job. */
export function readJob(attributes: readonly IppAttribute[]): JobFacts | null {
  const get = (name: string): IppAttribute | undefined => attributes.find((attribute) => attribute.name === name);
  const id = numberOf(get("job-id"));
  if (id === null) return null;
  return {
    id,
    state: jobStates.get(numberOf(get("job-state")) ?? 0) ?? "unknown",
    reasons: texts(get("job-state-reasons")),
    impressionsCompleted: countOf(get("job-impressions-completed")),
    sheetsCompleted: countOf(get("job-media-sheets-completed")),
  };
}

/**
 * printer-state-reasons (RFC 8011 section 5.4.12, IANA registry) in the booth's words. The order is that of urgency: what
 * a person must do before anything prints comes first.
 */
const reasonWords: readonly (readonly [PrinterReason, readonly string[]])[] = [
  ["offline", ["offline", "shutdown", "deactivated", "connecting-to-device", "stopping", "power-down"]],
  ["not-answering", ["timed-out"]],
  ["access-denied", ["cups-auth-required", "account-authorization-failed"]],
  ["cover-open", ["cover-open", "door-open", "interlock-open", "fuser-over-temp"]],
  ["media-jam", ["media-jam"]],
  ["media-empty", ["media-empty", "media-needed"]],
  ["input-tray-missing", ["input-tray-missing"]],
  ["toner-empty", ["toner-empty", "marker-supply-empty", "developer-empty", "opc-life-over"]],
  ["output-area-full", ["output-area-full", "marker-waste-full", "output-tray-missing"]],
  ["paused", ["paused", "moving-to-paused"]],
  ["toner-low", ["toner-low", "marker-supply-low", "developer-low"]],
  ["media-low", ["media-low"]],
];

/** Said while all is well, or of something that no person at the booth could mend. */
const harmless = /^(none|cups-.*|output-area-almost-full|marker-waste-almost-full|identify-printer-requested|hold-new-jobs|opc-near-eol|testing|standby|hibernate|suspend|.*-(added|removed|changed|configuration-change))$/;

/** Severity is left aside but for one thing: printers say `media-empty-warning` where nothing prints any more, and mean it. */
const severity = /-(report|warning|error)$/;

function reasonsOf(keywords: readonly string[]): PrinterReason[] {
  const bare = new Set(keywords.map((keyword) => keyword.replace(severity, "")));
  const found = reasonWords.filter(([, words]) => words.some((word) => bare.has(word))).map(([reason]) => reason);
  const known = new Set(reasonWords.flatMap(([, words]) => words));
  const unknown = keywords.some((keyword) => {
    const word = keyword.replace(severity, "");
    return !known.has(word) && !harmless.test(word) && !/-(report|warning)$/.test(keyword);
  });
  return unknown ? [...found, "other"] : found;
}

/** Reasons with which a printer does not print until somebody has come. */
const mendable = ["cover-open", "media-jam", "media-empty", "input-tray-missing", "toner-empty", "output-area-full", "paused", "other"] as const;
const blockingReasons: ReadonlySet<PrinterReason> = new Set(["offline", "not-answering", "access-denied", ...mendable]);
export const blocksPrinting = (reason: PrinterReason): boolean => blockingReasons.has(reason);

/** The printer is there and waits for somebody: it goes on by itself when that is done, however long it takes. */
const helpReasons: ReadonlySet<PrinterReason> = new Set(mendable);
export const needsHelp = (reason: PrinterReason): boolean => helpReasons.has(reason);

/** A queue, with the printer behind it. Its first own operation is CUPS-Get-Default (CUPS Implementation of IPP). */
export const isCups = (printer: PrinterFacts): boolean => printer.operations.includes(0x4001);

/** CUPS has `marker-levels` (per cent, -1 unknown, -2 unknown but there, -3 some), printers `printer-supply` of PWG 5100.13. */
function suppliesOf(supply: IppAttribute | undefined, levels: IppAttribute | undefined, types: IppAttribute | undefined): Supply[] {
  if (supply !== undefined) return supply.values.flatMap(printerSupply);
  const kinds = texts(types);
  return numbers(levels).map((level, index) => ({
    kind: /^waste/i.test(kinds[index] ?? "") ? "filled" : "consumed",
    level: perCent(level, 100),
  }));
}

/** `index=2;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=75;colorantname=black;` */
function printerSupply(value: IppValue): Supply[] {
  if (value.tag !== "octetString") return [];
  const text = Buffer.from(value.value).toString("latin1");
  const fields = new Map(text.split(";").map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)]));
  const level = Number(fields.get("level") ?? Number.NaN);
  if (!Number.isInteger(level)) return [];
  return [{
    kind: fields.get("class") === "receptacleThatIsFilled" ? "filled" : "consumed",
    level: perCent(level, Number(fields.get("maxcapacity") ?? 100)),
  }];
}

const perCent = (level: number, capacity: number): number | null =>
  level < 0 || !(capacity > 0) ? null : Math.min(100, Math.round((level / capacity) * 100));

const texts = (attribute: IppAttribute | undefined): string[] =>
  (attribute?.values ?? []).flatMap((value) => ("value" in value && typeof value.value === "string" ? [value.value] : []));
const numbers = (attribute: IppAttribute | undefined): number[] =>
  (attribute?.values ?? []).flatMap((value) => ("value" in value && typeof value.value === "number" ? [value.value] : []));
const numberOf = (attribute: IppAttribute | undefined): number | null => numbers(attribute)[0] ?? null;
const countOf = (attribute: IppAttribute | undefined): number | null => {
  const count = numberOf(attribute);
  return count === null || count < 0 ? null : count;
};
const booleanOf = (attribute: IppAttribute | undefined): boolean | null => {
  const value = attribute?.values[0];
  return value?.tag === "boolean" ? value.value : null;
};
