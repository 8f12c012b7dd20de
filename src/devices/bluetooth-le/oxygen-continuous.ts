import type { MeasureSample } from "../../contract/reading.ts";
import { notificationOf, pulseOf } from "./notification.ts";
import type { Part } from "./notification.ts";
import { oxygenSamples } from "./oxygen-status.ts";

type Field = "saturation" | "pulse" | "fast" | "slow" | "measurement-status" | "sensor-status" | "pulse-amplitude";

/** Pulse Oximeter Service 1.0.1, PLX Continuous Measurement; `fast` and `slow` are a pair of SFLOATs each. */
const parts: readonly Part<Field>[] = [
  { name: "saturation", size: 2, bit: null },
  { name: "pulse", size: 2, bit: null },
  { name: "fast", size: 4, bit: 0 },
  { name: "slow", size: 4, bit: 1 },
  { name: "measurement-status", size: 2, bit: 2 },
  { name: "sensor-status", size: 3, bit: 3 },
  { name: "pulse-amplitude", size: 2, bit: 4 },
];

/**
 * Reads one PLX Continuous Measurement (characteristic 0x2A5F, notified about once a second): the normal averaging, which every device
 * has; the fast and slow ones are for waveforms and alarms. It has no time: it is now, unless the device says "from storage".
 * @returns nothing where the length is not that of the flags; a reason where there is no saturation
 */
export function decodeOxygenContinuous(bytes: Uint8Array): readonly MeasureSample[] {
  const notification = notificationOf(bytes, parts);
  if (notification === null) return [];
  return oxygenSamples({
    saturation: notification.sfloat("saturation"),
    pulse: pulseOf(notification, "pulse"),
    measurementStatus: notification.unsigned("measurement-status"),
    sensorStatus: notification.unsigned("sensor-status"),
    deviceTime: null,
  });
}
