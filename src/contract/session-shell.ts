import { z } from "zod";
import { actionSchema } from "./actions.ts";
import { boothInfoSchema } from "./booth.ts";
import { documentIdSchema, pictureSchema } from "./documents.ts";
import { languageSchema } from "./preferences.ts";
import { refusalSchema } from "./refusals.ts";
import { serviceTraySchema } from "./service-tray.ts";
import { shellTokenPattern } from "./shell-token.ts";
import { snapshotSchema } from "./snapshot.ts";

/** Session process ↔ shell: JSON-RPC on the session's Unix socket. A connection that does not open with the right token is cut. */

const nothing = z.strictObject({});
const absolutePath = z.string().regex(/^\/[^\0]+$/).max(4096);
/** 256 random bits in base64url, good for one `hello`. */
export const shellTokenSchema = z.string().regex(shellTokenPattern);

/** What the session process answers. */
export const sessionMethods = {
  /** First message of a shell. `incomingFolder`: the only place where it may put files for `document.import`. */
  hello: {
    params: z.strictObject({
      token: shellTokenSchema,
      versions: z.strictObject({ electron: z.string().max(20), chromium: z.string().max(20) }),
    }),
    result: z.strictObject({ booth: boothInfoSchema, services: serviceTraySchema, incomingFolder: absolutePath, snapshot: snapshotSchema }),
  },
  act: { params: z.strictObject({ epoch: z.int().min(0), action: actionSchema }), result: z.null() },
  /** A page of a document as a picture of about `widthPx`; `page` is 1-based. */
  "document.picture": { params: z.strictObject({ documentId: documentIdSchema, page: z.int().min(1), widthPx: z.int().min(60).max(2400) }), result: pictureSchema },
  /** A page of the scan that is not saved yet, its rotation applied. */
  "scan.picture": { params: z.strictObject({ pageId: z.uuid(), widthPx: z.int().min(60).max(2400) }), result: pictureSchema },
  /** Paths that a page's file field may read, under their shown names, in the session's folder. */
  "document.stage": { params: z.strictObject({ documentIds: z.array(documentIdSchema).min(1).max(20) }), result: z.strictObject({ files: z.array(absolutePath) }) },
  /** Takes a finished file of `incomingFolder` into *My documents*; a foreign path is refused. The name is text to show. */
  "document.import": {
    params: z.strictObject({ path: absolutePath, name: z.string().max(400).nullable(), origin: z.enum(["download", "web-print"]) }),
    result: z.strictObject({ documentId: documentIdSchema }),
  },
  /** The embedded page wants to print: import and show our preview. */
  "web.print": { params: z.strictObject({ path: absolutePath }), result: z.strictObject({ documentId: documentIdSchema }) },
  /** Text → speech as a WAV; error `speech/no-voice` for a language that no voice speaks. */
  "speech.say": { params: z.strictObject({ text: z.string().min(1).max(4000), language: languageSchema }), result: z.strictObject({ wavBase64: z.base64().max(24_000_000) }) },
} as const;

export const sessionNotes = {
  refused: z.strictObject({ refusal: refusalSchema, count: z.int().min(1).max(100_000) }),
  /** Documents that a page's file field took. */
  "documents.sent": z.strictObject({ documentIds: z.array(documentIdSchema).max(20) }),
  /** The renderer or the embedded page is gone and was made anew. */
  "renderer.lost": z.strictObject({ which: z.enum(["screens", "web"]) }),
} as const;

/** What the shell answers. */
export const shellMethods = {
  /** Maps the window above all others; replies when the first frame with this screen is painted. `atMs`: performance clock of the machine (ms since 1970, fractional). */
  show: { params: nothing, result: z.strictObject({ paintedAtMs: z.number() }) },
  hide: { params: nothing, result: z.null() },
  /** Loads the log-out addresses of these services, hidden, 3 s at most for all. */
  "log-out": { params: z.strictObject({ serviceIds: z.array(z.string().max(60)).max(60), limitMs: z.int().min(1).max(3000) }), result: z.strictObject({ called: z.int().min(0), failed: z.int().min(0) }) },
  /** Empties both clipboards and tells what is left in them, in bytes. */
  "clipboard.clear": { params: nothing, result: z.strictObject({ clipboardBytes: z.int().min(0), primaryBytes: z.int().min(0) }) },
  /** A round trip through the renderer's own event loop and a painted frame: proof that the screen lives. */
  probe: { params: nothing, result: z.strictObject({ frameMs: z.number().min(0) }) },
  /** Leave this session process for another (the warm shell takes over from a dead one). The shell says `hello` there. */
  rebind: { params: z.strictObject({ socket: absolutePath, token: shellTokenSchema }), result: z.null() },
} as const;

export const shellNotes = { snapshot: snapshotSchema } as const;
