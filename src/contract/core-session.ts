import { z } from "zod";
import { boothInfoSchema } from "./booth.ts";
import { configurationSchema } from "./configuration.ts";
import { deviceStatusSchema } from "./devices.ts";
import { receiptSchema } from "./receipt.ts";
import { refusalSchema } from "./refusals.ts";
import { serviceTraySchema } from "./service-tray.ts";
import { shellTokenSchema } from "./session-shell.ts";
import { availabilitySchema, staffReportSchema } from "./snapshot.ts";

/**
 * Core ↔ session process: JSON-RPC over the child process's IPC channel. The core outlives every visit, so nothing of a
 * citizen may stand in here: enums, numbers and ids only.
 */

const nothing = z.strictObject({});
const absolutePath = z.string().regex(/^\/[^\0]+$/).max(4096);

export const endReasonSchema = z.enum(["finished", "timed-out", "idle", "staff"]);
export type EndReason = z.infer<typeof endReasonSchema>;

/** What the session process answers. */
export const sessionProcessMethods = {
  /** First message. The process opens `socket`, makes its folders in `folder`, and waits for its shell, which starts at the same time and brings `shellToken`. */
  prepare: {
    params: z.strictObject({
      epoch: z.int().min(0),
      folder: absolutePath,
      socket: absolutePath,
      shellToken: shellTokenSchema,
      booth: boothInfoSchema,
      configuration: configurationSchema,
      services: serviceTraySchema,
      versions: z.strictObject({ app: z.string().max(20), electron: z.string().max(20), chromium: z.string().max(20), node: z.string().max(20) }),
    }),
    result: z.null(),
  },
  /** A token for a shell that takes over. */
  "expect-shell": { params: z.strictObject({ token: shellTokenSchema }), result: z.null() },
  /** Shows the shell's window; replies when it has painted. */
  show: { params: nothing, result: z.strictObject({ paintedAtMs: z.number() }) },
  hide: { params: nothing, result: z.null() },
  /** Sends the shell away to another session process's socket. */
  "release-shell": { params: z.strictObject({ socket: absolutePath, token: shellTokenSchema }), result: z.null() },
  /** What to show before anybody has come: after a visit `thanks` (the receipt follows), else `starting`, `attract`, `closed` or `out-of-order`. `ready` is said to a pair that waits: it draws the thanks ahead, since those are what it will most likely begin with. */
  "set-booth": {
    params: z.discriminatedUnion("state", [
      z.strictObject({ state: z.literal("starting") }),
      z.strictObject({ state: z.literal("ready") }),
      z.strictObject({ state: z.literal("thanks"), receipt: receiptSchema.nullable() }),
      z.strictObject({ state: z.literal("open"), availability: availabilitySchema }),
      z.strictObject({ state: z.literal("closed"), opensAt: z.int().nullable() }),
      z.strictObject({ state: z.literal("out-of-order"), code: z.string().max(80), since: z.int().min(0) }),
    ]),
    result: z.null(),
  },
  /** Starts the device host and opens the devices: only one session process has them at a time. */
  "open-devices": { params: nothing, result: z.null() },
  /** Ends the device host and every child (scan, speech, picture) and waits until they are gone. */
  "close-devices": { params: nothing, result: z.strictObject({ ended: z.int().min(0) }) },
  "log-out": { params: z.strictObject({ limitMs: z.int().min(1).max(3000) }), result: z.strictObject({ called: z.int().min(0), failed: z.int().min(0) }) },
  "clipboard.clear": { params: nothing, result: z.strictObject({ clipboardBytes: z.int().min(0), primaryBytes: z.int().min(0) }) },
  /** The staff member or the clock ends the visit; the process answers with `visit-ended`. */
  "end-visit": { params: z.strictObject({ reason: endReasonSchema }), result: z.null() },
  probe: { params: nothing, result: z.strictObject({ frameMs: z.number().min(0) }) },
} as const;

export const sessionProcessNotes = {
  availability: availabilitySchema,
  /** The shell of this process died; another is on its way. */
  "shell-lost": nothing,
} as const;

/** What the core answers. */
export const coreMethods = {
  "visit-started": { params: nothing, result: z.null() },
  /** The first thing after the end was decided; the core swaps at once. */
  "visit-ended": { params: z.strictObject({ reason: endReasonSchema, atMs: z.number() }), result: z.null() },
  /** The thank-you screen has been seen, or its time is over. */
  "thanks-done": { params: nothing, result: z.null() },
  "staff.verify-pin": { params: z.strictObject({ pin: z.string().regex(/^[0-9]{4,12}$/) }), result: z.strictObject({ right: z.boolean(), triesLeft: z.int().min(0), lockedUntil: z.int().nullable() }) },
  "staff.pin-state": { params: nothing, result: z.strictObject({ triesLeft: z.int().min(0), lockedUntil: z.int().nullable() }) },
  /** The core's own numbered checks, the newest log rows and the counters. */
  "staff.report": { params: nothing, result: staffReportSchema },
  "staff.set-booth": { params: z.strictObject({ to: z.enum(["open", "closed"]) }), result: z.null() },
  "staff.restart": { params: nothing, result: z.null() },
} as const;

/** Things of a visit that are counted or written to the audit log: words of the catalogue and numbers. */
export const sessionEventSchema = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("transition"), from: z.string().max(60), to: z.string().max(60) }),
  z.strictObject({ event: z.literal("refused"), refusal: refusalSchema, count: z.int().min(1) }),
  z.strictObject({ event: z.literal("device"), kind: deviceStatusSchema.shape.kind, state: deviceStatusSchema.shape.state }),
  z.strictObject({ event: z.literal("device-host-restarted"), times: z.int().min(1) }),
  z.strictObject({ event: z.literal("scan"), outcome: z.string().max(60), pages: z.int().min(0) }),
  z.strictObject({ event: z.literal("print"), outcome: z.string().max(60), pages: z.int().min(0) }),
  z.strictObject({ event: z.literal("bill"), outcome: z.string().max(60) }),
  z.strictObject({ event: z.literal("service-opened"), group: z.string().max(40) }),
  z.strictObject({ event: z.literal("document"), outcome: z.string().max(60) }),
  z.strictObject({ event: z.literal("extension"), minutes: z.int().min(1) }),
  z.strictObject({ event: z.literal("help"), outcome: z.enum(["opened", "called", "failed"]) }),
  z.strictObject({ event: z.literal("mood"), mood: z.enum(["good", "so-so", "bad"]) }),
  z.strictObject({ event: z.literal("language"), language: z.string().max(3) }),
  z.strictObject({ event: z.literal("renderer-lost"), which: z.enum(["screens", "web"]) }),
  z.strictObject({ event: z.literal("staff"), outcome: z.enum(["in", "wrong-pin", "locked", "out", "test-print", "open", "close", "restart"]) }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;

export const coreNotes = {
  event: sessionEventSchema,
  /** Whether a shell is connected and has painted its first screen. */
  "shell-state": z.strictObject({ state: z.enum(["connected", "painted", "gone"]) }),
} as const;
