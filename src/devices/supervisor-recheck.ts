import type { DeviceStatus } from "../contract/devices.ts";
import type { Clock } from "./clock.ts";
import { supervisorDelays } from "./supervisor-machine.ts";
import type { DeviceLink, Supervisor } from "./supervisor.ts";

const undecided = (status: DeviceStatus): boolean => status.state === "connecting" || status.state === "lost";

/**
 * For the staff page's check: looks at once, whatever the wait, and answers the status when it is known how that went. A device
 * that works is left alone.
 */
export async function recheck(supervisor: Supervisor<DeviceLink>, clock: Clock): Promise<DeviceStatus> {
  supervisor.retry();
  if (!undecided(supervisor.status())) return supervisor.status();
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      clock.clearTimeout(timer);
      resolve(supervisor.status());
    };
    const stop = supervisor.onStatus((status) => {
      if (!undecided(status)) finish();
    });
    const timer = clock.setTimeout(finish, supervisorDelays.openLimit + supervisorDelays.closeLimit);
  });
}
