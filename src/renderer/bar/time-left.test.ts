import { describe, expect, it } from "vitest";
import { minutesLeft, timeLeftFraction } from "./time-left.ts";

const minute = 60_000;

describe("time left", () => {
  it("counts begun minutes, so that the last one is not shown as none", () => {
    expect(minutesLeft({ endsAt: 42 * minute }, 0)).toBe(42);
    expect(minutesLeft({ endsAt: 42 * minute }, 1)).toBe(42);
    expect(minutesLeft({ endsAt: minute }, minute - 1)).toBe(1);
    expect(minutesLeft({ endsAt: minute }, minute)).toBe(0);
    expect(minutesLeft({ endsAt: minute }, 5 * minute)).toBe(0);
  });

  it("is a fraction of the whole visit, within 0 and 1", () => {
    const visit = { startedAt: 0, endsAt: 60 * minute };
    expect(timeLeftFraction(visit, 15 * minute)).toBe(0.75);
    expect(timeLeftFraction(visit, -minute)).toBe(1);
    expect(timeLeftFraction(visit, 61 * minute)).toBe(0);
    expect(timeLeftFraction({ startedAt: 5, endsAt: 5 }, 5)).toBe(0);
  });
});
