/** Time as the device room sees it, so that no test waits for a real second. */
export interface Clock {
  /** Milliseconds of a clock that never goes backwards; only differences mean anything. */
  now(): number;
  /** Local calendar day `YYYY-MM-DD` of the booth. */
  today(): string;
  setTimeout(callback: () => void, ms: number): ClockTimer;
  clearTimeout(timer: ClockTimer | undefined): void;
}

/** Opaque: only to be given back to the clock that made it. */
export type ClockTimer = object | number;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

export const systemClock: Clock = {
  now: () => performance.now(),
  today: () => {
    const date = new Date();
    return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
  },
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

/** The same clock in the shape of xstate's `clock` option. */
export const xstateClock = (clock: Clock) => ({
  setTimeout: (callback: (...args: unknown[]) => void, ms: number): ClockTimer => clock.setTimeout(() => callback(), ms),
  clearTimeout: (timer: ClockTimer | undefined): void => clock.clearTimeout(timer),
});
