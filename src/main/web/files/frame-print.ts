import type { Session } from "electron";
import type { Service } from "../../../contract/service-tray.ts";
import type { Refusal } from "../../../contract/refusals.ts";
import type { Timers } from "../../timers.ts";
import { createEmbeddedView, type EmbeddedView } from "../embedded-view.ts";
import { guardPage } from "../page-guard.ts";
import type { PageRegistry } from "../page-registry.ts";
import { pagePreferences } from "../web-preferences.ts";

/** What a frame shows, as it stood when it asked to be printed. */
export interface FrameContent {
  readonly html: string;
  /** The address that its relative addresses begin at. */
  readonly base: string;
}

/** Chromium takes addresses of 2 MiB (url::kMaxURLChars); base64 makes four of three. */
const MAX_ADDRESS_CHARACTERS = 2_000_000;
/** Pictures of a ticket come fast or not at all. */
const LOAD_LIMIT_MS = 5_000;

/**
 * A frame that prints means itself: sites put a ticket into a hidden frame and print that. Chromium prints only whole pages, so
 * the frame's content is laid out once more as a page that nobody sees, without scripts, by the rules of the same service.
 * undefined: too large.
 */
export async function layOutFrame(
  content: FrameContent,
  parts: { readonly session: Session; readonly service: Service; readonly pages: PageRegistry; readonly timers: Timers; readonly refuse: (refusal: Refusal) => void },
): Promise<EmbeddedView | undefined> {
  const base = `<!doctype html><base href="${content.base.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}">`;
  const address = `data:text/html;charset=utf-8;base64,${Buffer.from(base + content.html).toString("base64")}`;
  if (address.length > MAX_ADDRESS_CHARACTERS) return undefined;
  const view = createEmbeddedView(null, { ...pagePreferences(parts.session, 1), javascript: false });
  const { contents } = view;
  const page = { contentsId: contents.id, service: parts.service, ownAddress: address, onBlocked: () => undefined, onTrouble: () => undefined };
  parts.pages.add(page);
  guardPage(contents, page, { refuse: parts.refuse, onWindow: null });
  contents.once("destroyed", () => parts.pages.remove(page.contentsId));
  await new Promise<void>((resolve) => {
    const stop = parts.timers.after(LOAD_LIMIT_MS, resolve);
    void contents.loadURL(address).catch(() => undefined).then(() => {
      stop();
      resolve();
    });
  });
  return view;
}
