import type { Clock, ClockTimer } from "../clock.ts";

export interface HeartbeatParts {
  readonly clock: Clock;
  /** True when the screen answered, or when there was none to ask. */
  readonly probe: () => Promise<boolean>;
  readonly onHung: () => void;
}

export interface Heartbeat {
  start(): void;
  stop(): void;
}

export const heartbeatTimes = {
  /** Between two beats: with the beat's own limit of 3 s a hung screen is seen within 10 s at the worst, at next to no cost. */
  everyMs: 2_000,
  /** A single late beat may be a busy machine. */
  missesAllowed: 1,
} as const;

/** Asks the screen again and again whether it lives; the next beat comes only after the answer to the last. */
export function createHeartbeat(parts: HeartbeatParts): Heartbeat {
  let timer: ClockTimer | undefined;
  let run = 0;
  let misses = 0;

  const beat = async (mine: number): Promise<void> => {
    const alive = await parts.probe();
    if (mine !== run) return;
    misses = alive ? 0 : misses + 1;
    if (misses > heartbeatTimes.missesAllowed) {
      misses = 0;
      parts.onHung();
    }
    plan(mine);
  };
  const plan = (mine: number): void => {
    timer = parts.clock.setTimeout(() => void beat(mine), heartbeatTimes.everyMs);
  };

  return {
    start() {
      parts.clock.clearTimeout(timer);
      run += 1;
      misses = 0;
      plan(run);
    },
    stop() {
      run += 1;
      parts.clock.clearTimeout(timer);
    },
  };
}
