import type { Refusal } from "../../contract/refusals.ts";
import type { Timers } from "../timers.ts";

/** A page may be refused a thousand times a second: the session hears of it once a second a kind. */
const BATCH_MS = 1_000;
/** The largest count that a message holds. */
const MAX_COUNT = 100_000;

export interface RefusalCounter {
  readonly count: (refusal: Refusal) => void;
  /** Sends what has gathered at once. */
  readonly flush: () => void;
}

export function createRefusalCounter(send: (refusal: Refusal, count: number) => void, timers: Timers): RefusalCounter {
  const counts = new Map<Refusal, number>();
  let stop: (() => void) | undefined;
  const flush = () => {
    stop?.();
    stop = undefined;
    for (const [refusal, count] of counts) send(refusal, Math.min(count, MAX_COUNT));
    counts.clear();
  };
  return {
    count(refusal) {
      counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
      stop ??= timers.after(BATCH_MS, flush);
    },
    flush,
  };
}
