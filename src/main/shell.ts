import { app, clipboard, ipcMain, session } from "electron";
import { config } from "zod";
import { err, ok, type Result } from "../contract/result.ts";
import type { Action } from "../contract/actions.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { clearClipboards } from "./clipboards.ts";
import { atMostEvery } from "./keys/at-most.ts";
import { guardKeys } from "./keys/key-guard.ts";
import { createWedgeDetector } from "./keys/wedge.ts";
import { invokeChannel } from "./screens/channels.ts";
import { createFrameProbe } from "./screens/frame-probe.ts";
import { createPaintedWatch } from "./screens/painted.ts";
import { guardScreens, type ScreensWindow } from "./screens/screens-window.ts";
import { createWindowDispatcher, type WindowHandlers } from "./screens/window-ipc.ts";
import { createRefusalCounter } from "./session/refusal-counter.ts";
import { openSessionLink, type SessionLink, type ShellHandlers } from "./session/session-link.ts";
import type { ShellEnvironment } from "./start/environment.ts";
import { realTimers } from "./timers.ts";
import { createWeb } from "./web/web.ts";

// A shell lives for one visit: compiling its schemas takes longer than it saves.
config({ jitless: true });

/** Exit code of a shell whose session process did not take it (sysexits: EX_UNAVAILABLE). */
const EXIT_UNAVAILABLE = 69;
/** The screens draw a new snapshot in far less; a screen that does not is shown all the same and the probe tells. */
const PAINT_LIMIT_MS = 1_000;
/** Screens that die this often within a minute will die again: the core gets to know. */
const MAX_LOST_SCREENS = 3;
/** The contract's bound for `touched`. */
const TOUCHED_MS = 1_000;
/** The keyboard on the screen hides once; a person types on. */
const HARDWARE_KEY_MS = 500;
/** What a person does with a hand; a mouse that lies still moves whenever the page under it does. */
const touches: ReadonlySet<string> = new Set(["mouseDown", "mouseWheel", "touchStart", "gestureTapDown", "pointerDown"]);

const versions = { electron: process.versions.electron, chromium: process.versions.chrome };

/**
 * One shell from its window to the end of its session process: the parts and how they hang together. `loading` settles when the window is busy with its own program: what we do meanwhile delays nothing.
 */
export async function runShell(environment: ShellEnvironment, screens: ScreensWindow, loading: Promise<void>): Promise<void> {
  let link: SessionLink | undefined;
  let latest: Snapshot | undefined;
  /** A shell belongs to one session process at a time and lives no longer than it; while it moves, the old one may go. */
  const bindings = { made: 0, current: 0, trying: false, lost: false };
  const refusals = createRefusalCounter((refusal, count) => link?.peer.notify("refused", { refusal, count }), realTimers);
  guardScreens(screens, session.defaultSession, refusals.count);
  const painted = createPaintedWatch(realTimers);
  const frames = createFrameProbe((id) => screens.push({ push: "probe", id }), realTimers);
  const gone = err("session/gone");
  const act = (action: Action) => {
    // What the session thinks of it, its next snapshot says.
    if (latest !== undefined) void link?.peer.request("act", { epoch: latest.epoch, action });
  };
  const onActivity = atMostEvery(TOUCHED_MS, realTimers, () => act({ type: "touched" }));
  const onHardwareKey = atMostEvery(HARDWARE_KEY_MS, realTimers, () => screens.push({ push: "hardware-key" }));
  const wedgeDetector = createWedgeDetector(realTimers, (text) => act({ type: "wedge-text", text }));
  const awaitsCode = () => link?.hello.booth.barcodeTransport === "keyboard-wedge" && latest?.screen.name === "bill" && latest.screen.stage === "waiting";
  const keyParts = { refuse: refusals.count, onHardwareKey, onActivity, wedge: () => (awaitsCode() ? wedgeDetector : null) };
  const web = createWeb({
    screens,
    refuse: refusals.count,
    timers: realTimers,
    peer: () => link?.peer,
    onActivity,
    onPage: (contents) => guardKeys(contents, { ...keyParts, onPrint: () => web.print() }),
  });
  guardKeys(screens.window.webContents, { ...keyParts, onPrint: null });
  screens.window.webContents.on("input-event", (_event, input) => {
    if (touches.has(input.type)) onActivity();
  });

  const follow = (snapshot: Snapshot) => {
    latest = snapshot;
    screens.push({ push: "snapshot", snapshot });
    web.follow(snapshot);
  };

  const show = async (): Promise<Result<{ paintedAtMs: number }>> => {
    screens.raise();
    // Side by side: the frame that is asked for may be the one that has the latest snapshot.
    const [frame] = await Promise.all([frames.probe(), latest === undefined ? true : painted.reached(latest, PAINT_LIMIT_MS)]);
    return frame.ok ? ok({ paintedAtMs: realTimers.now() }) : frame;
  };

  const shellHandlers: ShellHandlers = {
    show,
    hide: () => {
      screens.hide();
      return Promise.resolve(ok(null));
    },
    probe: async () => {
      const frame = await frames.probe();
      return frame.ok ? ok({ frameMs: frame.value.frameMs }) : frame;
    },
    "log-out": (params) => web.logOut(params.serviceIds, params.limitMs),
    "clipboard.clear": async () => ok(await clearClipboards(clipboard)),
    rebind: async ({ socket, token }) => {
      bindings.trying = true;
      const taken = await bind(socket, token, false);
      bindings.trying = false;
      if (!taken.ok && bindings.lost) app.exit(0);
      return taken;
    },
  };

  async function bind(socket: string, token: string, starting: boolean): Promise<Result<null>> {
    const own = ++bindings.made;
    const opened = await openSessionLink({
      socket,
      token,
      versions,
      starting,
      handlers: shellHandlers,
      onSnapshot: follow,
      onBad: () => refusals.count("bad-rpc"),
      onClosed: () => {
        if (own !== bindings.current) return;
        bindings.lost = true;
        if (!bindings.trying) app.exit(0);
      },
    });
    if (!opened.ok) return opened;
    const old = link;
    link = opened.value;
    bindings.current = own;
    web.close();
    web.bind(opened.value.hello);
    follow(opened.value.hello.snapshot);
    // The old session process hears our answer first.
    if (old !== undefined) realTimers.after(200, () => old.leave());
    return ok(null);
  }

  const bound = loading.then(() => bind(environment.socket, environment.token, true));

  const windowHandlers: WindowHandlers = {
    ...web.handlers,
    "screens-ready": async () => {
      if (!(await bound).ok) return gone;
      frames.listening();
      if (link === undefined || latest === undefined) return gone;
      return ok({ booth: link.hello.booth, services: JSON.stringify(link.hello.services), snapshot: latest, web: web.state() });
    },
    painted: (version) => {
      painted.painted(version);
      return Promise.resolve(ok(null));
    },
    probed: ({ id }) => Promise.resolve(frames.answered(id) ? ok(null) : err("window/no-probe")),
    act: async (params) => (await link?.peer.request("act", params)) ?? gone,
    "document-picture": async (params) => (await link?.peer.request("document.picture", params)) ?? gone,
    "scan-picture": async (params) => (await link?.peer.request("scan.picture", params)) ?? gone,
    say: async (params) => (await link?.peer.request("speech.say", params)) ?? gone,
  };
  const dispatch = createWindowDispatcher<Electron.IpcMainInvokeEvent>({ handlers: windowHandlers, isOurs: screens.isOurs, refuse: refusals.count });
  ipcMain.handle(invokeChannel, (event, method: unknown, params: unknown) => dispatch(event, method, params));

  let lost: number[] = [];
  screens.window.webContents.on("render-process-gone", () => {
    link?.peer.notify("renderer.lost", { which: "screens" });
    const now = realTimers.now();
    lost = [...lost.filter((at) => now - at < 60_000), now];
    if (lost.length >= MAX_LOST_SCREENS) app.exit(EXIT_UNAVAILABLE);
    else screens.window.webContents.reload();
  });

  const taken = await bound;
  if (!taken.ok) app.exit(EXIT_UNAVAILABLE);
}
