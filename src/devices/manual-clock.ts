import type { Clock } from "./clock.ts";

export interface ManualClock extends Clock {
  /**
   * Moves time on, running each timer at its own moment and letting promises settle between and after them.
   * Timers that a callback starts run too if they fall within the span.
   */
  advance(ms: number): Promise<void>;
  /** How many timers wait; a closed adapter must leave none. */
  pending(): number;
}

/** Lets everything run that is already due: microtasks and one turn of the event loop. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A clock for tests that stands still until it is told to move. */
export function createManualClock(today = "2026-01-15"): ManualClock {
  let now = 0;
  let nextId = 1;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();

  const earliest = (until: number): number | undefined => {
    let found: number | undefined;
    for (const [id, timer] of timers) {
      if (timer.at > until) continue;
      const best = found === undefined ? undefined : timers.get(found);
      if (best === undefined || timer.at < best.at) found = id;
    }
    return found;
  };

  return {
    now: () => now,
    today: () => today,
    setTimeout: (callback, ms) => {
      const id = nextId;
      nextId += 1;
      timers.set(id, { at: now + Math.max(0, ms), callback });
      return id;
    },
    clearTimeout: (timer) => {
      if (typeof timer === "number") timers.delete(timer);
    },
    pending: () => timers.size,
    advance: async (ms) => {
      const until = now + ms;
      await settle();
      for (let id = earliest(until); id !== undefined; id = earliest(until)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (timer === undefined) continue;
        now = timer.at;
        timer.callback();
        await settle();
      }
      now = until;
    },
  };
}
