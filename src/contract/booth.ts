import { z } from "zod";
import { languageSchema } from "./preferences.ts";

/** What a shell is told once about the booth that it stands in. */
export const boothInfoSchema = z.strictObject({
  name: z.string().min(1).max(80),
  municipality: z.string().min(1).max(60),
  /** E.164 or national form, as people read it; null: no one to call. */
  supportPhone: z.string().max(30).nullable(),
  languages: z.array(languageSchema).min(1),
  defaultLanguage: languageSchema,
  features: z.strictObject({ web: z.boolean(), print: z.boolean(), scan: z.boolean(), bill: z.boolean() }),
  barcodeTransport: z.enum(["none", "serial", "hid-pos", "keyboard-wedge"]),
  limits: z.strictObject({ maxDocuments: z.int().min(1), maxDocumentBytes: z.int().min(1), maxPagesPerPrint: z.int().min(1), copies: z.int().min(1).max(20) }),
  /** No person's data; the shell says so when Chromium's own sandbox is off (root in CI). */
  sandbox: z.boolean(),
});
export type BoothInfo = z.infer<typeof boothInfoSchema>;
