import { z } from "zod";
import { billErrorCodeSchema, billSchema } from "./bill.ts";
import { deviceFindingSchema, deviceStatusSchema, printProgressSchema, scannerCapabilitiesSchema } from "./devices.ts";
import { documentIdSchema, documentSummarySchema, draftPageSchema } from "./documents.ts";
import { preferencesSchema } from "./preferences.ts";
import { receiptSchema } from "./receipt.ts";
import { codedErrorSchema } from "./result-schema.ts";

/** The public snapshot of a visit: all that the screens draw, flat and complete; a fresh shell shows the same screen from it. */

const instant = z.int().min(0);

/** Until when the booth is free for the person who stands before it. Never by whom it is booked. */
export const availabilitySchema = z.strictObject({
  freeUntil: instant.nullable(),
  limit: z.enum(["booking", "closing"]).nullable(),
  nextBooking: z.strictObject({ from: instant, to: instant }).nullable(),
});
export type Availability = z.infer<typeof availabilitySchema>;

/** A list entry before the visit's end: something that she may still want. */
export const reminderSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("documents-unused"), count: z.int().min(1) }),
  z.strictObject({ kind: z.literal("scan-unsaved"), pages: z.int().min(1) }),
  z.strictObject({ kind: z.literal("printing"), pagesLeft: z.int().min(0).nullable() }),
  /** Glass or tray may still hold her paper (L23). */
  z.strictObject({ kind: z.literal("original-in-scanner") }),
]);
export type Reminder = z.infer<typeof reminderSchema>;

export const scanOptionsSchema = z.strictObject({
  source: z.enum(["flatbed", "feeder"]),
  colour: z.enum(["colour", "grey"]),
  resolution: z.union([z.literal(150), z.literal(300)]),
});
export type ScanOptions = z.infer<typeof scanOptionsSchema>;

export const printOptionsSchema = z.strictObject({
  copies: z.int().min(1).max(20),
  sides: z.enum(["one-sided", "two-sided-long-edge"]),
  colour: z.enum(["colour", "grey"]),
});
export type PrintOptions = z.infer<typeof printOptionsSchema>;

const scanProgressSchema = z.strictObject({ page: z.int().min(1), fraction: z.number().min(0).max(1).nullable() });

const staffCheckSchema = z.strictObject({
  /** 1-based, fixed: staff read it out on the telephone. */
  number: z.int().min(1),
  check: z.enum(["configuration", "store", "audit-chain", "shell-warm", "tmpfs", "clock", "network", "barcode", "scanner", "printer", "speech", "services", "last-wipe"]),
  outcome: z.enum(["ok", "warning", "failed", "running", "skipped"]),
  findings: z.array(deviceFindingSchema).max(12),
  /** Enum word or number, e.g. a coded error; texts come from the locale files. */
  found: z.string().max(120).nullable(),
});
export type StaffCheck = z.infer<typeof staffCheckSchema>;

/** A row of the event log: codes and numbers, never a person's doing. */
const staffLogRowSchema = z.strictObject({
  at: instant,
  event: z.string().max(60),
  outcome: z.string().max(40).nullable(),
  number: z.number().nullable(),
});

/** What the staff page shows, all of it codes and numbers. */
export const staffReportSchema = z.strictObject({
  checks: z.array(staffCheckSchema).max(30),
  booth: z.enum(["open", "closed"]),
  log: z.array(staffLogRowSchema).max(200),
  counters: z.array(z.strictObject({ counter: z.string().max(60), value: z.int().min(0) })).max(100),
});
export type StaffReport = z.infer<typeof staffReportSchema>;

export const screenSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("starting") }),
  z.strictObject({ name: z.literal("attract"), availability: availabilitySchema }),
  z.strictObject({ name: z.literal("closed"), opensAt: instant.nullable() }),
  z.strictObject({ name: z.literal("out-of-order"), code: z.string().max(80), since: instant }),
  /** A made-up name is suggested; `refused` says why a typed one was not taken. */
  z.strictObject({
    name: z.literal("arrive"),
    suggestion: z.string().min(1).max(40),
    refused: z.enum(["looks-like-identity-code", "looks-like-email", "looks-like-phone", "too-long", "characters"]).nullable(),
    availability: availabilitySchema,
    endsAt: instant,
  }),
  z.strictObject({ name: z.literal("terms") }),
  z.strictObject({ name: z.literal("home") }),
  z.strictObject({ name: z.literal("web-tray") }),
  /** The embedded page itself is the shell's matter; `bill` offers its values to a bank's page. */
  z.strictObject({ name: z.literal("web"), serviceId: z.string().max(60), opening: z.int().min(1), bill: billSchema.nullable() }),
  z.strictObject({ name: z.literal("paper") }),
  z.strictObject({
    name: z.literal("scan"),
    stage: z.enum(["setup", "scanning", "review", "saving"]),
    options: scanOptionsSchema,
    /** null while the scanner has not answered yet or is not there. */
    capabilities: scannerCapabilitiesSchema.nullable(),
    pages: z.array(draftPageSchema).max(200),
    progress: scanProgressSchema.nullable(),
    error: codedErrorSchema.nullable(),
  }),
  z.strictObject({
    name: z.literal("copy"),
    stage: z.enum(["setup", "scanning", "printing", "done"]),
    options: printOptionsSchema.extend({ source: z.enum(["flatbed", "feeder"]) }),
    duplex: z.boolean(),
    /** Whether the printer prints colours. */
    inColour: z.boolean(),
    /** Where the scanner takes paper from; empty while it has not answered yet. */
    sources: z.array(scanOptionsSchema.shape.source).max(2),
    pages: z.int().min(0),
    scanProgress: scanProgressSchema.nullable(),
    printProgress: printProgressSchema.nullable(),
    error: codedErrorSchema.nullable(),
  }),
  z.strictObject({
    name: z.literal("print"),
    stage: z.enum(["choose", "preview", "printing", "done"]),
    documentId: documentIdSchema.nullable(),
    options: printOptionsSchema,
    duplex: z.boolean(),
    /** Whether the printer prints colours. */
    inColour: z.boolean(),
    /** Sheets of paper that the visit may still print. */
    pagesLeft: z.int().min(0),
    progress: printProgressSchema.nullable(),
    error: codedErrorSchema.nullable(),
    /** The screen that Back leads to. */
    cameFrom: z.enum(["paper", "web", "documents"]),
  }),
  z.strictObject({ name: z.literal("documents"), openId: documentIdSchema.nullable() }),
  z.strictObject({
    name: z.literal("bill"),
    stage: z.enum(["waiting", "rejected", "checked"]),
    bill: billSchema.nullable(),
    code: billErrorCodeSchema.nullable(),
  }),
  /** `ahead`: drawn before its time, or by a shell that is on its way out; nothing moves on it. */
  z.strictObject({ name: z.literal("thanks"), receipt: receiptSchema.nullable(), mood: z.enum(["good", "so-so", "bad"]).nullable(), ahead: z.boolean() }),
  z.strictObject({
    name: z.literal("staff-pin"),
    /** Tries left before the lock-out. */
    triesLeft: z.int().min(0),
    lockedUntil: instant.nullable(),
    wrong: z.boolean(),
  }),
  z.strictObject({
    name: z.literal("staff"),
    ...staffReportSchema.shape,
    testPrint: z.enum(["none", "printing", "done", "failed"]),
    version: z.strictObject({ app: z.string().max(20), electron: z.string().max(20), chromium: z.string().max(20), node: z.string().max(20) }),
  }),
]);
export type Screen = z.infer<typeof screenSchema>;
export type ScreenName = Screen["name"];
export type ScreenOf<N extends ScreenName> = Extract<Screen, { name: N }>;

export const snapshotSchema = z.strictObject({
  /** Counts visits since the machine started; an action or a late result of another epoch is dropped. */
  epoch: z.int().min(0),
  /** Grows with every change of the snapshot. */
  revision: z.int().min(0),
  /** The session process's clock when it was made, ms since 1970. */
  now: instant,
  preferences: preferencesSchema,
  screen: screenSchema,
  /** null outside a visit. The made-up name is on the bar. */
  visit: z
    .strictObject({
      name: z.string().max(40),
      startedAt: instant,
      endsAt: instant,
      phase: z.enum(["running", "warning", "last-minute"]),
      /** Minutes that one touch adds; null while somebody has booked, or closing time is near. */
      extension: z.int().min(1).nullable(),
    })
    .nullable(),
  documents: z.array(documentSummarySchema).max(100),
  devices: z.array(deviceStatusSchema).max(12),
  /** What lies over the screen; at most one of each. */
  idleEndsAt: instant.nullable(),
  /** A time warning that has not been seen yet, in minutes. */
  timeWarning: z.union([z.literal(10), z.literal(5), z.literal(1)]).nullable(),
  help: z.strictObject({ support: z.enum(["offered", "called", "failed"]) }).nullable(),
  /** Asked once before the end. */
  endQuestion: z.strictObject({ reminders: z.array(reminderSchema).max(8) }).nullable(),
  /** After a scan or copy: "Did you take your original?" */
  originalQuestion: z.boolean(),
  /** A page was lost by a crash and the visit went on: said once, in plain words. */
  recovered: z.boolean(),
  /** A document could not be taken in (limits): said once. */
  documentRefused: codedErrorSchema.nullable(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
