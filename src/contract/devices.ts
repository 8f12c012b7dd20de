import { z } from "zod";
import { billErrorCodeSchema, billSchema } from "./bill.ts";
import { codedErrorSchema, resultSchema } from "./result-schema.ts";

/** Session process ↔ device host: JSON messages over the child process's IPC channel, checked on both ends. */

export const deviceKindSchema = z.enum(["barcode", "scanner", "printer"]);
export type DeviceKind = z.infer<typeof deviceKindSchema>;

/** The supervisor's states, the same for every kind (design: "Devices: four layers"). */
export const deviceStatusSchema = z.strictObject({
  kind: deviceKindSchema,
  state: z.enum(["absent", "connecting", "ready", "busy", "lost", "backing-off", "given-up"]),
  /** Whether the thing at the other end is hardware, a rig that speaks the same protocol, or nothing. */
  reality: z.enum(["real", "rig", "none"]),
  /** What a person must mend before it works, most urgent first; empty when all is well. */
  reasons: z.array(
    z.enum([
      "media-empty", "media-low", "media-jam", "cover-open", "input-tray-missing", "toner-empty", "toner-low",
      "output-area-full", "paused", "offline", "feeder-empty", "feeder-jam", "access-denied", "not-answering", "other",
    ]),
  ).max(16),
  /** What the device said of itself, for the staff page: model and firmware, never a serial number. */
  model: z.string().max(120).nullable(),
  error: codedErrorSchema.nullable(),
  /** How often it was lost since the host started. */
  losses: z.int().min(0),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** A random id that the caller gives; events of the job carry it, a late event of another job is dropped by it. */
export const jobIdSchema = z.uuid();

/** Where one device is found; validated as part of the booth's configuration. `rig: true` only marks, it changes nothing. */
export const deviceSettingsSchema = z.strictObject({
  barcode: z.discriminatedUnion("transport", [
    z.strictObject({ transport: z.literal("none") }),
    z.strictObject({
      transport: z.literal("serial"), path: z.string().regex(/^\/[^\0]+$/),
      baudRate: z.union([z.literal(9600), z.literal(19200), z.literal(38400), z.literal(57600), z.literal(115200)]).default(9600), rig: z.boolean().default(false),
    }),
    z.strictObject({ transport: z.literal("hid-pos"), vendorId: z.int().min(1).max(0xffff), productId: z.int().min(1).max(0xffff).optional(), rig: z.boolean().default(false) }),
    /** Keys typed by a wedge reader reach the host as `barcode.feed` from the shell. */
    z.strictObject({ transport: z.literal("keyboard-wedge") }),
  ]).default({ transport: "none" }),
  scanner: z.discriminatedUnion("transport", [
    z.strictObject({ transport: z.literal("none") }),
    z.strictObject({
      transport: z.literal("sane"),
      /** A SANE device name, or null for the first that `scanimage -f` lists. */
      device: z.string().max(200).nullable().default(null),
      /** `SANE_CONFIG_DIR` for a rig; null: the system's own. */
      configFolder: z.string().regex(/^\/[^\0]+$/).nullable().default(null),
      rig: z.boolean().default(false),
    }),
  ]).default({ transport: "none" }),
  printer: z.discriminatedUnion("transport", [
    z.strictObject({ transport: z.literal("none") }),
    z.strictObject({
      transport: z.literal("ipp"),
      /** `http://localhost:631/printers/<queue>` (CUPS) or a printer's own `http://host:port/ipp/print`. */
      url: z.url({ protocol: /^https?$/ }),
      rig: z.boolean().default(false),
    }),
  ]).default({ transport: "none" }),
});
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

export const scanRequestSchema = z.strictObject({
  jobId: jobIdSchema,
  source: z.enum(["flatbed", "feeder"]),
  colour: z.enum(["colour", "grey"]),
  resolution: z.union([z.literal(75), z.literal(150), z.literal(300)]),
  /** An existing folder on tmpfs; page files are written there and nowhere else. */
  folder: z.string().regex(/^\/[^\0]+$/),
  /** Feeder: at most this many pages are taken. */
  maxPages: z.int().min(1).max(200),
});
export type ScanRequest = z.infer<typeof scanRequestSchema>;

export const scannerCapabilitiesSchema = z.strictObject({
  sources: z.array(z.enum(["flatbed", "feeder"])).min(1),
  colours: z.array(z.enum(["colour", "grey"])).min(1),
  resolutions: z.array(z.union([z.literal(75), z.literal(150), z.literal(300)])).min(1),
});
export type ScannerCapabilities = z.infer<typeof scannerCapabilitiesSchema>;

export const scannerErrorCodes = [
  "scanner/absent", "scanner/busy", "scanner/cancelled", "scanner/cover-open", "scanner/feeder-empty", "scanner/feeder-jam",
  "scanner/io", "scanner/no-memory", "scanner/access-denied", "scanner/not-supported", "scanner/timed-out", "scanner/no-page",
  "scanner/bad-output", "scanner/no-space",
] as const;

/** A scanned page as a JPEG file of the job's folder. */
export const scannedPageSchema = z.strictObject({
  jobId: jobIdSchema,
  /** 1-based within the job. */
  page: z.int().min(1),
  file: z.string().regex(/^\/[^\0]+$/),
  widthPx: z.int().min(1).max(20_000),
  heightPx: z.int().min(1).max(20_000),
  dpi: z.int().min(50).max(1200),
});
export type ScannedPage = z.infer<typeof scannedPageSchema>;

export const printRequestSchema = z.strictObject({
  jobId: jobIdSchema,
  /** A PDF on the session's tmpfs folder. */
  file: z.string().regex(/^\/[^\0]+$/),
  /** Pages of the file, counted by the documents room; only for progress. */
  pages: z.int().min(1).max(500),
  copies: z.int().min(1).max(20),
  sides: z.enum(["one-sided", "two-sided-long-edge"]),
  colour: z.enum(["colour", "grey"]),
});
export type PrintRequest = z.infer<typeof printRequestSchema>;

export const printerErrorCodes = [
  "printer/absent", "printer/not-accepting", "printer/cancelled", "printer/aborted", "printer/not-answering", "printer/timed-out",
  "printer/bad-reply", "printer/format-not-supported", "printer/unknown-job", "printer/busy", "printer/file",
] as const;

/** The true state of a job, as often as it changes. */
export const printProgressSchema = z.strictObject({
  jobId: jobIdSchema,
  state: z.enum(["sending", "waiting", "printing", "stopped", "cancelling"]),
  /** Impressions that the printer reports as done, or null where it does not tell. */
  pagesDone: z.int().min(0).nullable(),
  pagesTotal: z.int().min(1),
  reasons: deviceStatusSchema.shape.reasons,
});
export type PrintProgress = z.infer<typeof printProgressSchema>;

export const printerCapabilitiesSchema = z.strictObject({ duplex: z.boolean(), colour: z.boolean() });
export type PrinterCapabilities = z.infer<typeof printerCapabilitiesSchema>;

/** What the bar-code reader read: a checked bill, or why it is none. The raw text leaves the device host only inside a bill. */
export const barcodeScanSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bill"), bill: billSchema }),
  z.strictObject({ kind: z.literal("rejected"), code: billErrorCodeSchema }),
]);
export type BarcodeScan = z.infer<typeof barcodeScanSchema>;

/** A numbered check of the staff page. */
export const deviceFindingSchema = z.strictObject({
  kind: deviceKindSchema,
  check: z.enum(["configured", "found", "answers", "media", "consumables", "capabilities"]),
  outcome: z.enum(["ok", "warning", "failed", "skipped"]),
  /** Enum word or number that says what was found, e.g. a coded error or a level in per cent. */
  found: z.string().max(120).nullable(),
});
export type DeviceFinding = z.infer<typeof deviceFindingSchema>;

const nothing = z.strictObject({});
const done = resultSchema(z.null());

/** Every request the device host answers: parameters and reply. */
export const deviceMethods = {
  /** First message; opens the devices of the settings. */
  "host.open": { params: deviceSettingsSchema, result: done },
  "host.status": { params: nothing, result: resultSchema(z.array(deviceStatusSchema)) },
  /** Staff page: runs the numbered checks of one kind. */
  "host.check": { params: z.strictObject({ kind: deviceKindSchema }), result: resultSchema(z.array(deviceFindingSchema)) },
  /** A text that a keyboard-wedge reader typed, ends stripped. Answered by a `barcode.scan` event. */
  "barcode.feed": { params: z.strictObject({ text: z.string().max(1024) }), result: done },
  "scanner.capabilities": { params: nothing, result: resultSchema(scannerCapabilitiesSchema) },
  /** Replies when the job has ended; pages and progress come as events before. */
  "scanner.scan": { params: scanRequestSchema, result: resultSchema(z.strictObject({ pages: z.int().min(1) })) },
  "scanner.cancel": { params: z.strictObject({ jobId: jobIdSchema }), result: done },
  "printer.capabilities": { params: nothing, result: resultSchema(printerCapabilitiesSchema) },
  /** Replies when the job has really ended. */
  "printer.print": { params: printRequestSchema, result: resultSchema(z.strictObject({ pagesDone: z.int().min(0).nullable() })) },
  "printer.cancel": { params: z.strictObject({ jobId: jobIdSchema }), result: done },
} as const;
export type DeviceMethod = keyof typeof deviceMethods;
export type DeviceParams<M extends DeviceMethod> = z.output<(typeof deviceMethods)[M]["params"]>;
export type DeviceResult<M extends DeviceMethod> = z.output<(typeof deviceMethods)[M]["result"]>;

/** What the device host says unasked. */
export const deviceEventSchema = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("device.status"), status: deviceStatusSchema }),
  z.strictObject({ event: z.literal("barcode.scan"), scan: barcodeScanSchema }),
  /** `fraction` 0..1 of the page, null where the scanner does not tell. */
  z.strictObject({ event: z.literal("scanner.progress"), jobId: jobIdSchema, page: z.int().min(1), fraction: z.number().min(0).max(1).nullable() }),
  z.strictObject({ event: z.literal("scanner.page"), page: scannedPageSchema }),
  z.strictObject({ event: z.literal("printer.progress"), progress: printProgressSchema }),
]);
export type DeviceEvent = z.infer<typeof deviceEventSchema>;

export const deviceHostRequestSchema = z.strictObject({ id: z.int().min(1), method: z.string().max(60), params: z.unknown() });
export type DeviceHostRequest = z.infer<typeof deviceHostRequestSchema>;
/** `result` is checked a second time against the method's own schema. */
export const deviceHostReplySchema = z.strictObject({ id: z.int().min(1), result: resultSchema(z.unknown()) });
export type DeviceHostReply = z.infer<typeof deviceHostReplySchema>;
