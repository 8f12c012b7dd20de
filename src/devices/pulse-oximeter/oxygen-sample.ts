import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";

/** What an oximeter says at one moment; numbers as they came, with the device's own codes for "nothing" still in them. */
export interface OxygenFields {
  readonly saturation: number;
  readonly pulse: number;
  readonly highestPulse: number;
  /** Why the numbers are not to be read though they may be there: an oximeter goes on showing the last ones for a while. */
  readonly withheld: MeasureReason | null;
  /** Why there is no saturation where the device gives no other reason. */
  readonly otherwise: MeasureReason;
  readonly stable: boolean | null;
  readonly deviceTime: string | null;
  readonly stored: boolean;
  readonly notes: readonly MeasureReason[];
}

/** SpO2 of "nothing": 127 in all of these protocols, 0 in Contec's. */
export const noSaturation = 0x7f;

export function oxygenReason(reason: MeasureReason): MeasureSample {
  return { sample: "reason", kind: "oxygen", reason };
}

/** A saturation that a device of these protocols can send: per cent, or its code for none. */
export function isSaturation(value: number): boolean {
  return value <= 100 || value === noSaturation;
}

/** A value, or the reason why there is none. A saturation without a pulse is a value with its pulse null. */
export function oxygenSample(fields: OxygenFields): MeasureSample {
  const { saturation, pulse, withheld } = fields;
  if (withheld !== null) return oxygenReason(withheld);
  if (saturation < 1 || saturation > 100) return oxygenReason(fields.otherwise);
  const counted = pulse >= 1 && pulse <= fields.highestPulse ? pulse : null;
  return {
    sample: "value", measured: { kind: "oxygen", saturation, pulse: counted }, stable: fields.stable, deviceTime: fields.deviceTime,
    stored: fields.stored, notes: fields.notes,
  };
}
