import type { DeviceStatus } from "../../contract/devices.ts";
import type { Clock } from "../clock.ts";
import type { DeviceLink, Supervisor } from "../supervisor.ts";

const decided = (status: DeviceStatus): boolean => status.state !== "connecting" && status.state !== "lost";

/** The status as soon as a look that is under way has ended, at the latest after `limitMs`. */
export function untilDecided(supervisor: Supervisor<DeviceLink>, clock: Clock, limitMs: number): Promise<DeviceStatus> {
  if (decided(supervisor.status())) return Promise.resolve(supervisor.status());
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      clock.clearTimeout(timer);
      resolve(supervisor.status());
    };
    const stop = supervisor.onStatus((status) => {
      if (decided(status)) finish();
    });
    const timer = clock.setTimeout(finish, limitMs);
  });
}
