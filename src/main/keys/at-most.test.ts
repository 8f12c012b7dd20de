import { expect, it } from "vitest";
import { manualTimers } from "../testing/manual-timers.ts";
import { atMostEvery } from "./at-most.ts";

it("calls through once in its time", () => {
  const timers = manualTimers();
  let calls = 0;
  const touch = atMostEvery(1_000, timers, () => (calls += 1));
  touch();
  touch();
  timers.advance(999);
  touch();
  expect(calls).toBe(1);
  timers.advance(1);
  touch();
  expect(calls).toBe(2);
});
