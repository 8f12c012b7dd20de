import { request } from "node:http";

/** A reply as a browser without scripts sees it. */
export interface Reply {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly text: string;
}

/**
 * As much of a browser as the sign-in needs: a cookie jar a host, and redirects one by one, so that a test sees each stop.
 * Names under `localhost` go to loopback, as in Chromium; the system's own resolver does not know them everywhere.
 */
export class BrowserDouble {
  readonly stops: string[] = [];
  readonly #jars = new Map<string, Map<string, string>>();

  async open(address: string, form?: Record<string, string> | { readonly type: string; readonly body: Buffer }): Promise<Reply> {
    let reply = await this.#once(new URL(address), form);
    for (let left = 20; reply.status >= 300 && reply.status < 400 && left > 0; left--) {
      const to = new URL(String(reply.headers["location"]), reply.url);
      this.stops.push(`${to.hostname.replace(".localhost", "")}${to.pathname}`);
      reply = await this.#once(to);
    }
    return reply;
  }

  cookies(host: string): ReadonlyMap<string, string> {
    return this.#jars.get(`${host}.localhost`) ?? new Map();
  }

  #once(url: URL, form?: Record<string, string> | { readonly type: string; readonly body: Buffer }): Promise<Reply> {
    const jar = this.#jars.get(url.hostname) ?? new Map<string, string>();
    this.#jars.set(url.hostname, jar);
    const sent = form === undefined ? undefined : isRaw(form) ? form : { type: "application/x-www-form-urlencoded", body: Buffer.from(new URLSearchParams(form).toString()) };
    return new Promise((done, failed) => {
      const outgoing = request({
        host: "127.0.0.1", port: url.port, path: `${url.pathname}${url.search}`, method: sent === undefined ? "GET" : "POST",
        headers: {
          host: url.host,
          ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } : {}),
          ...(sent === undefined ? {} : { "content-type": sent.type, "content-length": sent.body.length }),
        },
      });
      outgoing.on("error", failed);
      outgoing.on("response", (incoming) => {
        for (const line of incoming.headers["set-cookie"] ?? []) {
          const [pair = ""] = line.split(";");
          const at = pair.indexOf("=");
          if (/max-age=0(;|$)/i.test(line)) jar.delete(pair.slice(0, at));
          else jar.set(pair.slice(0, at), pair.slice(at + 1));
        }
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", failed);
        incoming.on("end", () => {
          const body = Buffer.concat(chunks);
          done({ url, status: incoming.statusCode ?? 0, headers: incoming.headers, body, text: body.toString("utf8") });
        });
      });
      outgoing.end(sent?.body);
    });
  }
}

const isRaw = (form: object): form is { readonly type: string; readonly body: Buffer } => Buffer.isBuffer((form as { body?: unknown }).body);
