import type { MeasureSample } from "../../contract/reading.ts";
import { notificationOf, pulseOf } from "./notification.ts";
import type { Part } from "./notification.ts";
import { oxygenSamples } from "./oxygen-status.ts";

type Field = "saturation" | "pulse" | "time" | "measurement-status" | "sensor-status" | "pulse-amplitude";

/** Pulse Oximeter Service 1.0.1, PLX Spot-Check Measurement. */
const parts: readonly Part<Field>[] = [
  { name: "saturation", size: 2, bit: null },
  { name: "pulse", size: 2, bit: null },
  { name: "time", size: 7, bit: 0 },
  { name: "measurement-status", size: 2, bit: 1 },
  { name: "sensor-status", size: 3, bit: 2 },
  { name: "pulse-amplitude", size: 2, bit: 3 },
];
const clockNotSetFlag = 4;

/**
 * Reads one PLX Spot-Check Measurement (characteristic 0x2A5E, indicated). Where the device says that its clock was never set, its time
 * is not told. "From storage" makes the value `stored`.
 * @returns nothing where the length is not that of the flags; a reason where there is no saturation
 */
export function decodeOxygenSpotCheck(bytes: Uint8Array): readonly MeasureSample[] {
  const notification = notificationOf(bytes, parts);
  if (notification === null) return [];
  return oxygenSamples({
    saturation: notification.sfloat("saturation"),
    pulse: pulseOf(notification, "pulse"),
    measurementStatus: notification.unsigned("measurement-status"),
    sensorStatus: notification.unsigned("sensor-status"),
    deviceTime: notification.flag(clockNotSetFlag) ? null : notification.time("time"),
  });
}
