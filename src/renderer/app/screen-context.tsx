import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Action, ActionType } from "../../contract/actions.ts";
import type { Result } from "../../contract/result.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import type { ScreenState, ScreenStore } from "./screen-store.ts";

const StoreContext = createContext<ScreenStore | null>(null);
const StateContext = createContext<ScreenState | null>(null);

export const StoreProvider = StoreContext.Provider;
/** Holds the ready state for everything below; the app shows nothing of a visit before it is there. */
export const ScreenStateProvider = StateContext.Provider;

/** The store itself: for `tell`, `client` and the app's own parts. */
export function useStore(): ScreenStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("useStore outside StoreProvider");
  return store;
}

/** The store's state, re-read with every change. Only the app uses it; screens use {@link useScreens}. */
export function useStoreState() {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.state);
}

/** Booth, services, snapshot, embedded page. */
export function useScreens(): ScreenState {
  const state = useContext(StateContext);
  if (state === null) throw new Error("useScreens before the screens are ready");
  return state;
}

export function useSnapshot(): Snapshot {
  return useScreens().snapshot;
}

/**
 * Sends what the person did. The answer is a Result for the few who need it; a refusal is told to the person by the app.
 * @example const act = useAct(); <Button onPress={() => void act({ type: "scan-start" })}>
 */
export function useAct(): (action: Action) => Promise<Result<null>> {
  return useStore().act;
}

/** True while an action of this type has been sent and not answered. */
export function useBusy(type: ActionType | undefined): boolean {
  const { underWay } = useScreens();
  return type !== undefined && underWay.has(type);
}

/** Milliseconds since 1970 by the session's clock, ticking every `everyMs`. */
export function useNow(everyMs: number): number {
  const { snapshot, receivedAt } = useScreens();
  const read = useCallback(() => Math.max(snapshot.now, snapshot.now + performance.now() - receivedAt), [snapshot.now, receivedAt]);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return read();
}
