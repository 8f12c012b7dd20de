import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { parseAddress } from "../../contract/web-address.ts";

/** The origin of our own screens. */
export const screensScheme = "virtu";
export const screensOrigin = `${screensScheme}://screens`;
export const screensStart = `${screensOrigin}/index.html`;

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".png": "image/png", ".svg": "image/svg+xml", ".wav": "audio/wav", ".webp": "image/webp",
  ".woff2": "font/woff2",
};

export interface ScreensFile {
  readonly path: string;
  readonly type: string;
}

/** The files of a folder by the path in their address. What is not in this list does not exist: no path is ever put together from a request. */
export function indexScreens(folder: string): ReadonlyMap<string, ScreensFile> {
  const index = new Map<string, ScreensFile>();
  const read = (at: string, address: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const type = types[extname(entry.name)];
      if (entry.isDirectory()) read(path, `${address}/${entry.name}`);
      else if (entry.isFile() && type !== undefined) index.set(`${address}/${entry.name}`, { path, type });
    }
  };
  read(folder, "");
  return index;
}

/** The file that an address of ours names; query and fragment play no part. */
export function screensFile(address: string, index: ReadonlyMap<string, ScreensFile>): ScreensFile | undefined {
  const url = parseAddress(address);
  if (url?.protocol !== `${screensScheme}:` || url.host !== "screens") return undefined;
  return index.get(url.pathname === "/" ? "/index.html" : url.pathname);
}
