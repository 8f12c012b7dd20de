import type { Timers } from "../../timers.ts";

/** A page that lives answers in milliseconds; a slow machine with a heavy page gets this much patience twice. */
const PAUSE_MS = 2_500;

export interface Pulse {
  start(): void;
  stop(): void;
}

/**
 * Asks the page again and again whether it lives: Chromium itself notices an endless loop only when somebody touches the page,
 * and late. `beat` has a time limit of its own.
 */
export function createPulse(parts: {
  readonly timers: Timers;
  readonly beat: () => Promise<boolean>;
  /** Whether the page can be expected to answer now. */
  readonly listening: () => boolean;
  readonly onChange: (alive: boolean) => void;
}): Pulse {
  let stopTimer: (() => void) | undefined;
  let running = false;
  const next = () => {
    stopTimer = parts.timers.after(PAUSE_MS, () => void look());
  };
  async function look(): Promise<void> {
    if (parts.listening()) {
      const alive = await parts.beat();
      // A dialog may have opened in between: then silence means nothing.
      if (running && (alive || parts.listening())) parts.onChange(alive);
    }
    if (running) next();
  }
  return {
    start() {
      running = true;
      next();
    },
    stop() {
      running = false;
      stopTimer?.();
    },
  };
}
