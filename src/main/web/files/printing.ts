import type { WebContents } from "electron";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../../contract/result.ts";
import type { SessionPeer } from "../../session/session-link.ts";
import type { EmbeddedView } from "../embedded-view.ts";
import type { Timers } from "../../timers.ts";

/** A page that prints itself in a loop gets one preview. */
const PAGE_PRINT_GAP_MS = 3_000;
/** Laying out a long page on a small machine takes seconds. */
const PRINT_LIMIT_MS = 30_000;

export interface PagePrinter {
  /**
   * Errors: `web/print-busy`, `web/print-failed`, `session/gone` and those of `web.print`. `layOut` may give another page to
   * print in its place, to be ended afterwards. `byPage`: the page asked, not the person.
   */
  readonly print: (contents: WebContents, layOut: () => Promise<EmbeddedView | undefined>, byPage: boolean) => Promise<Result<null>>;
}

/** Print of an embedded page, whoever asks: a PDF on A4, into our own preview. */
export function createPagePrinter(parts: { readonly folder: () => string | null; readonly peer: () => SessionPeer | undefined; readonly timers: Timers }): PagePrinter {
  let busy = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  async function run(contents: WebContents, layOut: () => Promise<EmbeddedView | undefined>): Promise<Result<null>> {
    const folder = parts.folder();
    const peer = parts.peer();
    if (folder === null || peer === undefined) return err("session/gone");
    const other = await layOut();
    const pdf = await printed(other?.contents ?? contents, parts.timers);
    other?.destroy();
    if (pdf === undefined) return err("web/print-failed");
    const path = join(folder, `${randomUUID()}.pdf`);
    const written = await writeFile(path, pdf, { mode: 0o600, flag: "wx" }).then(() => true, () => false);
    if (!written) return err("web/print-failed");
    const taken = await peer.request("web.print", { path }, PRINT_LIMIT_MS);
    if (!taken.ok) await rm(path, { force: true });
    return taken.ok ? ok(null) : taken;
  }
  return {
    async print(contents, layOut, byPage) {
      const now = parts.timers.now();
      if (busy || (byPage && now - lastAt < PAGE_PRINT_GAP_MS)) return err("web/print-busy");
      busy = true;
      const result = await run(contents, layOut);
      busy = false;
      lastAt = parts.timers.now();
      return result;
    },
  };
}

function printed(contents: WebContents, timers: Timers): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const stop = timers.after(PRINT_LIMIT_MS, () => resolve(undefined));
    contents.printToPDF({ pageSize: "A4", printBackground: true, preferCSSPageSize: false }).then(
      (pdf) => {
        stop();
        resolve(pdf);
      },
      () => {
        stop();
        resolve(undefined);
      },
    );
  });
}
