import { z } from "zod";

export const documentIdSchema = z.uuid();

/** One file of *My documents*: shown by kind, number and time; a foreign name is text to show, never a path. */
export const documentSummarySchema = z.strictObject({
  id: documentIdSchema,
  origin: z.enum(["scan", "download", "web-print", "measurement"]),
  /** What the person sees; null: the screen makes one from `origin` and `number` in her language. */
  name: z.string().min(1).max(120).nullable(),
  /** 1-based within its origin. */
  number: z.int().min(1),
  format: z.enum(["pdf", "jpeg", "png", "text", "other"]),
  bytes: z.int().min(0),
  /** null where pages mean nothing or could not be counted. */
  pages: z.int().min(1).nullable(),
  createdAt: z.int().min(0),
  printed: z.boolean(),
  sent: z.boolean(),
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentErrorCodes = [
  "documents/too-many", "documents/too-large", "documents/full", "documents/unknown", "documents/not-printable", "documents/no-page",
  "documents/broken", "documents/foreign-path", "documents/io",
] as const;

/** A page of a scan that is not saved yet. */
export const draftPageSchema = z.strictObject({
  id: z.uuid(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
});
export type DraftPage = z.infer<typeof draftPageSchema>;

/** A picture for a screen, as JPEG or PNG bytes in base64. */
export const pictureSchema = z.strictObject({
  mime: z.enum(["image/jpeg", "image/png"]),
  base64: z.base64().max(16_000_000),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
});
export type Picture = z.infer<typeof pictureSchema>;
