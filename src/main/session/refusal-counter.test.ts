import { expect, it } from "vitest";
import { manualTimers } from "../testing/manual-timers.ts";
import { createRefusalCounter } from "./refusal-counter.ts";

it("sends what has gathered once a second, one message a kind", () => {
  const timers = manualTimers();
  const sent: [string, number][] = [];
  const counter = createRefusalCounter((refusal, count) => sent.push([refusal, count]), timers);
  for (let i = 0; i < 150_000; i += 1) counter.count("resource");
  counter.count("key");
  expect(sent).toEqual([]);
  timers.advance(1_000);
  expect(sent).toEqual([["resource", 100_000], ["key", 1]]);
  timers.advance(5_000);
  counter.count("key");
  counter.flush();
  expect(sent).toHaveLength(3);
});
