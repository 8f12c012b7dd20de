import type { SessionClock } from "../clock.ts";

export interface ManualClock extends SessionClock {
  /** Moves time on, running each timer at its own moment and letting promises settle between them. */
  advance(ms: number): Promise<void>;
  pending(): number;
}

/** Lets everything run that is already due: microtasks and a few turns of the event loop. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A clock for tests that stands still until it is told to move. */
export function createManualClock(start = Date.UTC(2026, 0, 15, 8, 0, 0)): ManualClock {
  let now = start;
  let nextId = 1;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  const firstUntil = (until: number) =>
    [...timers].filter(([, timer]) => timer.at <= until).sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)[0];
  return {
    now: () => now,
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
      for (let due = firstUntil(until); due !== undefined; due = firstUntil(until)) {
        const [id, timer] = due;
        timers.delete(id);
        now = timer.at;
        timer.callback();
        await settle();
      }
      now = until;
    },
  };
}
