import { err, ok, type Result } from "../../contract/result.ts";
import type { Refusal } from "../../contract/refusals.ts";
import type { WebState } from "../../contract/shell-window.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import type { ScreensWindow } from "../screens/screens-window.ts";
import type { WindowHandlers } from "../screens/window-ipc.ts";
import type { Hello, SessionPeer } from "../session/session-link.ts";
import type { Timers } from "../timers.ts";

export interface WebParts {
  readonly screens: ScreensWindow;
  readonly refuse: (refusal: Refusal) => void;
  readonly timers: Timers;
  readonly peer: () => SessionPeer | undefined;
  readonly snapshot: () => Snapshot | undefined;
}

export type WebHandlers = Pick<WindowHandlers, Extract<keyof WindowHandlers, `web-${string}`>>;

/** The embedded web of one shell, as the rest of the shell sees it. */
export interface Web {
  readonly handlers: WebHandlers;
  state(): WebState;
  bind(hello: Hello): void;
  follow(snapshot: Snapshot): void;
  close(): void;
  logOut(serviceIds: readonly string[], limitMs: number): Promise<Result<{ called: number; failed: number }>>;
}

export const noWeb: WebState = {
  serviceId: null, state: "none", reason: null, refusedHost: null, canGoBack: false, canGoForward: false, dialog: null, chooser: null, camera: false, microphone: false,
  textField: null, download: null,
};

export function createWeb(_parts: WebParts): Web {
  const none = () => Promise.resolve(err("web/none"));
  return {
    handlers: {
      "web-place": none, "web-navigate": none, "web-print": none, "web-answer-dialog": none, "web-choose-files": none, "web-type": none, "web-fill": none, "web-scroll-field": none,
    },
    state: () => noWeb,
    bind: () => undefined,
    follow: () => undefined,
    close: () => undefined,
    logOut: () => Promise.resolve(ok({ called: 0, failed: 0 })),
  };
}
