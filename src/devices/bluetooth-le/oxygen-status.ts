import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { isBeyondRange } from "./notification.ts";
import type { sfloatOf } from "./sfloat.ts";

/** What the two characteristics of a pulse oximeter have in common. */
export interface OxygenFrame {
  readonly saturation: ReturnType<typeof sfloatOf> | null;
  readonly pulse: number | null;
  /** Measurement Status, 16 bits; null where the frame has none. */
  readonly measurementStatus: number | null;
  /** Device and Sensor Status, 24 bits; null where the frame has none. */
  readonly sensorStatus: number | null;
  readonly deviceTime: string | null;
}

/** Bits of the Measurement Status: Pulse Oximeter Service 1.0.1 (bits 0 to 4 reserved). */
const measurementBit = {
  ongoing: 5, early: 6, validated: 7, qualified: 8, stored: 9, demonstration: 10, testing: 11, calibrating: 12, unavailable: 13,
  questionable: 14, invalid: 15,
} as const;

interface SensorRule {
  readonly bit: number;
  readonly reason: MeasureReason;
  /** `no-value`: the number beside it is none. `not-stable`: it may be shown, not taken. `note`: it is a good reading of a weak pulse. */
  readonly effect: "no-value" | "not-stable" | "note";
}

/**
 * What the bits of the Device and Sensor Status do (Pulse Oximeter Service 1.0.1; 0, the display being updated, says nothing of
 * the value, and 16 to 23 are reserved). The gravest comes first: it is the one that is told where there is no value.
 */
const sensorRules: readonly SensorRule[] = [
  { bit: 1, reason: "device-fault", effect: "no-value" }, // equipment malfunction
  { bit: 14, reason: "device-fault", effect: "no-value" }, // sensor malfunctioning
  { bit: 15, reason: "device-fault", effect: "no-value" }, // sensor disconnected from the device
  { bit: 12, reason: "device-fault", effect: "no-value" }, // unknown sensor connected
  { bit: 11, reason: "no-finger", effect: "no-value" }, // sensor unconnected to user
  { bit: 13, reason: "no-finger", effect: "no-value" }, // sensor displaced
  { bit: 7, reason: "searching", effect: "no-value" }, // non-pulsatile signal
  { bit: 3, reason: "searching", effect: "no-value" }, // inadequate signal
  { bit: 6, reason: "moving", effect: "not-stable" }, // erratic signal
  { bit: 10, reason: "moving", effect: "not-stable" }, // sensor interference
  { bit: 8, reason: "irregular-pulse", effect: "not-stable" }, // questionable pulse
  { bit: 2, reason: "searching", effect: "not-stable" }, // signal processing irregularity
  { bit: 4, reason: "searching", effect: "not-stable" }, // poor signal
  { bit: 9, reason: "searching", effect: "not-stable" }, // signal analysis ongoing
  { bit: 5, reason: "low-perfusion", effect: "note" }, // low perfusion
];

const isSet = (status: number, bit: number): boolean => ((status >> bit) & 1) === 1;

/** The device's own word on whether its number is good: null where it has no such word or says none. */
function stabilityOf(status: number | null): boolean | null {
  if (status === null) return null;
  if (isSet(status, measurementBit.early) || isSet(status, measurementBit.questionable)) return false;
  if (isSet(status, measurementBit.validated) || isSet(status, measurementBit.qualified)) return true;
  return isSet(status, measurementBit.ongoing) ? false : null;
}

/** Why the frame has no saturation, whatever stands in its field; null where it has one. */
function absenceOf(frame: OxygenFrame, rules: readonly SensorRule[]): MeasureReason | null {
  const status = frame.measurementStatus ?? 0;
  // Numbers made up for a show or a test must not be taken for a person's.
  if (isSet(status, measurementBit.demonstration) || isSet(status, measurementBit.testing)) return "device-fault";
  const detected = rules.find((rule) => rule.effect === "no-value");
  if (detected !== undefined) return detected.reason;
  const none = isSet(status, measurementBit.unavailable) || isSet(status, measurementBit.invalid) || isSet(status, measurementBit.calibrating);
  if (none || frame.saturation === null) return rules[0]?.reason ?? "searching";
  if (!frame.saturation.ok) return isBeyondRange(frame.saturation) ? "out-of-range" : rules[0]?.reason ?? "searching";
  return frame.saturation.value >= 1 && frame.saturation.value <= 100 ? null : "out-of-range";
}

/**
 * What a frame of a pulse oximeter tells. Of a stored record without a value nothing is told: the reason was another person's.
 */
export function oxygenSamples(frame: OxygenFrame): readonly MeasureSample[] {
  const stored = isSet(frame.measurementStatus ?? 0, measurementBit.stored);
  const rules = sensorRules.filter((rule) => isSet(frame.sensorStatus ?? 0, rule.bit));
  const absence = absenceOf(frame, rules);
  if (absence !== null || frame.saturation?.ok !== true) {
    return stored ? [] : [{ sample: "reason", kind: "oxygen", reason: absence ?? "searching" }];
  }
  const doubtful = rules.some((rule) => rule.effect === "not-stable");
  return [{
    sample: "value",
    measured: { kind: "oxygen", saturation: frame.saturation.value, pulse: frame.pulse },
    stable: doubtful ? false : stabilityOf(frame.measurementStatus),
    deviceTime: frame.deviceTime,
    stored,
    notes: [...new Set(rules.map((rule) => rule.reason))],
  }];
}
