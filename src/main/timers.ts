/** Time, as the shell's parts get it: tests hand in their own. */
export interface Timers {
  /** ms since 1970 on the machine's steady clock, with fractions. */
  now(): number;
  /** Calls back once; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void;
}

export const realTimers: Timers = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
