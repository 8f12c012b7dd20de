import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";

/** What a monitor says of one measurement, in mmHg and beats a minute; null or 0 where it says nothing. */
export interface PressureFields {
  readonly systolic: number | null;
  readonly diastolic: number | null;
  readonly mean: number | null;
  readonly pulse: number | null;
  readonly deviceTime: string | null;
  readonly stored: boolean;
  readonly notes: readonly MeasureReason[];
}

/** The bounds of the contract; every cuff lets its air out well below the first. */
const highestPressure = 400;
const highestPulse = 500;

export function pressureReason(reason: MeasureReason): MeasureSample {
  return { sample: "reason", kind: "blood-pressure", reason };
}

const orNull = (value: number | null, highest: number) => (value !== null && value > 0 && value <= highest ? value : null);

/**
 * A finished measurement as a value, or as the reason why it is none: a missing or zero pressure is a fault of the device's
 * (it said that all is well), as is a systolic pressure that is not above the diastolic one.
 */
export function pressureSample(fields: PressureFields): MeasureSample {
  const { systolic, diastolic } = fields;
  if (systolic === null || diastolic === null || systolic <= diastolic || diastolic <= 0) return pressureReason("device-fault");
  if (systolic > highestPressure) return pressureReason("out-of-range");
  return {
    sample: "value",
    measured: {
      kind: "blood-pressure", systolic, diastolic, mean: orNull(fields.mean, highestPressure), unit: "mm[Hg]",
      pulse: orNull(fields.pulse, highestPulse),
    },
    stable: true,
    deviceTime: fields.deviceTime,
    stored: fields.stored,
    notes: fields.notes,
  };
}
