import type { Clock } from "../clock.ts";

/** Three losses within a minute are a fault of the machine, not bad luck. */
export const lossLimits = { count: 3, windowMs: 60_000 } as const;

export interface LossCounter {
  /** Notes a loss now; true when the limit is reached, which also empties the counter. */
  tooMany(): boolean;
}

export function createLossCounter(clock: Clock, limits: { readonly count: number; readonly windowMs: number } = lossLimits): LossCounter {
  let times: number[] = [];
  return {
    tooMany() {
      const now = clock.steady();
      times = [...times.filter((at) => now - at < limits.windowMs), now];
      if (times.length < limits.count) return false;
      times = [];
      return true;
    },
  };
}

/** 1, 2, 4 … 60 s: long enough for a machine to come to rest, short enough that nobody has to be called for a hiccup. */
export const backOffMs = (attempt: number): number => Math.min(60_000, 1000 * 2 ** Math.min(attempt, 6));
