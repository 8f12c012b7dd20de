import { err, ok, type Result } from "../../contract/result.ts";
import type { Timers } from "../timers.ts";

/** A screen that does not paint within this is dead: the bar for a swap is 100 ms. */
const PROBE_LIMIT_MS = 5_000;

export interface FrameProbe {
  /** A round trip through the screens' event loop and a painted frame. Error: `shell/no-frame`. */
  probe(): Promise<Result<{ readonly frameMs: number }>>;
  /** The screens' answer; false for an id that nobody waits for. */
  answered(id: number): boolean;
  /** The screens have only now begun to listen: what is still open is asked again. */
  listening(): void;
}

/** Asks the screens for frames: `push` carries the question. */
export function createFrameProbe(push: (id: number) => void, timers: Timers): FrameProbe {
  const waiting = new Map<number, () => void>();
  let last = 0;
  return {
    probe() {
      const id = ++last;
      const from = timers.now();
      return new Promise((resolve) => {
        const stop = timers.after(PROBE_LIMIT_MS, () => {
          waiting.delete(id);
          resolve(err("shell/no-frame"));
        });
        waiting.set(id, () => {
          stop();
          resolve(ok({ frameMs: timers.now() - from }));
        });
        push(id);
      });
    },
    answered(id) {
      const settle = waiting.get(id);
      waiting.delete(id);
      settle?.();
      return settle !== undefined;
    },
    listening() {
      for (const id of waiting.keys()) push(id);
    },
  };
}
