import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasuredOf, MeasureSample, WeightUnit } from "../../contract/reading.ts";
import { noStability, stepStability, usualStability } from "./stability-window.ts";
import type { StabilityState } from "./stability-window.ts";
import { emptyScale, stepWeighing, usualWeighing } from "./weighing-rule.ts";
import type { WeighingTold } from "./weighing-rule.ts";
import { noWeight, weight } from "./weight-sample.ts";

type Timed = readonly [atMs: number, sample: MeasureSample];
const kg = (value: number, stable: boolean | null): MeasureSample => weight(value, "kg", stable);
const measured = (value: number, unit: WeightUnit = "kg"): MeasuredOf<"weight"> => ({ kind: "weight", value, unit });
const stable = (value: number): WeighingTold => ({ told: "stable", measured: measured(value) });
const reading = (value: number): WeighingTold => ({ told: "reading", measured: measured(value) });
const because = (reason: "moving" | "out-of-range" | "overload" | "underload" | "device-fault" | "low-battery"): WeighingTold => ({ told: "reason", reason });
const nothing: WeighingTold = { told: "nothing" };

function toldOf(samples: readonly Timed[]): WeighingTold[] {
  let state = emptyScale;
  return samples.map(([atMs, sample]) => {
    const step = stepWeighing(usualWeighing, state, sample, atMs);
    state = step.state;
    return step.told;
  });
}

/** Which of readings at these times are stable. */
function stableAt(readings: readonly (readonly [atMs: number, value: number, unit?: WeightUnit])[]): boolean[] {
  let state: StabilityState = noStability;
  return readings.map(([atMs, value, unit]) => {
    const step = stepStability(usualStability, state, measured(value, unit), atMs);
    state = step.state;
    return step.stable;
  });
}

describe("stability window", () => {
  it("takes five readings within 0.1 kg over 1.5 s, not four and not sooner", () => {
    expect(stableAt([[0, 72.6], [400, 72.7], [800, 72.6], [1_200, 72.6], [1_499, 72.7], [1_500, 72.6]])).toEqual([false, false, false, false, false, true]);
    expect(stableAt([[0, 72.5], [500, 72.5], [1_000, 72.5], [1_500, 72.5], [2_000, 72.5]])).toEqual([false, false, false, false, true]);
  });

  it("begins anew with a reading further off, a silence, and a clock that went back", () => {
    const quiet = [[0, 72.5], [400, 72.5], [800, 72.5], [1_200, 72.5]] as const;
    expect(stableAt([...quiet, [1_600, 72.7]]).at(-1)).toBe(false);
    expect(stableAt([...quiet, [2_701, 72.5]]).at(-1)).toBe(false);
    expect(stableAt([...quiet, [2_700, 72.5]]).at(-1)).toBe(true);
    expect(stableAt([...quiet, [1_199, 72.5], [1_600, 72.5]]).at(-1)).toBe(false);
  });

  it("measures the tolerance in kilograms whatever the unit", () => {
    const grams = (last: number) => stableAt([[0, 72_500, "g"], [400, 72_500, "g"], [800, 72_500, "g"], [1_200, 72_500, "g"], [1_600, last, "g"]]).at(-1);
    expect([grams(72_600), grams(72_601)]).toEqual([true, false]);
  });

  it("never calls stable what drifted further than the tolerance, however slowly", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: -60, max: 60 })), { maxLength: 60 }), (steps) => {
      let atMs = 0;
      let grams = 72_000;
      const readings = steps.map(([wait, drift]) => [(atMs += wait), (grams += drift), "g"] as const);
      stableAt(readings).forEach((isStable, index) => {
        if (!isStable) return;
        const last = readings.slice(index - 4, index + 1).map((one) => one[1]);
        expect(last).toHaveLength(5);
        expect(Math.max(...last) - Math.min(...last)).toBeLessThanOrEqual(100);
      });
    }));
  });
});

describe("weighing", () => {
  it("tells the last stable weight when the person steps off", () => {
    expect(toldOf([
      [0, kg(0, true)], [100, kg(41.2, false)], [200, kg(72.4, true)], [300, kg(72.9, false)], [400, kg(72.5, true)], [500, kg(30.1, false)], [600, kg(0.3, false)], [700, kg(0, true)],
    ])).toEqual([nothing, because("moving"), stable(72.4), because("moving"), stable(72.5), because("moving"), reading(72.5), nothing]);
  });

  it("uses the window where there is no flag", () => {
    const told = toldOf([0, 400, 800, 1_200, 1_600].map((atMs) => [atMs, kg(72.5, null)]));
    expect(told).toEqual([because("moving"), because("moving"), because("moving"), because("moving"), stable(72.5)]);
    expect(toldOf([0, 400, 800, 1_200, 1_600].map((atMs) => [atMs, kg(72.5, false)])).at(-1)).toEqual(because("moving"));
  });

  it("keeps to 2 to 300 kg, in any unit", () => {
    expect(toldOf([[0, kg(1.99, true)], [1, kg(2, true)], [2, kg(300, true)], [3, kg(300.1, true)], [4, kg(0, true)]]))
      .toEqual([because("out-of-range"), stable(2), stable(300), because("out-of-range"), nothing]);
    expect(toldOf([[0, weight(660, "[lb_av]", true)], [1, weight(662, "[lb_av]", true)]]))
      .toEqual([{ told: "stable", measured: measured(660, "[lb_av]") }, because("out-of-range")]);
  });

  it("takes no weight from before an overload or a fault", () => {
    for (const reason of ["overload", "device-fault"] as const) {
      expect(toldOf([[0, kg(72.5, true)], [1, noWeight(reason)], [2, kg(0, true)]])).toEqual([stable(72.5), because(reason), nothing]);
    }
  });

  it("takes under zero as stepped off, and a low battery as a hint", () => {
    expect(toldOf([[0, kg(72.5, true)], [1, noWeight("low-battery")], [2, noWeight("underload")], [3, noWeight("underload")]]))
      .toEqual([stable(72.5), because("low-battery"), reading(72.5), because("underload")]);
  });

  it("lets what is no weight pass", () => {
    expect(toldOf([[0, { sample: "answer", accepted: true }], [1, { sample: "wave", points: [0.5] }]])).toEqual([nothing, nothing]);
  });

  it("never tells a weight outside the bounds or one that was not called stable", () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: -50, max: 4_000 }), fc.boolean()), { maxLength: 40 });
    fc.assert(fc.property(samples, (steps) => {
      const timed = steps.map(([tenths, flag], index): Timed => [index * 100, kg(tenths / 10, flag)]);
      const called = new Set(steps.filter(([, flag]) => flag).map(([tenths]) => tenths / 10));
      for (const told of toldOf(timed)) {
        if (told.told !== "stable" && told.told !== "reading") continue;
        expect(called).toContain(told.measured.value);
        expect(told.measured.value).toBeGreaterThanOrEqual(2);
        expect(told.measured.value).toBeLessThanOrEqual(300);
      }
    }));
  });
});
