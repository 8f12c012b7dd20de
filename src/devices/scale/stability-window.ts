import { z } from "zod";
import type { MeasuredOf } from "../../contract/reading.ts";
import { inKilograms } from "./weight-sample.ts";

/** When a scale without a stable flag of its own counts as stable. */
export const stabilitySettingSchema = z.strictObject({
  /** So many readings on end… */
  readings: z.int().min(2).max(100),
  /** …no further apart than this, in kilograms… */
  withinKg: z.number().min(0).max(5),
  /** …over at least so long, in milliseconds. */
  overMs: z.int().min(0).max(30_000),
  /** A longer silence than this, in milliseconds, is not bridged: somebody else may be standing there. */
  silenceMs: z.int().min(1).max(30_000),
});
export type StabilitySetting = z.infer<typeof stabilitySettingSchema>;

/** Five within 100 g over 1.5 s: body scales divide by 50 or 100 g and settle in one to two seconds. */
export const usualStability: StabilitySetting = { readings: 5, withinKg: 0.1, overMs: 1_500, silenceMs: 1_500 };

/** Readings on end that lie close together: their number and bounds are all there is to keep, however many come. */
interface Run {
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly readings: number;
  readonly leastKg: number;
  readonly mostKg: number;
}

/** What the window remembers; null before the first reading. */
export type StabilityState = Run | null;
export const noStability: StabilityState = null;

export interface StabilityStep {
  readonly state: StabilityState;
  readonly stable: boolean;
}

/** Below any scale's division: what 72.7 - 72.6 is too much in binary. */
const roundingKg = 1e-6;

/** Takes in one reading of the time `atMs` (monotonic, milliseconds) and says whether the weight now stands still. */
export function stepStability(setting: StabilitySetting, state: StabilityState, measured: MeasuredOf<"weight">, atMs: number): StabilityStep {
  const kg = inKilograms(measured.value, measured.unit);
  const run = continued(setting, state, kg, atMs) ?? { sinceMs: atMs, lastMs: atMs, readings: 1, leastKg: kg, mostKg: kg };
  return { state: run, stable: run.readings >= setting.readings && run.lastMs - run.sinceMs >= setting.overMs };
}

function continued(setting: StabilitySetting, run: StabilityState, kg: number, atMs: number): Run | null {
  if (run === null || atMs < run.lastMs || atMs - run.lastMs > setting.silenceMs) return null;
  const leastKg = Math.min(run.leastKg, kg);
  const mostKg = Math.max(run.mostKg, kg);
  if (mostKg - leastKg > setting.withinKg + roundingKg) return null;
  return { sinceMs: run.sinceMs, lastMs: atMs, readings: run.readings + 1, leastKg, mostKg };
}
