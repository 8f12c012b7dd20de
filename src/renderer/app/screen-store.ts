import type { Action, ActionType } from "../../contract/actions.ts";
import type { BoothInfo } from "../../contract/booth.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import type { ServiceTray } from "../../contract/service-tray.ts";
import type { WebState } from "../../contract/shell-window.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import type { WindowClient } from "../../contract/window-api.ts";

/** All that the screens draw from. Everything but the last three fields comes from the main process as it stands. */
export interface ScreenState {
  readonly booth: BoothInfo;
  readonly services: ServiceTray;
  readonly snapshot: Snapshot;
  readonly web: WebState;
  /** This window's clock (`performance.now()`) when the snapshot came: it counts on from `snapshot.now`. */
  readonly receivedAt: number;
  /** Actions that have been sent and not answered. */
  readonly underWay: ReadonlySet<ActionType>;
  /** A refused action or a failed call: told once, until it is seen. */
  readonly problem: CodedError | null;
}

/** The state before the main process has answered `screens-ready`. */
export type StoreState = { readonly phase: "starting" } | { readonly phase: "failed" } | ({ readonly phase: "ready" } & ScreenState);

/** Holds the state, sends actions. React reads it through `useScreens` and friends. */
export interface ScreenStore {
  readonly client: WindowClient;
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => StoreState;
  /** Asks the main process for everything and follows its pushes; may be called again after it `failed`. */
  readonly open: () => Promise<void>;
  /** Sends what a person did. A second touch of the same kind while the first is under way is left out. */
  readonly act: (action: Action) => Promise<Result<null>>;
  /** Tells a problem that came from elsewhere, such as a picture or a field of the embedded page. */
  readonly tell: (problem: CodedError) => void;
  readonly problemSeen: () => void;
  /** Probes are answered by the app after a painted frame; a hardware key hides our keyboard. */
  readonly onProbe: (listener: (id: number) => void) => () => void;
  readonly onHardwareKey: (listener: () => void) => () => void;
}

/** Actions that may be sent again at once: each touch of a stepper or a key counts. */
const repeatable: ReadonlySet<ActionType> = new Set(["touched", "wedge-text", "scan-options", "copy-options", "print-options", "scan-rotate", "scan-drop", "scan-move"]);
/** Never shown as busy or as a problem: the person did not ask for it. */
const silent: ReadonlySet<ActionType> = new Set(["touched"]);

export function createScreenStore(client: WindowClient, clock: () => number = () => performance.now()): ScreenStore {
  let state: StoreState = { phase: "starting" };
  const listeners = new Set<() => void>();
  const probes = new Set<(id: number) => void>();
  const keys = new Set<() => void>();
  const set = (next: StoreState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const update = (change: Partial<ScreenState>) => {
    if (state.phase === "ready") set({ ...state, ...change });
  };
  const markUnderWay = (type: ActionType, on: boolean) => {
    if (state.phase !== "ready" || silent.has(type)) return;
    const underWay = new Set(state.underWay);
    if (on) underWay.add(type);
    else underWay.delete(type);
    update({ underWay });
  };
  const listen = <T>(to: Set<T>, listener: T) => {
    to.add(listener);
    return () => void to.delete(listener);
  };

  // Pushes may come before the answer; what they bring is newer than what the answer holds.
  let pushed: { snapshot?: Snapshot; web?: WebState } = {};
  // Nobody asks a second time for the first frame, or only after a second: what was asked before anything was drawn is kept.
  const askedEarly = new Set<number>();
  client.onPush((push) => {
    switch (push.push) {
      case "snapshot":
        pushed = { ...pushed, snapshot: push.snapshot };
        return update({ snapshot: push.snapshot, receivedAt: clock() });
      case "web":
        pushed = { ...pushed, web: push.web };
        return update({ web: push.web });
      case "probe":
        if (probes.size === 0) askedEarly.add(push.id);
        return probes.forEach((listener) => listener(push.id));
      case "hardware-key":
        return keys.forEach((listener) => listener());
    }
  });

  return {
    client,
    subscribe: (listener) => listen(listeners, listener),
    state: () => state,
    onProbe(listener) {
      for (const id of askedEarly) listener(id);
      askedEarly.clear();
      return listen(probes, listener);
    },
    onHardwareKey: (listener) => listen(keys, listener),
    async open() {
      const answer = await client.invoke("screens-ready", {});
      if (!answer.ok) return set({ phase: "failed" });
      set({ phase: "ready", ...answer.value, ...pushed, receivedAt: clock(), underWay: new Set(), problem: null });
    },
    async act(action) {
      if (state.phase !== "ready") return { ok: false, error: { code: "window/not-ready" } };
      if (!repeatable.has(action.type) && state.underWay.has(action.type)) return { ok: true, value: null };
      markUnderWay(action.type, true);
      const result = await client.invoke("act", { epoch: state.snapshot.epoch, action });
      markUnderWay(action.type, false);
      if (!result.ok && !silent.has(action.type)) update({ problem: result.error });
      return result;
    },
    tell: (problem) => update({ problem }),
    problemSeen: () => update({ problem: null }),
  };
}
