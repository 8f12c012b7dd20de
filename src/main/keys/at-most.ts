import type { Timers } from "../timers.ts";

/** Calls through at most once in so many ms; what comes in between is dropped. */
export function atMostEvery(ms: number, timers: Timers, call: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = timers.now();
    if (now - last < ms) return;
    last = now;
    call();
  };
}
