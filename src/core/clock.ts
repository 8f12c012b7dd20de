/** Time as the core sees it: a wall clock for people and opening hours, a steady one for everything that is measured. */
export interface Clock {
  /** Milliseconds since 1970; it may jump (K55), so only opening hours, lock-outs and the log use it. */
  wall(): number;
  /** Milliseconds that never go backwards, fractional; only differences mean anything. */
  steady(): number;
  setTimeout(callback: () => void, ms: number): ClockTimer;
  clearTimeout(timer: ClockTimer | undefined): void;
}

/** Opaque: only to be given back to the clock that made it. */
export type ClockTimer = object | number;

export const systemClock: Clock = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

/** The same clock in the shape of xstate's `clock` option. */
export const xstateClock = (clock: Clock) => ({
  setTimeout: (callback: (...args: unknown[]) => void, ms: number): ClockTimer => clock.setTimeout(() => callback(), ms),
  clearTimeout: (timer: ClockTimer | undefined): void => clock.clearTimeout(timer),
});

/** A promise for `ms` later. */
export const after = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.setTimeout(resolve, ms));

/**
 * The outcome of `work`, or `late()` when it takes longer than `ms`. The work itself goes on; a caller must not mind its
 * late outcome.
 */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>, late: () => T): Promise<T> {
  let timer: ClockTimer | undefined;
  const over = new Promise<T>((resolve) => {
    timer = clock.setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clock.clearTimeout(timer);
  }
}
