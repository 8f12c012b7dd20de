import type { IncomingMessage, ServerResponse } from "node:http";

/** One request, as the pages of the site see it. */
export interface Visit {
  /** The name before `.localhost`, e.g. `palvelu`; the whole host when it is another one. */
  readonly host: string;
  readonly url: URL;
  readonly method: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly headers: IncomingMessage["headers"];
  body(): Promise<Buffer>;
}

/** What a page answers; `raw` takes the response over: it may stream, cut the line, or never answer. */
export type Answer =
  | { readonly status: number; readonly headers: Record<string, string | string[]>; readonly body: string | Buffer }
  | { readonly raw: (response: ServerResponse) => void };

export type Page = (visit: Visit) => Answer | Promise<Answer>;
/** Pages by path; a method other than GET stands before it (`POST /maksu`). A path that ends with `*` takes all below it. */
export type Routes = Readonly<Record<string, Page>>;

/** More than any kiosk may send: the site must not fill the machine's memory. */
const maxBodyBytes = 200_000_000;

export const text = (body: string, type = "text/plain", headers: Record<string, string | string[]> = {}, status = 200): Answer => ({
  status,
  headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store", ...headers },
  body,
});

export const bytes = (body: Buffer, type: string, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  headers: { "content-type": type, "cache-control": "no-store", ...headers },
  body,
});

export const redirect = (to: string, headers: Record<string, string | string[]> = {}, status = 302): Answer => ({
  status,
  headers: { location: to, "cache-control": "no-store", ...headers },
  body: "",
});

export const notFound = (): Answer => text("Sivua ei ole.", "text/plain", {}, 404);

/** A session cookie of this host alone. `maxAgeS` 0 takes it away. */
export const cookie = (name: string, value: string, maxAgeS?: number): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${maxAgeS === undefined ? "" : `; Max-Age=${maxAgeS}`}`;

export function readVisit(request: IncomingMessage): Visit {
  const hostHeader = request.headers.host ?? "";
  const url = new URL(request.url ?? "/", `http://${URL.canParse(`http://${hostHeader}/`) ? hostHeader : "invalid.localhost"}/`);
  const host = url.hostname.endsWith(".localhost") ? url.hostname.slice(0, -".localhost".length) : url.hostname;
  const cookies = new Map<string, string>();
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return { host, url, method: request.method ?? "GET", cookies, headers: request.headers, body: () => readBody(request) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error("request body too large for the stand-in site");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const formOf = async (visit: Visit): Promise<URLSearchParams> => new URLSearchParams((await visit.body()).toString("utf8"));

export function pick(routes: Routes, visit: Visit): Page | undefined {
  const path = visit.url.pathname;
  const prefix = visit.method === "GET" || visit.method === "HEAD" ? "" : `${visit.method} `;
  const exact = routes[`${prefix}${path}`];
  if (exact !== undefined) return exact;
  const open = Object.keys(routes).find((key) => key.endsWith("*") && `${prefix}${path}`.startsWith(key.slice(0, -1)));
  return open === undefined ? undefined : routes[open];
}

export function send(response: ServerResponse, answer: Answer): void {
  if ("raw" in answer) {
    answer.raw(response);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
