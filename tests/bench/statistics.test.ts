import { describe, expect, it } from "vitest";
import { quantile, slope } from "./statistics.ts";

describe("the figures' arithmetic", () => {
  it("takes the nearest rank", () => {
    const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect(quantile(samples, 0.5)).toBe(10);
    expect(quantile(samples, 0.95)).toBe(19);
    expect(quantile([7], 0.95)).toBe(7);
  });

  it("finds a trend under noise, and none where none is", () => {
    expect(slope([0, 2, 4, 100, 8, 10])).toBeCloseTo(2);
    expect(slope([5, 5, 6, 5, 4, 5])).toBe(0);
  });
});
