import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTestVisit, visitAtHome, type TestVisit } from "../testing/test-visit.ts";
import { extensionMinutes, visitEnd } from "./extension.ts";

const minute = 60_000;
/** Long enough without a touch that only the clock speaks. */
const untouched = { configuration: { visit: { idleSeconds: 600, idleCountdownSeconds: 120 } } };

/** Lets minutes go by with somebody there. */
async function pass(visit: TestVisit, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    await visit.act({ type: "touched" });
    await visit.clock.advance(minute);
  }
}

describe("the visit's time", () => {
  it("warns at 10, 5 and 1 minute and ends", async () => {
    const visit = await visitAtHome(untouched);
    const seen: (readonly [number, string, number | null])[] = [];
    for (let passed = 1; passed < 60; passed += 1) {
      await pass(visit, 1);
      const { timeWarning, visit: facts } = visit.snapshot();
      if (timeWarning === null) continue;
      seen.push([passed, facts?.phase ?? "", timeWarning]);
      await visit.act({ type: "notice-seen", notice: "time-warning" });
      expect(visit.snapshot().timeWarning).toBeNull();
    }
    expect(seen).toEqual([[50, "warning", 10], [55, "warning", 5], [59, "last-minute", 1]]);
    await pass(visit, 1);
    expect(visit.calls.at(-1)).toBe("visit-ended timed-out");
  });

  it("offers an extension from the first warning on, and begins anew with it", async () => {
    const visit = await visitAtHome(untouched);
    expect(visit.snapshot().visit?.extension).toBeNull();
    await visit.refuses({ type: "time-extend" });
    await pass(visit, 56);
    const endsAt = visit.snapshot().visit?.endsAt ?? 0;
    expect(visit.snapshot().visit?.extension).toBe(30);
    await visit.act({ type: "time-extend" });
    expect(visit.snapshot()).toMatchObject({ timeWarning: null, visit: { endsAt: endsAt + 30 * minute, phase: "running", extension: null } });
    expect(visit.events).toContainEqual({ event: "extension", minutes: 30 });
    await pass(visit, 24);
    expect(visit.snapshot()).toMatchObject({ timeWarning: 10, visit: { phase: "warning" } });
    await pass(visit, 10);
    expect(visit.calls.at(-1)).toBe("visit-ended timed-out");
  });

  it("offers none once somebody has booked the time after", async () => {
    const visit = await visitAtHome(untouched);
    await pass(visit, 51);
    const endsAt = visit.snapshot().visit?.endsAt ?? 0;
    await visit.send({ type: "booth.availability", availability: { freeUntil: endsAt + 2 * minute, limit: "booking", nextBooking: { from: endsAt + 2 * minute, to: endsAt + 62 * minute } } });
    expect(visit.snapshot().visit?.extension).toBeNull();
    await visit.refuses({ type: "time-extend" });
    await visit.send({ type: "booth.availability", availability: { freeUntil: endsAt + 12 * minute, limit: "closing", nextBooking: null } });
    expect(visit.snapshot().visit?.extension).toBe(12);
  });

  it("ends before the next booking from the start", async () => {
    const visit = createTestVisit(untouched);
    const freeUntil = visit.clock.now() + 17 * minute;
    await visit.send({ type: "booth.set", booth: { state: "open", availability: { freeUntil, limit: "booking", nextBooking: { from: freeUntil, to: freeUntil + minute } } } });
    await visit.act({ type: "start" });
    expect(visit.screen()).toMatchObject({ name: "arrive", endsAt: freeUntil });
  });

  it("does not end with the wall clock: only its own timers move it", async () => {
    const visit = await visitAtHome(untouched);
    await visit.clock.advance(0);
    expect(visit.snapshot().visit?.phase).toBe("running");
    expect(visit.clock.pending()).toBeGreaterThan(0);
  });

  it("leaves no timer behind when it is over", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "end-request" });
    await visit.act({ type: "end-confirm" });
    expect(visit.clock.pending()).toBe(0);
  });
});

describe("extensionMinutes", () => {
  const now = 1_000_000 * minute;
  it("never leads beyond the booth's free time, and is never less than is worth a touch", () => {
    fc.assert(fc.property(fc.integer({ min: 5, max: 120 }), fc.integer({ min: -500, max: 500 }), (own, roomMinutes) => {
      const free = { freeUntil: now + roomMinutes * minute, limit: "booking", nextBooking: null } as const;
      const minutes = extensionMinutes(now, own, free);
      if (minutes === null) {
        expect(roomMinutes).toBeLessThan(5);
        return;
      }
      expect(minutes).toBeLessThanOrEqual(Math.min(own, roomMinutes));
      expect(minutes).toBeGreaterThanOrEqual(5);
    }));
    expect(extensionMinutes(now, 30, { freeUntil: null, limit: null, nextBooking: null })).toBe(30);
  });

  it("a visit never ends before it begins, nor after the free time", () => {
    fc.assert(fc.property(fc.integer({ min: 5, max: 240 }), fc.integer({ min: -100, max: 500 }), (own, roomMinutes) => {
      const end = visitEnd(now, own, { freeUntil: now + roomMinutes * minute, limit: "closing", nextBooking: null });
      expect(end).toBeGreaterThanOrEqual(now);
      expect(end).toBeLessThanOrEqual(now + Math.max(0, Math.min(own, roomMinutes)) * minute);
    }));
  });
});
