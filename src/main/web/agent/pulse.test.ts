import { expect, it } from "vitest";
import { manualTimers } from "../../testing/manual-timers.ts";
import { createPulse } from "./pulse.ts";

const settled = async () => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

it("tells when a page stops answering and when it answers again, and keeps still while a dialog waits", async () => {
  const timers = manualTimers();
  const told: boolean[] = [];
  let alive = true;
  let listening = true;
  const pulse = createPulse({ timers, beat: () => Promise.resolve(alive), listening: () => listening, onChange: (now) => told.push(now) });
  pulse.start();
  const beat = async () => {
    timers.advance(2_500);
    await settled();
  };
  await beat();
  alive = false;
  await beat();
  listening = false;
  await beat();
  listening = true;
  alive = true;
  await beat();
  expect(told).toEqual([true, false, true]);
  pulse.stop();
  await beat();
  expect(told).toHaveLength(3);
});
