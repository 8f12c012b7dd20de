import type { DeviceKind, DeviceStatus } from "../../contract/devices.ts";

/**
 * What a person needs to know of a device: `waking` and `lost` mend themselves, `gone` needs staff. The supervisor's
 * finer states are for the staff page.
 */
export type MachineState = "ready" | "busy" | "waking" | "lost" | "gone";

const states: Readonly<Record<DeviceStatus["state"], MachineState>> = {
  ready: "ready",
  busy: "busy",
  connecting: "waking",
  lost: "lost",
  "backing-off": "lost",
  absent: "gone",
  "given-up": "gone",
};

/** A device that has not said anything yet is waking: the device host starts with the visit. */
export function machineState(devices: readonly DeviceStatus[], kind: DeviceKind): MachineState {
  const status = devices.find((device) => device.kind === kind);
  return status === undefined ? "waking" : states[status.state];
}

export function machineReasons(devices: readonly DeviceStatus[], kind: DeviceKind): readonly DeviceStatus["reasons"][number][] {
  return devices.find((device) => device.kind === kind)?.reasons ?? [];
}
