import type { Session } from "electron";
import type { Refusal } from "../../contract/refusals.ts";
import type { Service } from "../../contract/service-tray.ts";
import type { Timers } from "../timers.ts";
import { createEmbeddedView } from "./embedded-view.ts";
import { guardPage } from "./page-guard.ts";
import type { PageRegistry } from "./page-registry.ts";
import { pagePreferences } from "./web-preferences.ts";

export interface LogOutParts {
  readonly session: Session;
  readonly pages: PageRegistry;
  readonly timers: Timers;
  readonly refuse: (refusal: Refusal) => void;
}

/**
 * Calls log-out addresses as the pages that they are (single sign-on logs out over redirects and scripts), with the cookies of
 * the visit, hidden, all at once. Whether they answer changes nothing: the profile dies anyway.
 */
export async function callLogOuts(services: readonly Service[], limitMs: number, parts: LogOutParts): Promise<{ called: number; failed: number }> {
  const outcomes = await Promise.all(services.map((service) => callOne(service, limitMs, parts)));
  return { called: outcomes.filter((done) => done).length, failed: outcomes.filter((done) => !done).length };
}

function callOne(service: Service, limitMs: number, { session, pages, timers, refuse }: LogOutParts): Promise<boolean> {
  const address = service.logOutAddress;
  if (address === null) return Promise.resolve(true);
  const view = createEmbeddedView(null, pagePreferences(session, 1));
  const { contents } = view;
  return new Promise((resolve) => {
    let done = false;
    const end = (worked: boolean) => {
      if (done) return;
      done = true;
      stop();
      pages.remove(contents.id);
      view.destroy();
      resolve(worked);
    };
    const stop = timers.after(limitMs, () => end(false));
    const page = { contentsId: contents.id, service, onBlocked: () => end(false), onTrouble: () => end(false) };
    pages.add(page);
    guardPage(contents, page, { refuse, onWindow: null });
    contents.on("will-prevent-unload", (event) => event.preventDefault());
    contents.on("render-process-gone", () => end(false));
    // A page may go on by itself while it loads; its last document is the one that counts.
    contents.loadURL(address).then(() => timers.after(0, () => (contents.isDestroyed() || !contents.isLoading() ? end(true) : contents.once("did-stop-loading", () => end(true)))), () => {
      if (contents.isDestroyed() || !contents.isLoading()) end(false);
      else contents.once("did-stop-loading", () => end(true));
    });
  });
}
