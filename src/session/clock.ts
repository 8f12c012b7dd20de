/** Time as this room sees it, so that no test waits for a real second. */
export interface SessionClock {
  /** Milliseconds since 1970. Anchored to the machine's own counter: a wall clock that is set in mid-visit moves nothing (K55). */
  now(): number;
  setTimeout(callback: () => void, ms: number): ClockTimer;
  clearTimeout(timer: ClockTimer | undefined): void;
}

/** Opaque: only to be given back to the clock that made it. */
export type ClockTimer = object | number;

/** Longest that Node's own timers take; more would fire at once. */
const longestTimerMs = 2_147_483_647;

export interface AnchoredClock extends SessionClock {
  /** Takes the wall clock anew; done between visits only, when no instant of a visit hangs on it. */
  anchor(): void;
}

export function createAnchoredClock(): AnchoredClock {
  let offset = Date.now() - performance.now();
  return {
    now: () => offset + performance.now(),
    anchor: () => {
      offset = Date.now() - performance.now();
    },
    setTimeout: (callback, ms) => setTimeout(callback, Math.min(Math.max(0, ms), longestTimerMs)),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
  };
}

/** The same clock in the shape of xstate's `clock` option. */
export const xstateClock = (clock: SessionClock) => ({
  setTimeout: (callback: (...args: unknown[]) => void, ms: number): ClockTimer => clock.setTimeout(() => callback(), ms),
  clearTimeout: (timer: ClockTimer | undefined): void => clock.clearTimeout(timer),
});
