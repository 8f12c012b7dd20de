import { protocol, type Session } from "electron";
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

/**
 * Serves the screens' folder, and only that, on our own scheme of this session. By Chromium's own file loader: `protocol.handle` would
 * load the whole of fetch into the main process, 0.15 s of processor time of each start (measured, Electron 25). Resolves when the
 * window has asked for its program, and is busy with that for a tenth of a second.
 */
export function serveScreens(session: Session, folder: string): Promise<void> {
  const index = indexScreens(folder);
  return new Promise((resolve) => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Marked since Electron 25, and there in 45; when it goes, `handle` is the way.
    session.protocol.registerFileProtocol(screensScheme, (request, answer) => {
      const file = request.method === "GET" ? screensFile(request.url, index) : undefined;
      answer(file === undefined ? { statusCode: 404, headers } : { path: file.path, headers: { ...headers, "content-type": file.type } });
      if (file?.path.endsWith(".js") === true) resolve();
    });
  });
}

/** Both schemes of the shell in one call: Electron takes only one. */
export function registerSchemes(...schemes: Electron.CustomScheme[]): void {
  protocol.registerSchemesAsPrivileged(schemes);
}
