import { z } from "zod";

/** Everything that a wipe empties and then looks at again. */
export const wipeTargets = [
  "processes", "profile", "documents", "downloads", "scanner-temporaries", "print-jobs", "clipboard", "clipboard-primary",
  "core-memory", "device-values", "crash-dumps",
] as const;
export const wipeTargetSchema = z.enum(wipeTargets);
export type WipeTargetName = z.infer<typeof wipeTargetSchema>;

export const wipeTargetReceiptSchema = z.strictObject({
  target: wipeTargetSchema,
  /** `left`: verify found something; `failed`: it could not be looked at; both close the booth. `absent`: the booth has no such part. */
  outcome: z.enum(["clean", "left", "failed", "absent"]),
  /** What was counted: processes, files, jobs, bytes in a clipboard. */
  removed: z.int().min(0),
  checked: z.int().min(0),
  left: z.int().min(0),
  wipeMs: z.number().min(0),
  verifyMs: z.number().min(0),
});
export type WipeTargetReceipt = z.infer<typeof wipeTargetReceiptSchema>;

/** The proof of a wipe: what was checked, how long it took, and how it came out. Numbers and enums only. */
export const receiptSchema = z.strictObject({
  epoch: z.int().min(0),
  outcome: z.enum(["clean", "not-clean"]),
  reason: z.enum(["boot", "finished", "timed-out", "idle", "staff", "session-lost"]),
  targets: z.array(wipeTargetReceiptSchema),
  /** End pressed → everything dead and verified, milliseconds; the log-out calls' own time apart. */
  totalMs: z.number().min(0),
  logOutMs: z.number().min(0),
  logOut: z.strictObject({ called: z.int().min(0), failed: z.int().min(0) }),
});
export type Receipt = z.infer<typeof receiptSchema>;
