import { z } from "zod";
import { assertNever } from "../../contract/result.ts";
import type { MeasuredOf, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { noStability, stabilitySettingSchema, stepStability, usualStability } from "./stability-window.ts";
import type { StabilityState } from "./stability-window.ts";
import { inKilograms } from "./weight-sample.ts";

type Weight = MeasuredOf<"weight">;

export const weighingSettingSchema = z.strictObject({
  /** Less is nobody: a bag, a hand on the platform. */
  leastKg: z.number().min(0.1).max(50),
  /** More is more than one, and beyond what medical floor scales are verified for. */
  mostKg: z.number().min(50).max(1_000),
  /** Used only where the scale has no stable flag. */
  stability: stabilitySettingSchema,
});
export type WeighingSetting = z.infer<typeof weighingSettingSchema>;

export const usualWeighing: WeighingSetting = { leastKg: 2, mostKg: 300, stability: usualStability };

export interface WeighingState {
  readonly stability: StabilityState;
  /** The last stable weight of who stands on the scale. */
  readonly last: Weight | null;
}

export const emptyScale: WeighingState = { stability: noStability, last: null };

/** What a sample means for the weighing. */
export type WeighingTold =
  | { readonly told: "nothing" }
  | { readonly told: "reason"; readonly reason: MeasureReason }
  /** Stands still; a later one may take its place as long as somebody is on the scale. */
  | { readonly told: "stable"; readonly measured: Weight }
  /** The scale is free again: this was the last stable weight before. */
  | { readonly told: "reading"; readonly measured: Weight };

export interface WeighingStep {
  readonly state: WeighingState;
  readonly told: WeighingTold;
}

const nothing: WeighingTold = { told: "nothing" };
const because = (reason: MeasureReason): WeighingTold => ({ told: "reason", reason });

/**
 * Takes in one sample of the time `atMs` (monotonic, milliseconds). Only what the scale itself calls stable, or what the window finds so where it
 * has no flag, becomes a weight, and only between the bounds; a value is passed on in the scale's own unit.
 */
export function stepWeighing(setting: WeighingSetting, state: WeighingState, sample: MeasureSample, atMs: number): WeighingStep {
  switch (sample.sample) {
    case "value": return sample.measured.kind === "weight" ? stepValue(setting, state, sample.measured, sample.stable, atMs) : { state, told: nothing };
    case "reason": return stepReason(state, sample.reason);
    case "wave":
    case "about":
    case "answer": return { state, told: nothing };
    default: return assertNever(sample);
  }
}

function stepValue(setting: WeighingSetting, before: WeighingState, measured: Weight, flag: boolean | null, atMs: number): WeighingStep {
  const window = flag === null ? stepStability(setting.stability, before.stability, measured, atMs) : { state: noStability, stable: flag };
  const state: WeighingState = { stability: window.state, last: before.last };
  const kg = inKilograms(measured.value, measured.unit);
  if (kg < setting.leastKg) return stepFree(state, kg > 0 && window.stable);
  if (!window.stable) return { state, told: because("moving") };
  if (kg > setting.mostKg) return { state: { ...state, last: null }, told: because("out-of-range") };
  return { state: { ...state, last: measured }, told: { told: "stable", measured } };
}

/** Less than a person is on the scale: who was, has stepped off. */
function stepFree(state: WeighingState, isSomething: boolean): WeighingStep {
  if (state.last !== null) return { state: { ...state, last: null }, told: { told: "reading", measured: state.last } };
  return { state, told: isSomething ? because("out-of-range") : nothing };
}

function stepReason(state: WeighingState, reason: MeasureReason): WeighingStep {
  const still: WeighingState = { stability: noStability, last: state.last };
  switch (reason) {
    case "moving": return { state: still, told: because(reason) };
    // Below zero the scale is as free as it can be.
    case "underload": return state.last === null ? { state: still, told: because(reason) } : stepFree(still, false);
    case "low-battery": return { state, told: because(reason) };
    // Two on the scale, or a scale that cannot be trusted: what it said before is not taken either.
    default: return { state: emptyScale, told: because(reason) };
  }
}
