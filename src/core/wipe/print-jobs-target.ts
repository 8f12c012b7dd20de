import { after, type Clock } from "../clock.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { WipeTarget } from "./target.ts";

/** The queue as the wipe needs it; `purge` ends every job and has history and files removed where the printer can do that. */
export interface PrintQueue {
  purge(): Promise<Result<null>>;
  /** Jobs that have not ended. */
  open(): Promise<Result<number>>;
}

/** A printer needs a moment to park a sheet before a cancelled job has ended (RFC 8011: `processing-to-stop-point`). */
const settleMs = 2_500;
const lookAgainMs = 25;

/**
 * `mayBeUnreachable`: the visit has not printed. A printer that is switched off then holds nothing of it, and does not
 * close the booth; the next wipe purges it.
 */
export function printJobsTarget(queue: PrintQueue | null, clock: Clock, mayBeUnreachable: () => boolean): WipeTarget {
  if (queue === null) return { name: "print-jobs", absent: true, wipe: () => Promise.resolve(ok({ removed: 0 })), verify: () => Promise.resolve(ok({ checked: 0, left: 0 })) };
  let reached = false;
  return {
    name: "print-jobs",
    async wipe() {
      const before = await queue.open();
      if (!before.ok) return mayBeUnreachable() ? ok({ removed: 0 }) : before;
      reached = true;
      const purged = await queue.purge();
      return purged.ok ? ok({ removed: before.value }) : purged;
    },
    async verify() {
      if (!reached) return mayBeUnreachable() ? ok({ checked: 0, left: 0 }) : err("wipe/printer-not-reached");
      const start = clock.steady();
      for (;;) {
        const open = await queue.open();
        if (!open.ok) return open;
        if (open.value === 0 || clock.steady() - start >= settleMs) return ok({ checked: 1, left: open.value });
        await after(clock, lookAgainMs);
      }
    },
  };
}
