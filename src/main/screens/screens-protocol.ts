import { protocol, type Session } from "electron";
import { readFile } from "node:fs/promises";
import { indexScreens, screensFile, screensScheme } from "./screens-files.ts";

/**
 * What our own screens may load: files of their own folder, and pictures and sound that they made themselves from bytes.
 * React sets styles over the CSSOM, which a policy does not govern: no inline style is allowed in markup.
 */
export const screensPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "media-src blob:", "font-src 'self'", "connect-src 'none'",
  "frame-src 'none'", "worker-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": screensPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** To be called before the app is ready: our scheme is a secure origin with paths, and nothing more. */
export const screensPrivileges: Electron.CustomScheme = { scheme: screensScheme, privileges: { standard: true, secure: true } };

/** Serves the screens' folder, and only that, on our own scheme of this session. */
export function serveScreens(session: Session, folder: string): void {
  const index = indexScreens(folder);
  session.protocol.handle(screensScheme, async (request) => {
    const file = request.method === "GET" ? screensFile(request.url, index) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(await readFile(file.path)), { headers: { ...headers, "content-type": file.type } });
  });
}

/** Both schemes of the shell in one call: Electron takes only one. */
export function registerSchemes(...schemes: Electron.CustomScheme[]): void {
  protocol.registerSchemesAsPrivileged(schemes);
}
