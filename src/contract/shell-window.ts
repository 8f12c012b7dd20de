import { z } from "zod";
import { actionSchema } from "./actions.ts";
import { boothInfoSchema } from "./booth.ts";
import { documentIdSchema, pictureSchema } from "./documents.ts";
import { jsonText } from "./json-text.ts";
import { languageSchema } from "./preferences.ts";
import { serviceTraySchema } from "./service-tray.ts";
import { snapshotSchema } from "./snapshot.ts";

/** Main process ↔ renderer of one shell: Electron IPC from our own frame only. What concerns the embedded page stays inside the shell. */

const nothing = z.strictObject({});

/** The embedded page as the bar around it shows it. */
export const webStateSchema = z.strictObject({
  serviceId: z.string().max(60).nullable(),
  state: z.enum(["none", "loading", "ready", "blocked", "failed", "not-answering", "crashed"]),
  /** Why the page is not shown: an enum word, never an address. */
  reason: z.enum(["not-on-list", "private-address", "scheme", "certificate", "no-network", "not-found", "refused", "timed-out", "needs-password", "other"]).nullable(),
  /** The host that was refused, so that a person and staff can name it; shown, never logged. */
  refusedHost: z.string().max(253).nullable(),
  canGoBack: z.boolean(),
  canGoForward: z.boolean(),
  /** alert, confirm, prompt, beforeunload in our style. */
  dialog: z.strictObject({ id: z.int().min(1), kind: z.enum(["alert", "confirm", "prompt", "leave"]), message: z.string().max(2000), defaultText: z.string().max(500), canSilence: z.boolean() }).nullable(),
  /** A file field of the page waits for *My documents*. */
  chooser: z.strictObject({ id: z.int().min(1), multiple: z.boolean(), accepts: z.array(z.enum(["pdf", "jpeg", "png", "text", "other"])).nullable() }).nullable(),
  camera: z.boolean(),
  microphone: z.boolean(),
  /** A text field of the page has the focus: our keyboard is shown. `null`: none has. */
  textField: z.strictObject({ kind: z.enum(["text", "email", "number", "telephone", "password", "search", "url"]), bottomPx: z.int() }).nullable(),
  /** A download goes on: bytes so far, total or null. */
  download: z.strictObject({ received: z.number().min(0), total: z.number().min(0).nullable() }).nullable(),
});
export type WebState = z.infer<typeof webStateSchema>;

const rectangle = z.strictObject({ x: z.int().min(0), y: z.int().min(0), width: z.int().min(0), height: z.int().min(0) });

/** One key of our keyboard for the focused field of the embedded page. */
export const typedKeySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string().min(1).max(8) }),
  z.strictObject({ kind: z.literal("key"), key: z.enum(["Backspace", "Enter", "Tab", "ArrowLeft", "ArrowRight"]) }),
]);

/** Channels that the renderer invokes; each reply is a Result of this value. The preload offers exactly these and `onPush`. */
export const windowMethods = {
  "screens-ready": { params: nothing, result: z.strictObject({ booth: boothInfoSchema, services: jsonText(serviceTraySchema), snapshot: snapshotSchema, web: webStateSchema }) },
  /** The frame that shows this revision is on the screen. */
  painted: { params: z.strictObject({ epoch: z.int().min(0), revision: z.int().min(0) }), result: z.null() },
  /** The answer to a `probe` push, sent after the next painted frame. */
  probed: { params: z.strictObject({ id: z.int().min(1) }), result: z.null() },
  act: { params: z.strictObject({ epoch: z.int().min(0), action: actionSchema }), result: z.null() },
  "document-picture": { params: z.strictObject({ documentId: documentIdSchema, page: z.int().min(1), widthPx: z.int().min(60).max(2400) }), result: pictureSchema },
  "scan-picture": { params: z.strictObject({ pageId: z.uuid(), widthPx: z.int().min(60).max(2400) }), result: pictureSchema },
  say: { params: z.strictObject({ text: z.string().min(1).max(4000), language: languageSchema }), result: z.strictObject({ wavBase64: z.base64() }) },
  /** Where the embedded view lies in the window, CSS px; null hides it (an overlay of ours is open). */
  "web-place": { params: z.strictObject({ bounds: rectangle.nullable() }), result: z.null() },
  "web-navigate": { params: z.strictObject({ to: z.enum(["back", "forward", "reload", "start", "stop"]) }), result: z.null() },
  /** Most of a view's height up or down, for a person who only taps. */
  "web-scroll": { params: z.strictObject({ to: z.enum(["up", "down"]) }), result: z.null() },
  "web-print": { params: nothing, result: z.null() },
  "web-answer-dialog": { params: z.strictObject({ id: z.int().min(1), accept: z.boolean(), text: z.string().max(500).nullable(), silence: z.boolean() }), result: z.null() },
  /** An empty list is the person's "no file after all". */
  "web-choose-files": { params: z.strictObject({ id: z.int().min(1), documentIds: z.array(documentIdSchema).max(20) }), result: z.null() },
  "web-type": { params: z.strictObject({ keys: z.array(typedKeySchema).min(1).max(80) }), result: z.null() },
  /** Puts a text into the field that has the focus, in place of what stands there; error `web/no-field`. */
  "web-fill": { params: z.strictObject({ text: z.string().max(200) }), result: z.null() },
  "web-scroll-field": { params: z.strictObject({ aboveY: z.int().min(0) }), result: z.null() },
} as const;
export type WindowMethod = keyof typeof windowMethods;

/** What main pushes to the renderer. */
export const windowPushSchema = z.discriminatedUnion("push", [
  z.strictObject({ push: z.literal("snapshot"), snapshot: snapshotSchema }),
  z.strictObject({ push: z.literal("web"), web: webStateSchema }),
  /** Answer by `probed` after the next frame. */
  z.strictObject({ push: z.literal("probe"), id: z.int().min(1) }),
  /** A hardware key was pressed: our keyboard hides. */
  z.strictObject({ push: z.literal("hardware-key") }),
]);
export type WindowPush = z.infer<typeof windowPushSchema>;
