import { expect, it } from "vitest";
import { manualTimers } from "../../testing/manual-timers.ts";
import { createDownloadLimit } from "./download-limit.ts";

it("lets three run at once and ten start in ten seconds", () => {
  const timers = manualTimers();
  const limit = createDownloadLimit(timers);
  expect([limit.start(), limit.start(), limit.start(), limit.start()]).toEqual([true, true, true, false]);
  for (let i = 0; i < 7; i += 1) {
    limit.end();
    expect(limit.start()).toBe(true);
  }
  limit.end();
  expect(limit.start()).toBe(false);
  timers.advance(10_001);
  expect(limit.start()).toBe(true);
});
