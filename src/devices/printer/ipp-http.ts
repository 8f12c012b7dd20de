import { createReadStream } from "node:fs";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import { decodeIpp } from "./ipp-decode.ts";
import { encodeIpp } from "./ipp-encode.ts";
import type { IppMessage } from "./ipp-message.ts";

export type PrinterErrorCode = `printer/${string}`;
export type PrinterError = CodedError<PrinterErrorCode>;

/** A file that follows the attributes of a request. */
export interface DocumentFile {
  readonly path: string;
  /** Bytes, as counted when the file was checked; a file that has another length by now is not sent to its end. */
  readonly size: number;
}

/** Every limit of the transport, with its reason. */
export const httpLimits = {
  /** ms from the last byte sent to the whole reply. Printers that wake from deep sleep take up to 15 s to answer at all. */
  replyMs: 20_000,
  /** ms in which at least one piece of the document must be taken; a printer without a disk takes it as fast as it prints. */
  stallMs: 60_000,
  /** All attributes of a big copier with its media-col-database are about 300 kB. */
  replyBytes: 2 * 1024 * 1024,
} as const;

/** `what` of a bad reply or of a failed connection; words only, for the staff page. */
const failure = (code: PrinterErrorCode, what: string): { readonly ok: false; readonly error: PrinterError } => err(code, { what });

/**
 * Sends one IPP request over HTTP (RFC 8010 section 4) and reads the reply. Follows no redirect, keeps no connection.
 *
 * Errors: `printer/absent` nothing listens there · `printer/not-answering` it does not answer in time, or hangs up ·
 * `printer/bad-reply` what came is no IPP · `printer/file` the document cannot be read · `printer/cancelled` `signal` aborted.
 */
export async function sendIpp(
  url: URL,
  message: IppMessage,
  options: { readonly clock: Clock; readonly signal?: AbortSignal | undefined; readonly document?: DocumentFile | undefined },
): Promise<Result<IppMessage, PrinterError>> {
  const { clock, signal, document } = options;
  if (signal?.aborted === true) return failure("printer/cancelled", "before-sending");
  const head = encodeIpp(message);
  const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
    method: "POST",
    agent: false,
    headers: { "content-type": "application/ipp", "content-length": head.length + (document?.size ?? 0), connection: "close" },
  });
  const watch = watchdog(request, clock, signal);
  try {
    const reply = awaitReply(request);
    const sent = await sendBody(request, head, document, () => watch.feed(httpLimits.stallMs));
    if (!sent.ok) return sent;
    watch.feed(httpLimits.replyMs);
    const bytes = await reply;
    if (watch.reason() !== null) return failure(watch.reason() === "aborted" ? "printer/cancelled" : "printer/not-answering", "time");
    if (!bytes.ok) return bytes;
    const decoded = decodeIpp(bytes.value);
    if (!decoded.ok) return decoded;
    if (decoded.value.requestId !== message.requestId) return failure("printer/bad-reply", "request-id");
    return decoded;
  } finally {
    watch.stop();
    request.destroy();
  }
}

/** Destroys the request when nothing has happened for the time last fed, or when `signal` aborts. */
function watchdog(request: ClientRequest, clock: Clock, signal: AbortSignal | undefined) {
  let reason: "time" | "aborted" | null = null;
  let timer: ReturnType<Clock["setTimeout"]> | undefined;
  const end = (why: "time" | "aborted") => (): void => {
    reason ??= why;
    request.destroy();
  };
  const onAbort = end("aborted");
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    reason: () => reason,
    feed: (ms: number): void => {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(end("time"), ms);
    },
    stop: (): void => {
      clock.clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

/** Writes head and document with back pressure; `onPiece` is called whenever the printer has taken something. */
async function sendBody(
  request: ClientRequest,
  head: Uint8Array,
  document: DocumentFile | undefined,
  onPiece: () => void,
): Promise<Result<null, PrinterError>> {
  onPiece();
  request.write(head);
  if (document !== undefined) {
    const stream = createReadStream(document.path, { end: document.size - 1 });
    let sent = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        // A printer that has answered early or hung up takes no more; its reply, or the lack of one, says why.
        if (request.destroyed || request.writableEnded) return ok(null);
        sent += chunk.length;
        if (!request.write(chunk)) await drained(request);
        onPiece();
      }
    } catch {
      return failure("printer/file", "read");
    }
    if (sent !== document.size) return failure("printer/file", "length");
  }
  request.end();
  return ok(null);
}

const drained = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close", "response"] as const) request.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close", "response"] as const) request.on(event, done);
  });

/** Settles once, whatever happens to the connection. */
function awaitReply(request: ClientRequest): Promise<Result<Uint8Array, PrinterError>> {
  return new Promise((resolve) => {
    request.on("error", (error: NodeJS.ErrnoException) => resolve(connectionFailure(error)));
    request.on("close", () => resolve(failure("printer/not-answering", "closed")));
    request.on("response", (response) => void readReply(response).then(resolve));
  });
}

async function readReply(response: IncomingMessage): Promise<Result<Uint8Array, PrinterError>> {
  if (response.statusCode !== 200) return err("printer/bad-reply", { what: "http-status", status: response.statusCode ?? 0 });
  const type = response.headers["content-type"] ?? "";
  if (!type.startsWith("application/ipp")) return failure("printer/bad-reply", "content-type");
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > httpLimits.replyBytes) return failure("printer/bad-reply", "too-long");
      chunks.push(chunk);
    }
  } catch {
    return failure("printer/not-answering", "closed");
  }
  return ok(Buffer.concat(chunks));
}

/** Nobody there, as against somebody who does not answer. */
const absentErrors: ReadonlySet<string> = new Set([
  "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL", "ENOENT",
]);

function connectionFailure(error: NodeJS.ErrnoException): Result<never, PrinterError> {
  const word = error.code ?? "unknown";
  if (absentErrors.has(word)) return failure("printer/absent", word);
  // Node's HTTP parser: what answers does not speak HTTP.
  return failure(word.startsWith("HPE_") ? "printer/bad-reply" : "printer/not-answering", word);
}
