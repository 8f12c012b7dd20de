import type { MeasureReason, MeasureSample, WeightUnit } from "../../contract/reading.ts";

/** What scales write behind a weight, in lower case, as UCUM. Tael, stone and pieces have no code of ours and are not here. */
const unitsByText: ReadonlyMap<string, WeightUnit> = new Map([
  ["kg", "kg"], ["g", "g"], ["mg", "mg"], ["t", "t"], ["lb", "[lb_av]"], ["lbs", "[lb_av]"], ["oz", "[oz_av]"], ["ozt", "[oz_tr]"],
]);

/** The UCUM unit of a scale's own letters, blanks around them and their case aside; null for one that we cannot tell. */
export function unitOfText(text: string): WeightUnit | null {
  return unitsByText.get(text.trim().toLowerCase()) ?? null;
}

/**
 * Kilograms in one of a unit: exact, from the international pound (0.453 592 37 kg) and the grain (1/7000 of it), NIST SP 811 B.8.
 * For comparing with bounds and tolerances only; a value itself stays in its own unit.
 */
const kilogramsIn: Readonly<Record<WeightUnit, number>> = {
  "kg": 1, "g": 1e-3, "mg": 1e-6, "t": 1e3, "[lb_av]": 0.45359237, "[oz_av]": 0.028349523125, "[oz_tr]": 0.0311034768,
  "[gr]": 6.479891e-5, "[pwt_tr]": 1.55517384e-3, "[car_m]": 2e-4, "[ston_av]": 907.18474,
};

export function inKilograms(value: number, unit: WeightUnit): number {
  return value * kilogramsIn[unit];
}

/** A named reason in place of a weight. */
export function noWeight(reason: MeasureReason): MeasureSample {
  return { sample: "reason", kind: "weight", reason };
}

/** The bounds of a weight in the contract of readings. */
const leastValue = -100_000;
const mostValue = 1_000_000;

/** What a sample says besides its weight; nothing of it unless told. */
interface Beside {
  readonly deviceTime?: string | null;
  readonly notes?: readonly MeasureReason[];
}

/** A weight as the scale said it; one that no scale can mean is told as out of range. */
export function weight(value: number, unit: WeightUnit, stable: boolean | null, beside: Beside = {}): MeasureSample {
  if (!(value >= leastValue && value <= mostValue)) return noWeight("out-of-range");
  return {
    sample: "value",
    // Scales write a minus before a zero that came from below; -0 is 0.
    measured: { kind: "weight", value: value === 0 ? 0 : value, unit },
    stable,
    deviceTime: beside.deviceTime ?? null,
    stored: false,
    notes: beside.notes ?? [],
  };
}
