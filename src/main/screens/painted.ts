import type { Snapshot } from "../../contract/snapshot.ts";
import type { Timers } from "../timers.ts";

type Version = Pick<Snapshot, "epoch" | "revision">;

/** Which snapshot the screens have drawn, by their own report. */
export interface PaintedWatch {
  painted(version: Version): void;
  /** Resolves when this or a newer snapshot is drawn: true; after the limit: false. */
  reached(version: Version, limitMs: number): Promise<boolean>;
}

export function createPaintedWatch(timers: Timers): PaintedWatch {
  let last: Version | undefined;
  const waiting = new Set<() => boolean>();
  const has = (wanted: Version) =>
    last !== undefined && (last.epoch > wanted.epoch || (last.epoch === wanted.epoch && last.revision >= wanted.revision));
  return {
    painted(version) {
      last = version;
      for (const settle of waiting) {
        if (settle()) waiting.delete(settle);
      }
    },
    reached(version, limitMs) {
      if (has(version)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = () => {
          if (!has(version)) return false;
          stop();
          resolve(true);
          return true;
        };
        const stop = timers.after(limitMs, () => {
          waiting.delete(settle);
          resolve(false);
        });
        waiting.add(settle);
      });
    },
  };
}
