import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { isBeyondRange, notificationOf, pulseOf } from "./notification.ts";
import type { Part } from "./notification.ts";

type Field = "systolic" | "diastolic" | "mean" | "time" | "pulse" | "user" | "status";

/** GATT Specification Supplement, Blood Pressure Measurement. Bit 0 of the flags is the unit. */
const parts: readonly Part<Field>[] = [
  { name: "systolic", size: 2, bit: null },
  { name: "diastolic", size: 2, bit: null },
  { name: "mean", size: 2, bit: null },
  { name: "time", size: 7, bit: 1 },
  { name: "pulse", size: 2, bit: 2 },
  { name: "user", size: 1, bit: 3 },
  { name: "status", size: 2, bit: 4 },
];
const kilopascalFlag = 0;

/** The contract's 400 mmHg, and the same in kPa (133.322 Pa a mmHg): no cuff holds more. */
const mostPressure = { "mm[Hg]": 400, kPa: 53.3 } as const;
const leastPressure = 0.1;

/**
 * What the Measurement Status says (GATT Specification Supplement): a single bit each, but for the pulse,
 * whose bits 3 and 4 are a number (0 within its range, 1 above, 2 below, 3 reserved). Improper position of the arm has no word of its
 * own among the reasons; for the person it is the same: sit and put the cuff as shown.
 */
function notesOf(status: number): MeasureReason[] {
  const notes: MeasureReason[] = [];
  const pulseRange = (status >> 3) & 3;
  if ((status & 0x01) !== 0) notes.push("moving");
  if ((status & 0x02) !== 0) notes.push("cuff-loose");
  if ((status & 0x04) !== 0) notes.push("irregular-pulse");
  if (pulseRange === 1 || pulseRange === 2) notes.push("out-of-range");
  if ((status & 0x20) !== 0) notes.push("cuff-error");
  return notes;
}

/** The reason for which there is no pressure: what the device detected, or else that the measurement failed. */
function failureOf(notes: readonly MeasureReason[]): MeasureReason {
  return notes.find((note) => note === "cuff-loose" || note === "moving") ?? "cuff-error";
}

/**
 * Reads one Blood Pressure Measurement (characteristic 0x2A35, indicated). It is the final result by what it is - a cuff that still
 * deflates speaks through 0x2A36 - so `stable` is true. kPa stays kPa. A mean or pulse that the device does not have is null.
 * @returns nothing where the length is not that of the flags; a reason where systolic or diastolic is no pressure
 */
export function decodeBloodPressureMeasurement(bytes: Uint8Array): readonly MeasureSample[] {
  const notification = notificationOf(bytes, parts);
  if (notification === null) return [];
  const unit = notification.flag(kilopascalFlag) ? "kPa" : "mm[Hg]";
  const notes = notesOf(notification.unsigned("status") ?? 0);
  const systolic = notification.sfloat("systolic");
  const diastolic = notification.sfloat("diastolic");
  const mean = notification.sfloat("mean");
  const without = (reason: MeasureReason): readonly MeasureSample[] => [{ sample: "reason", kind: "blood-pressure", reason }];

  if (systolic?.ok !== true || diastolic?.ok !== true) {
    return without([systolic, diastolic].some(isBeyondRange) ? "out-of-range" : failureOf(notes));
  }
  const possible = (pressure: number): boolean => pressure >= leastPressure && pressure <= mostPressure[unit];
  // The systolic pressure is the higher one by definition; a device that tells it otherwise has not measured.
  if (!possible(systolic.value) || !possible(diastolic.value) || systolic.value <= diastolic.value) return without("out-of-range");
  return [{
    sample: "value",
    measured: {
      kind: "blood-pressure",
      systolic: systolic.value,
      diastolic: diastolic.value,
      mean: mean?.ok === true && possible(mean.value) ? mean.value : null,
      unit,
      pulse: pulseOf(notification, "pulse"),
    },
    stable: true,
    deviceTime: notification.time("time"),
    stored: false,
    notes,
  }];
}
