import type { DeviceStatus } from "../contract/devices.ts";
import type { Clock } from "./clock.ts";
import { supervisorDelays } from "./supervisor-machine.ts";
import type { DeviceLink, Supervisor } from "./supervisor.ts";

/**
 * For the staff page's check: looks at once, whatever the wait, and answers the status when it is known how that went. A device
 * that works is left alone; one that is just being let go of is looked for when that is done.
 */
export async function recheck(supervisor: Supervisor<DeviceLink>, clock: Clock): Promise<DeviceStatus> {
  await whenNot("lost", supervisor, clock, supervisorDelays.closeLimit);
  supervisor.retry();
  await whenNot("connecting", supervisor, clock, supervisorDelays.openLimit);
  return supervisor.status();
}

/** Waits until the device is in another state, for twice the time that the supervisor itself allows that state. */
async function whenNot(
  state: DeviceStatus["state"], supervisor: Supervisor<DeviceLink>, clock: Clock, limitMs: number,
): Promise<void> {
  if (supervisor.status().state !== state) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      stop();
      clock.clearTimeout(timer);
      resolve();
    };
    const stop = supervisor.onStatus((status) => {
      if (status.state !== state) finish();
    });
    const timer = clock.setTimeout(finish, 2 * limitMs);
  });
}
