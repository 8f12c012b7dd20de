import type { DeviceEvent, DeviceStatus } from "../contract/devices.ts";
import type { DeviceHostClient } from "./device-host-client/client.ts";
import type { ScanPort } from "./paper/scan-port.ts";
import type { WorldEvent } from "./visit/context.ts";

export interface DeviceEventDeps {
  readonly devices: () => DeviceHostClient | null;
  readonly send: (event: WorldEvent) => void;
  readonly scans: Pick<ScanPort, "page">;
}

const isThere = (state: DeviceStatus["state"] | undefined): boolean => state === "ready" || state === "busy";

/** Turns what the device host says into the statechart's events, and asks a device that has just come what it can do. */
export function createDeviceEvents(deps: DeviceEventDeps): (event: DeviceEvent) => void {
  const states = new Map<DeviceStatus["kind"], DeviceStatus["state"]>();

  const learn = async (kind: DeviceStatus["kind"]): Promise<void> => {
    const client = deps.devices();
    if (client === null) return;
    if (kind === "scanner") {
      const found = await client.request("scanner.capabilities", {});
      if (isThere(states.get(kind))) deps.send({ type: "device.scanner", scanner: found.ok ? found.value : null });
    } else if (kind === "printer") {
      const found = await client.request("printer.capabilities", {});
      if (isThere(states.get(kind))) deps.send({ type: "device.printer", printer: found.ok ? found.value : null });
    }
  };
  const follow = (status: DeviceStatus): void => {
    const wasThere = isThere(states.get(status.kind));
    states.set(status.kind, status.state);
    deps.send({ type: "device.status", status });
    if (isThere(status.state) === wasThere) return;
    if (!wasThere) void learn(status.kind);
    else if (status.kind === "scanner") deps.send({ type: "device.scanner", scanner: null });
    else if (status.kind === "printer") deps.send({ type: "device.printer", printer: null });
  };

  return (event) => {
    switch (event.event) {
      case "device.status":
        return follow(event.status);
      case "barcode.scan":
        return deps.send({ type: "barcode.scan", scan: event.scan });
      case "scanner.progress":
        return deps.send({ type: "scan.progress", jobId: event.jobId, page: event.page, fraction: event.fraction });
      case "scanner.page":
        return deps.scans.page(event.page);
      case "printer.progress":
        return deps.send({ type: "print.progress", progress: event.progress });
    }
  };
}
