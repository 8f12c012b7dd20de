import type { Timers } from "../timers.ts";

/** A clock that a test moves by hand. */
export interface ManualTimers extends Timers {
  advance(ms: number): void;
}

export function manualTimers(start = 1_000): ManualTimers {
  let now = start;
  const due = new Map<number, { at: number; callback: () => void }>();
  let last = 0;
  return {
    now: () => now,
    after(ms, callback) {
      const id = ++last;
      due.set(id, { at: now + ms, callback });
      return () => {
        due.delete(id);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...due].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
        if (next === undefined) break;
        due.delete(next[0]);
        now = next[1].at;
        next[1].callback();
      }
      now = end;
    },
  };
}
