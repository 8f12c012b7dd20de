import type { BrowserWindow, Rectangle, Session } from "electron";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Refusal } from "../../contract/refusals.ts";
import type { Service, SitePermission } from "../../contract/service-tray.ts";
import type { WebState } from "../../contract/shell-window.ts";
import type { SessionPeer } from "../session/session-link.ts";
import type { Timers } from "../timers.ts";
import { createPageAgent, type PageAgent } from "./agent/page-agent.ts";
import { createFieldWatch } from "./agent/field-watch.ts";
import { createPulse } from "./agent/pulse.ts";
import { commandsFor, insertion, type Command, type TypedKey } from "./agent/typing.ts";
import type { DialogDesk } from "./dialog-desk.ts";
import { createEmbeddedView } from "./embedded-view.ts";
import { createFileChooser, type FileChooser } from "./files/file-chooser.ts";
import { createLeaveGuard } from "./leave-guard.ts";
import { createPageHistory } from "./page-history.ts";
import { guardPage } from "./page-guard.ts";
import type { PageRegistry } from "./page-registry.ts";
import { createPageStatus } from "./page-status.ts";
import type { AddressProxy } from "./proxy/address-proxy.ts";
import { pagePreferences } from "./web-preferences.ts";

export interface OpenPageParts {
  readonly window: BrowserWindow;
  readonly session: Session;
  readonly proxy: AddressProxy;
  readonly service: Service;
  readonly pages: PageRegistry;
  readonly dialogs: DialogDesk;
  readonly timers: Timers;
  readonly zoom: number;
  readonly peer: () => SessionPeer | undefined;
  readonly refuse: (refusal: Refusal) => void;
  readonly onChange: () => void;
  readonly onActivity: () => void;
  /** Its process died. */
  readonly onCrash: () => void;
}

export type PageState = Omit<WebState, "dialog" | "download">;

/** One opening of one service in the embedded view: from its first load until it is closed. */
export interface OpenPage {
  readonly contents: Electron.WebContents;
  readonly contentsId: number;
  readonly service: Service;
  readonly state: () => PageState;
  /** Where the screens want it; it is seen only while there is something of it to see. */
  readonly place: (bounds: Rectangle | null) => void;
  readonly setZoom: (factor: number) => void;
  readonly navigate: (to: "back" | "forward" | "reload" | "start" | "stop") => void;
  readonly scroll: (to: "up" | "down") => void;
  readonly chooser: FileChooser;
  readonly type: (keys: readonly TypedKey[]) => Promise<Result<null>>;
  /** Error: `web/no-field`. */
  readonly fill: (text: string) => Promise<Result<null>>;
  readonly revealField: () => Promise<Result<null>>;
  readonly gotMedia: (permission: SitePermission) => void;
  /** Looks again whether it may be seen: a dialog has come or gone. */
  readonly refresh: () => void;
  readonly close: () => void;
}

const emptyPage = "about:blank";
/** The last lines of one view are the first of the next: a reader finds her place. */
const SCROLL_PART = 0.8;

export function openPage(parts: OpenPageParts): OpenPage {
  const { service, timers, refuse, onChange } = parts;
  const view = createEmbeddedView(parts.window, pagePreferences(parts.session, parts.zoom));
  const { contents } = view;
  const contentsId = contents.id;
  let zoom = parts.zoom;
  let wanted: Rectangle | null = null;
  let closed = false;
  /** The empty document that is there first is nothing of the service's. */
  let begun = false;
  let wasSeen = false;
  const media = { camera: false, microphone: false };
  const ref: { agent?: PageAgent } = {};

  const alive = () => !closed && !contents.isDestroyed();
  const changed = () => {
    if (closed) return;
    show();
    onChange();
  };
  const status = createPageStatus(changed, parts.proxy.lastFailure);
  const fields = createFieldWatch(changed);
  const chooser = createFileChooser({ agent: () => ref.agent, peer: parts.peer, onChange: changed, onRefused: () => refuse("file-picker") });
  const agent = createPageAgent(contents, {
    onReport(report, place) {
      if (report.kind === "activity") parts.onActivity();
      else fields.report(report.field, place);
    },
    onChooser: (request) => void chooser.ask(request),
    onRequestedNavigation: (url, reason) => leaving.requested(url, reason),
    onFrameGone: (sessionId) => fields.frameGone(sessionId),
  });
  ref.agent = agent;
  const history = createPageHistory(contents);
  const leaving = createLeaveGuard({ dialogs: parts.dialogs, goTo: (url) => load(url, {}) });
  const pulse = createPulse({
    timers,
    beat: async () => (await agent.send("Runtime.evaluate", { expression: "0", returnByValue: true })).ok,
    // While a dialog of ours waits for the person, the page waits too: that is no silence.
    listening: () => wanted !== null && parts.dialogs.current() === null && status.committed(),
    onChange: (alive) => status.answering(alive),
  });

  parts.pages.add({
    contentsId,
    service,
    onBlocked: (address, decision) => status.blocked(address, decision.reason),
    onTrouble: (trouble) => status.trouble(trouble),
  });
  guardPage(contents, { contentsId, service, onBlocked: (address, decision) => status.blocked(address, decision.reason), onTrouble: (trouble) => status.trouble(trouble) }, {
    refuse,
    onWindow: (address, options) => load(address, options),
  });

  contents.on("did-start-navigation", (event) => {
    if (begun && event.isMainFrame && !event.isSameDocument) status.started();
  });
  contents.on("did-navigate", (_event, address) => {
    if (!begun) return;
    // Chromium asks nobody before it goes to an empty document.
    if (address.startsWith("about:")) {
      refuse("scheme");
      status.emptied();
      return;
    }
    if (!status.committed()) history.clear();
    contents.setZoomFactor(zoom);
    media.camera = false;
    media.microphone = false;
    fields.clear();
    chooser.drop();
    parts.dialogs.pageChanged();
    leaving.left();
    status.arrived();
  });
  contents.on("did-navigate-in-page", changed);
  contents.on("did-stop-loading", () => {
    if (begun) status.stopped();
  });
  contents.on("did-fail-load", (_event, code, _text, address, isMainFrame) => {
    if (isMainFrame) status.failed(code, address);
  });
  contents.on("dom-ready", () => void contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined));
  contents.on("will-prevent-unload", (event) => {
    if (leaving.mayLeave()) event.preventDefault();
  });
  contents.on("unresponsive", () => status.answering(false));
  contents.on("responsive", () => status.answering(true));
  const died = () => {
    if (closed) return;
    status.crashed();
    parts.onCrash();
  };
  contents.on("render-process-gone", died);
  // A page that closed itself all the same.
  contents.once("destroyed", died);
  // `window.close()` in a page, as behind many "Sign out" links, ends the page itself: only a new one can be opened.
  contents.once("destroyed", () => {
    // Electron 25 dies when a view is taken off its window while its page is being destroyed: a moment later it may be.
    timers.after(0, () => {
      if (!closed && !parts.window.isDestroyed()) status.crashed();
    });
  });

  /** Our hand needs a process to hold on to before the service's first script runs. */
  async function begin(): Promise<void> {
    await contents.loadURL(emptyPage).catch(() => undefined);
    const started = await agent.start();
    if (!alive()) return;
    begun = true;
    if (started.ok) load(service.startAddress, {});
    else status.failed(0, service.startAddress);
  }

  function load(address: string, options: Electron.LoadURLOptions): void {
    if (alive()) void contents.loadURL(address, options).catch(() => undefined);
  }

  /** The window's own bar is never covered: what is wanted is cut to the window, and nothing is shown that is not the page. */
  function show(): void {
    const [width = 0, height = 0] = parts.window.getContentSize();
    const seen = wanted !== null && status.visible() && parts.dialogs.current() === null && chooser.current() === null;
    view.place(seen && wanted !== null ? inside(wanted, width, height) : null);
    // A hardware keyboard writes where the person looks.
    if (seen && !wasSeen && alive()) contents.focus();
    // Without the focus a field of ours in its place would ask for no keyboard, and the first touch would move everything.
    if (!seen && wasSeen && !parts.window.isDestroyed()) parts.window.webContents.focus();
    wasSeen = seen;
  }

  async function run(commands: readonly Command[]): Promise<Result<null>> {
    const results = await Promise.all(commands.map(({ method, params }) => agent.send(method, params)));
    const failed = results.find(({ ok: fine }) => !fine);
    if (failed?.ok === false) return failed;
    // The touch on our keyboard took the window's focus: a hardware keyboard shall go on in the page.
    if (alive()) contents.focus();
    return ok(null);
  }

  /** Calls one of the helpers of `page/page-isolated.ts` in the frame whose field has the focus. */
  async function inField(call: "selectAll" | "reveal"): Promise<boolean> {
    const place = fields.place();
    if (place === undefined) return false;
    const answer = await agent.send("Runtime.evaluate", { expression: `virtuField.${call}()`, contextId: place.contextId, returnByValue: true }, place.sessionId);
    return answer.ok && JSON.stringify(answer.value).includes('"value":true');
  }

  contents.setWebRTCIPHandlingPolicy(service.permissions.length > 0 ? "default_public_interface_only" : "disable_non_proxied_udp");
  void begin();
  pulse.start();

  return {
    contents,
    contentsId,
    service,
    chooser,
    state: () => ({
      serviceId: service.id,
      ...status.state(),
      canGoBack: status.overPage() || history.canGoBack(),
      canGoForward: history.canGoForward(),
      chooser: chooser.current(),
      ...media,
      textField: fields.field(wanted, zoom),
    }),
    place(bounds) {
      wanted = bounds;
      show();
    },
    setZoom(factor) {
      if (factor === zoom || !alive()) return;
      zoom = factor;
      if (!contents.isDestroyed()) contents.setZoomFactor(factor);
    },
    navigate(to) {
      if (!alive()) return;
      const go = { back: history.goBack, forward: history.goForward, reload: () => contents.reload(), start: () => load(service.startAddress, {}), stop: () => contents.stop() }[to];
      // Behind a refusal the page itself is still there.
      if (status.overPage() && (to === "back" || to === "reload")) return status.cleared();
      leaving.intend(go);
      go();
    },
    scroll(to) {
      if (wanted === null || !alive()) return;
      const { width, height } = wanted;
      // A wheel moves whatever lies under it: the page, a list in it, a frame of another site.
      void agent.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: width / 2, y: height / 2, deltaX: 0, deltaY: (to === "up" ? -1 : 1) * height * SCROLL_PART });
    },
    async type(keys) {
      return await run(keys.flatMap(commandsFor));
    },
    async fill(text) {
      if (!(await inField("selectAll"))) return err("web/no-field");
      return await run(text === "" ? commandsFor({ kind: "key", key: "Backspace" }) : [insertion(text)]);
    },
    async revealField() {
      return (await inField("reveal")) ? ok(null) : err("web/no-field");
    },
    gotMedia(permission) {
      media[permission] = true;
      changed();
    },
    refresh: show,
    close() {
      if (closed) return;
      closed = true;
      pulse.stop();
      parts.pages.remove(contentsId);
      parts.dialogs.pageChanged();
      // A page in an endless loop would stay for seconds: its process is ended, not asked.
      if (status.state().state === "not-answering" && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
      view.destroy();
    },
  };
}

function inside({ x, y, width, height }: Rectangle, windowWidth: number, windowHeight: number): Rectangle {
  const left = Math.min(x, windowWidth);
  const top = Math.min(y, windowHeight);
  return { x: left, y: top, width: Math.min(width, windowWidth - left), height: Math.min(height, windowHeight - top) };
}
