import { createManualClock, settle } from "../../devices/manual-clock.ts";
import type { Clock } from "../clock.ts";

export { settle };

export interface TestClock extends Clock {
  /** Moves both clocks on and runs what falls due. */
  advance(ms: number): Promise<void>;
  /** Lets the wall clock jump, as after a summer-time change or a time server's word. */
  jumpWall(ms: number): void;
  pending(): number;
}

/** 2026-01-15 12:00 in Helsinki, a Thursday. */
export const testStart = Date.UTC(2026, 0, 15, 10, 0, 0);

/** A clock that stands still until it is told to move. */
export function createTestClock(wallStart = testStart): TestClock {
  const steady = createManualClock();
  let offset = wallStart;
  return {
    wall: () => offset + steady.now(),
    steady: () => steady.now(),
    setTimeout: (callback, ms) => steady.setTimeout(callback, ms),
    clearTimeout: (timer) => steady.clearTimeout(timer),
    advance: (ms) => steady.advance(ms),
    jumpWall: (ms) => {
      offset += ms;
    },
    pending: () => steady.pending(),
  };
}
