import { z } from "zod";
import { documentIdSchema } from "./documents.ts";
import { languageSchema, preferencesSchema } from "./preferences.ts";
import { printOptionsSchema, scanOptionsSchema } from "./snapshot.ts";

const a = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.strictObject({ type: z.literal(type), ...shape });

/** What a person did on a screen. The session process decides what follows; one that does not fit the screen is refused. */
export const actionSchema = z.discriminatedUnion("type", [
  a("start", { language: languageSchema.optional() }),
  a("set-language", { language: languageSchema }),
  a("set-text-scale", { textScale: preferencesSchema.shape.textScale }),
  a("set-contrast", { contrast: preferencesSchema.shape.contrast }),
  a("set-read-aloud", { on: z.boolean() }),
  /** Somebody is there: any touch or key, on our screens and in embedded web; at most one a second. */
  a("touched", {}),
  a("arrive-name", { name: z.string().max(200) }),
  a("arrive-suggest", {}),
  a("terms-accept", {}),
  a("leave", {}),
  a("go", { to: z.enum(["home", "web-tray", "paper", "scan", "copy", "print", "documents", "bill"]) }),
  a("back", {}),
  a("web-open", { serviceId: z.string().max(60) }),
  a("scan-options", { options: scanOptionsSchema }),
  a("scan-start", {}),
  a("scan-cancel", {}),
  a("scan-rotate", { pageId: z.uuid() }),
  a("scan-drop", { pageId: z.uuid() }),
  a("scan-move", { pageId: z.uuid(), to: z.int().min(0).max(199) }),
  a("scan-save", {}),
  a("scan-discard", {}),
  a("copy-options", { options: printOptionsSchema.extend({ source: z.enum(["flatbed", "feeder"]) }) }),
  a("copy-start", {}),
  a("copy-cancel", {}),
  a("print-choose", { documentId: documentIdSchema }),
  a("print-options", { options: printOptionsSchema }),
  a("print-start", {}),
  a("print-cancel", {}),
  a("document-open", { documentId: documentIdSchema }),
  a("document-close", {}),
  a("document-remove", { documentId: documentIdSchema }),
  a("bill-again", {}),
  a("bill-bank", { serviceId: z.string().max(60) }),
  /** A keyboard-wedge reader typed this; only taken while the bill screen waits. */
  a("wedge-text", { text: z.string().max(1024) }),
  a("original-taken", {}),
  a("notice-seen", { notice: z.enum(["recovered", "time-warning", "document-refused", "error"]) }),
  a("help-open", {}),
  a("help-close", {}),
  a("help-call", {}),
  a("time-extend", {}),
  a("idle-stay", {}),
  a("end-request", {}),
  a("end-confirm", {}),
  a("end-cancel", {}),
  a("mood", { mood: z.enum(["good", "so-so", "bad"]) }),
  a("thanks-done", {}),
  a("staff-open", {}),
  a("staff-pin", { pin: z.string().regex(/^[0-9]{4,12}$/) }),
  a("staff-leave", {}),
  a("staff-check", {}),
  a("staff-test-print", {}),
  a("staff-booth", { to: z.enum(["open", "closed"]) }),
  a("staff-restart", {}),
]);
export type Action = z.infer<typeof actionSchema>;
export type ActionType = Action["type"];
