import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { notificationOf } from "./notification.ts";
import type { Part } from "./notification.ts";

type Field = "weight" | "time" | "user" | "body-mass-index" | "height";

/** GATT Specification Supplement, Weight Measurement. Bit 0 of the flags is the unit; bit 3 brings both index and height. */
const parts: readonly Part<Field>[] = [
  { name: "weight", size: 2, bit: null },
  { name: "time", size: 7, bit: 1 },
  { name: "user", size: 1, bit: 2 },
  { name: "body-mass-index", size: 2, bit: 3 },
  { name: "height", size: 2, bit: 3 },
];
const imperialFlag = 0;

/** The scale's word for "measurement unsuccessful". */
const unsuccessful = 0xffff;

/**
 * Reads one Weight Measurement (characteristic 0x2A9D, indicated): steps of 0.005 kg, or of 0.01 lb, which stay pounds. Index and
 * height belong to a user whom the scale remembers and are left alone. The characteristic has no flag of stability: `stable` is null.
 * @returns nothing where the length is not that of the flags; `timed-out` where the scale came to no weight, `underload` where it is 0
 */
export function decodeWeightMeasurement(bytes: Uint8Array): readonly MeasureSample[] {
  const notification = notificationOf(bytes, parts);
  const steps = notification?.unsigned("weight") ?? null;
  if (notification === null || steps === null) return [];
  const without = (reason: MeasureReason): readonly MeasureSample[] => [{ sample: "reason", kind: "weight", reason }];
  if (steps === unsuccessful) return without("timed-out");
  if (steps === 0) return without("underload");
  return [{
    sample: "value",
    // Whole numbers first and one division, so that 14000 steps are 70 and not 70.00000000000001.
    measured: notification.flag(imperialFlag)
      ? { kind: "weight", value: steps / 100, unit: "[lb_av]" }
      : { kind: "weight", value: (steps * 5) / 1000, unit: "kg" },
    stable: null,
    deviceTime: notification.time("time"),
    stored: false,
    notes: [],
  }];
}
