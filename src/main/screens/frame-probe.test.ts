import { expect, it } from "vitest";
import { manualTimers } from "../testing/manual-timers.ts";
import { createFrameProbe } from "./frame-probe.ts";
import { createPaintedWatch } from "./painted.ts";

it("measures the round trip of each question", async () => {
  const timers = manualTimers();
  const asked: number[] = [];
  const frames = createFrameProbe((id) => asked.push(id), timers);
  const first = frames.probe();
  const second = frames.probe();
  timers.advance(16);
  expect(frames.answered(1)).toBe(true);
  timers.advance(4);
  expect(frames.answered(2)).toBe(true);
  expect(await first).toEqual({ ok: true, value: { frameMs: 16 } });
  expect(await second).toEqual({ ok: true, value: { frameMs: 20 } });
  expect(asked).toEqual([1, 2]);
});

it("asks screens again that did not listen yet", async () => {
  const timers = manualTimers();
  const asked: number[] = [];
  const frames = createFrameProbe((id) => asked.push(id), timers);
  const waiting = frames.probe();
  frames.listening();
  expect(asked).toEqual([1, 1]);
  frames.answered(1);
  frames.listening();
  expect(asked).toEqual([1, 1]);
  expect((await waiting).ok).toBe(true);
});

it("gives up on screens that do not paint, and takes no answer that nobody waits for", async () => {
  const timers = manualTimers();
  const frames = createFrameProbe(() => undefined, timers);
  const asked = frames.probe();
  timers.advance(5_000);
  expect(await asked).toEqual({ ok: false, error: { code: "shell/no-frame" } });
  expect(frames.answered(1)).toBe(false);
});

it("waits for a snapshot to be drawn: this one, a newer one, or one of a later visit", async () => {
  const timers = manualTimers();
  const watch = createPaintedWatch(timers);
  const waiting = [watch.reached({ epoch: 2, revision: 5 }, 1_000), watch.reached({ epoch: 2, revision: 7 }, 1_000)];
  watch.painted({ epoch: 2, revision: 4 });
  watch.painted({ epoch: 2, revision: 6 });
  timers.advance(1_000);
  expect(await Promise.all(waiting)).toEqual([true, false]);
  watch.painted({ epoch: 3, revision: 1 });
  expect(await watch.reached({ epoch: 2, revision: 9 }, 1_000)).toBe(true);
});
