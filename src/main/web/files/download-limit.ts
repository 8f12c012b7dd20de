import type { Timers } from "../../timers.ts";

/** So many at once, and so many in ten seconds: a page that starts a thousand gets the first few (K35). */
const AT_ONCE = 3;
const PER_WINDOW = 10;
const WINDOW_MS = 10_000;

export interface DownloadLimit {
  /** Whether one more may start; it then has to `end`. */
  start(): boolean;
  end(): void;
}

export function createDownloadLimit(timers: Timers): DownloadLimit {
  let running = 0;
  let started: number[] = [];
  return {
    start() {
      const now = timers.now();
      started = started.filter((at) => now - at < WINDOW_MS);
      if (running >= AT_ONCE || started.length >= PER_WINDOW) return false;
      started.push(now);
      running += 1;
      return true;
    },
    end() {
      running -= 1;
    },
  };
}
