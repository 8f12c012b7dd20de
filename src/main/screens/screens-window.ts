import { BrowserWindow, screen, type Session } from "electron";
import { join } from "node:path";
import type { Refusal } from "../../contract/refusals.ts";
import type { WindowPush } from "../../contract/shell-window.ts";
import { pushChannel } from "./channels.ts";
import { screensOrigin, screensStart } from "./screens-files.ts";

/** The night of the look (`--night-0`): what is seen before the first frame. */
const BACKGROUND = "#06181f";

export interface ScreensWindow {
  readonly window: BrowserWindow;
  push(push: WindowPush): void;
  /** Above all others, with the keyboard. */
  raise(): void;
  hide(): void;
  /** Whether an IPC message comes from the main frame of this window with our own page in it. */
  readonly isOurs: (event: Electron.IpcMainInvokeEvent) => boolean;
}

/** The one window: frameless, over the whole screen unless a size is given, hidden until the session says so. */
export function createScreensWindow(session: Session, size: { readonly width: number; readonly height: number } | null): ScreensWindow {
  const bounds = size === null ? screen.getPrimaryDisplay().bounds : { x: 0, y: 0, ...size };
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: size === null,
    kiosk: size === null,
    skipTaskbar: true,
    hasShadow: false,
    autoHideMenuBar: true,
    enableLargerThanScreen: true,
    backgroundColor: BACKGROUND,
    webPreferences: {
      session,
      preload: join(__dirname, "preload-screens.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      disableDialogs: true,
      plugins: false,
      autoplayPolicy: "no-user-gesture-required",
    },
  });
  // A window manager's wish (Alt+F4) is no reason to leave; the session process's end is.
  window.on("close", (event) => event.preventDefault());
  // A screen that is turned, or comes on later than the booth.
  if (size === null) screen.on("display-metrics-changed", () => window.setBounds(screen.getPrimaryDisplay().bounds));
  void window.loadURL(screensStart).catch(() => undefined);
  const { webContents } = window;
  return {
    window,
    push: (push) => {
      if (!webContents.isDestroyed()) webContents.send(pushChannel, push);
    },
    raise() {
      window.show();
      window.moveTop();
      window.setAlwaysOnTop(true, "screen-saver");
      window.focus();
      webContents.focus();
    },
    hide: () => window.hide(),
    isOurs: (event) =>
      event.sender === webContents && event.senderFrame === webContents.mainFrame && (event.senderFrame.url === screensStart || event.senderFrame.url.startsWith(`${screensOrigin}/`)),
  };
}

/** The screens load their own files, open nothing, download nothing and are allowed nothing. */
export function guardScreens({ window }: ScreensWindow, session: Session, refuse: (refusal: Refusal) => void): void {
  const { webContents } = window;
  webContents.on("will-navigate", (event) => {
    event.preventDefault();
    refuse("navigation");
  });
  webContents.setWindowOpenHandler(() => {
    refuse("window");
    return { action: "deny" };
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = details.url.startsWith(`${screensOrigin}/`) || details.url.startsWith("blob:") || details.url.startsWith("data:");
    if (!own) refuse("resource");
    answer({ cancel: !own });
  });
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    refuse("permission");
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => {
    event.preventDefault();
    refuse("download");
  });
}
