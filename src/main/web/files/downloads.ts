import type { DownloadItem, Session } from "electron";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Refusal } from "../../../contract/refusals.ts";
import type { WebState } from "../../../contract/shell-window.ts";
import type { SessionPeer } from "../../session/session-link.ts";
import type { Timers } from "../../timers.ts";
import { createDownloadLimit } from "./download-limit.ts";
import { shownName } from "./file-name.ts";

export interface Downloads {
  readonly progress: () => WebState["download"];
  /** Breaks off what goes on. */
  readonly cancelAll: () => void;
}

export interface DownloadParts {
  /** Where files may lie for the session process to take; null: no session yet. */
  readonly folder: () => string | null;
  readonly maxBytes: () => number;
  readonly peer: () => SessionPeer | undefined;
  readonly timers: Timers;
  readonly refuse: (refusal: Refusal) => void;
  /** Whether this page may fetch a file from this address. */
  readonly allowed: (contentsId: number, address: string) => boolean;
  readonly onProgress: () => void;
}

/** Copying and checking a large file on the other side takes its time. */
const IMPORT_LIMIT_MS = 30_000;

/** Every download of the session goes to *My documents*: no dialog, no folder, no name of the page's as a path. */
export function catchDownloads(session: Session, parts: DownloadParts): Downloads {
  const running = new Set<DownloadItem>();
  const limit = createDownloadLimit(parts.timers);

  session.on("will-download", (event, item, contents) => {
    const folder = parts.folder();
    const maxBytes = parts.maxBytes();
    // Contents are gone already when a page is closed in this very moment, whatever the types say.
    const contentsId = (contents as typeof contents | undefined)?.id;
    const fits = item.getTotalBytes() <= maxBytes;
    if (folder === null || contentsId === undefined || !fits || !parts.allowed(contentsId, item.getURL()) || !limit.start()) {
      event.preventDefault();
      parts.refuse("download");
      return;
    }
    const path = join(folder, randomUUID());
    item.setSavePath(path);
    running.add(item);
    parts.onProgress();
    item.on("updated", (_event, state) => {
      if (item.getReceivedBytes() > maxBytes || state === "interrupted") item.cancel();
      parts.onProgress();
    });
    item.once("done", (_event, state) => {
      running.delete(item);
      limit.end();
      parts.onProgress();
      if (state === "completed") {
        void take(path, item.getFilename());
      } else {
        if (item.getReceivedBytes() > maxBytes) parts.refuse("download");
        void rm(path, { force: true });
      }
    });
  });

  async function take(path: string, filename: string): Promise<void> {
    const taken = await parts.peer()?.request("document.import", { path, name: shownName(filename), origin: "download" }, IMPORT_LIMIT_MS);
    // The session says to the person why it did not take it.
    if (taken?.ok !== true) await rm(path, { force: true });
  }

  return {
    progress() {
      const items = [...running];
      if (items.length === 0) return null;
      const totals = items.map((item) => item.getTotalBytes());
      return {
        received: items.reduce((sum, item) => sum + item.getReceivedBytes(), 0),
        total: totals.some((total) => total <= 0) ? null : totals.reduce((sum, total) => sum + total, 0),
      };
    },
    cancelAll() {
      for (const item of running) item.cancel();
    },
  };
}
