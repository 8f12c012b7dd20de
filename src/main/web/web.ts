import type { Rectangle } from "electron";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Refusal } from "../../contract/refusals.ts";
import type { WebState } from "../../contract/shell-window.ts";
import type { Service } from "../../contract/service-tray.ts";
import type { Screen, Snapshot } from "../../contract/snapshot.ts";
import type { ScreensWindow } from "../screens/screens-window.ts";
import type { WindowHandlers } from "../screens/window-ipc.ts";
import type { Hello, SessionPeer } from "../session/session-link.ts";
import type { Timers } from "../timers.ts";
import { createDialogDesk } from "./dialog-desk.ts";
import { catchDownloads, type Downloads } from "./files/downloads.ts";
import { layOutFrame, type FrameContent } from "./files/frame-print.ts";
import { createPagePrinter } from "./files/printing.ts";
import { callLogOuts } from "./log-out.ts";
import { openPage, type OpenPage } from "./open-page.ts";
import { createPageRegistry } from "./page-registry.ts";
import { servePageRequests } from "./page-requests.ts";
import { openWebSession, type WebSession } from "./web-session.ts";

export interface WebParts {
  readonly screens: ScreensWindow;
  readonly refuse: (refusal: Refusal) => void;
  readonly timers: Timers;
  readonly peer: () => SessionPeer | undefined;
  readonly onActivity: () => void;
  /** The keys of this page's view are to be guarded. */
  readonly onPage: (contents: Electron.WebContents) => void;
}

export type WebHandlers = Pick<WindowHandlers, Extract<keyof WindowHandlers, `web-${string}`>>;

/** The embedded web of one shell, as the rest of the shell sees it. */
export interface Web {
  readonly handlers: WebHandlers;
  readonly state: () => WebState;
  readonly bind: (hello: Hello) => void;
  /** The screen says whether there is a page, and which. */
  readonly follow: (snapshot: Snapshot) => void;
  readonly print: () => void;
  readonly close: () => void;
  readonly logOut: (serviceIds: readonly string[], limitMs: number) => Promise<Result<{ called: number; failed: number }>>;
}

const noPage = {
  serviceId: null, state: "none", reason: null, refusedHost: null, canGoBack: false, canGoForward: false, chooser: null, camera: false, microphone: false, textField: null,
} as const;

/** A print preview and the staff page lie before an open page, which waits for the person to come back. */
const keepsPage = (screen: Screen) => screen.name === "staff-pin" || screen.name === "staff" || (screen.name === "print" && screen.cameFrom === "web");

export function createWeb(parts: WebParts): Web {
  const { refuse, timers, peer } = parts;
  const pages = createPageRegistry();
  let hello: Hello | undefined;
  let opened: Promise<WebSession> | undefined;
  let downloads: Downloads | undefined;
  let current: { readonly opening: number; page: OpenPage } | undefined;
  /** The opening that the screen wants; what is opened later than it was wanted is closed again. */
  let wantedOpening: number | null = null;
  let bounds: Rectangle | null = null;
  let zoom = 1;
  let pushing = false;

  const folder = () => hello?.incomingFolder ?? null;
  const printer = createPagePrinter({ folder, peer, timers });
  const dialogs = createDialogDesk({
    timers,
    onChange: () => {
      current?.page.refresh();
      changed();
    },
    onFlood: () => refuse("page-dialog-flood"),
  });

  const state = (): WebState => ({ ...(current?.page.state() ?? noPage), dialog: dialogs.current(), download: downloads?.progress() ?? null });

  /** Many changes of one moment are one push. */
  function changed(): void {
    if (pushing) return;
    pushing = true;
    timers.after(10, () => {
      pushing = false;
      parts.screens.push({ push: "web", web: state() });
    });
  }

  function webSession(): Promise<WebSession> {
    opened ??= openWebSession({
      pages,
      refuse,
      onMedia: (contentsId, permission) => {
        if (current?.page.contentsId === contentsId) current.page.gotMedia(permission);
      },
    }).then((web) => {
      servePageRequests(web.session, { dialog: dialogs.ask, print: (frame) => void printCurrent(true, frame) });
      downloads = catchDownloads(web.session, {
        folder,
        maxBytes: () => hello?.booth.limits.maxDocumentBytes ?? 0,
        peer,
        timers,
        refuse,
        allowed: (contentsId, address) => pages.judge(contentsId, address, "resource").allow,
        onProgress: changed,
      });
      return web;
    });
    return opened;
  }

  async function printCurrent(byPage: boolean, frame: FrameContent | null = null): Promise<Result<null>> {
    const page = current?.page;
    if (page === undefined || (byPage && bounds === null)) return err("web/none");
    const layOut = async () => {
      const { session } = await webSession();
      return frame === null ? undefined : await layOutFrame(frame, { session, service: page.service, pages, timers, refuse });
    };
    return await printer.print(page.contents, layOut, byPage);
  }

  async function open(service: Service, opening: number): Promise<void> {
    const { session, proxy } = await webSession();
    if (wantedOpening !== opening) return;
    const page = openPage({
      window: parts.screens.window, session, proxy, service, pages, dialogs, timers, zoom, peer, refuse,
      onChange: changed,
      onActivity: parts.onActivity,
      onCrash: () => peer()?.notify("renderer.lost", { which: "web" }),
    });
    current = { opening, page };
    parts.onPage(page.contents);
    page.place(bounds);
    changed();
  }

  function close(): void {
    wantedOpening = null;
    const had = current;
    current = undefined;
    if (had === undefined) return;
    downloads?.cancelAll();
    had.page.close();
    parts.screens.window.webContents.focus();
    changed();
  }

  function place(wanted: Rectangle | null): void {
    bounds = wanted;
    dialogs.setSeen(current !== undefined && onScreen);
    current?.page.place(onScreen ? bounds : null);
  }
  let onScreen = false;

  function follow({ screen, preferences }: Snapshot): void {
    zoom = preferences.textScale / 100;
    current?.page.setZoom(zoom);
    onScreen = screen.name === "web";
    if (screen.name !== "web") {
      if (!keepsPage(screen)) close();
      return place(bounds);
    }
    if (wantedOpening !== screen.opening) {
      close();
      wantedOpening = screen.opening;
      const service = hello?.services.services.find(({ id }) => id === screen.serviceId);
      if (service !== undefined) void open(service, screen.opening).then(() => place(bounds));
    }
    place(bounds);
  }

  /** After a crash there is nothing to reload: the service begins anew. */
  function navigate(to: "back" | "forward" | "reload" | "start" | "stop"): void {
    const page = current?.page;
    if (page?.state().state !== "crashed") return page?.navigate(to);
    const service = hello?.services.services.find(({ id }) => id === page.state().serviceId);
    const opening = wantedOpening;
    if (service === undefined || opening === null) return;
    close();
    wantedOpening = opening;
    void open(service, opening).then(() => place(bounds));
  }

  const none = err("web/none");
  return {
    state,
    follow,
    close,
    print: () => void printCurrent(true),
    bind(next) {
      hello = next;
    },
    async logOut(serviceIds, limitMs) {
      close();
      const services = hello?.services.services.filter(({ id, logOutAddress }) => logOutAddress !== null && serviceIds.includes(id)) ?? [];
      if (services.length === 0) return ok({ called: 0, failed: 0 });
      const { session } = await webSession();
      return ok(await callLogOuts(services, limitMs, { session, pages, timers, refuse }));
    },
    handlers: {
      "web-place": (params) => {
        place(params.bounds);
        return Promise.resolve(ok(null));
      },
      "web-navigate": ({ to }) => {
        if (current === undefined) return Promise.resolve(none);
        navigate(to);
        return Promise.resolve(ok(null));
      },
      "web-scroll": ({ to }) => {
        if (current === undefined) return Promise.resolve(none);
        current.page.scroll(to);
        return Promise.resolve(ok(null));
      },
      "web-print": () => printCurrent(false),
      "web-answer-dialog": ({ id, accept, text, silence }) => Promise.resolve(dialogs.answer(id, { accept, text }, silence) ? ok(null) : err("web/no-dialog")),
      "web-choose-files": async ({ id, documentIds }) => (await current?.page.chooser.choose(id, documentIds)) ?? none,
      "web-type": async ({ keys }) => (await current?.page.type(keys)) ?? none,
      "web-fill": async ({ text }) => (await current?.page.fill(text)) ?? none,
      "web-scroll-field": async () => (await current?.page.revealField()) ?? none,
    },
  };
}
