import type { DeviceSettings } from "../../contract/devices.ts";
import { ok } from "../../contract/result.ts";
import type { Clock as DeviceClock } from "../../devices/clock.ts";
import { openIppClient, type IppClient } from "../../devices/printer/ipp-client.ts";
import { operations } from "../../devices/printer/ipp-message.ts";
import type { Clock } from "../clock.ts";
import type { PrintQueue } from "./print-jobs-target.ts";

/** The booth's printer or CUPS queue, as the wipe sees it; null where the booth has none. */
export function printQueueOf(settings: DeviceSettings["printer"], clock: Clock): PrintQueue | null {
  if (settings.transport === "none") return null;
  const deviceClock: DeviceClock = {
    now: () => clock.steady(),
    today: () => new Date(clock.wall()).toISOString().slice(0, 10),
    setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
    clearTimeout: (timer) => clock.clearTimeout(timer),
  };
  return queueOf(openIppClient(settings.url, { clock: deviceClock }));
}

/**
 * Where the queue can purge (CUPS), a job that has ended must be gone too: its file may still lie in the spool. A printer
 * that cannot keeps only a number and our constant name of it.
 */
export function queueOf(client: Pick<IppClient, "getPrinter" | "purge" | "listJobs">): PrintQueue {
  return {
    purge: () => client.purge(),
    async open() {
      const printer = await client.getPrinter();
      if (!printer.ok) return printer;
      const jobs = await client.listJobs(printer.value.operations.includes(operations.purgeJobs) ? "all" : "not-completed");
      return jobs.ok ? ok(jobs.value.length) : jobs;
    },
  };
}
