import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureSample } from "../../contract/reading.ts";
import { belongsToSession, mostClockLeadMs } from "./session-record.ts";
import type { RecordWindow } from "./session-record.ts";

const timeZone = "Europe/Helsinki";
const windowOf = (startedAt: string, now: string, delivery: RecordWindow["delivery"] = "record"): RecordWindow => ({
  startedAt: Date.parse(startedAt), now: Date.parse(now), timeZone, delivery,
});
const taken = (deviceTime: string | null, stored = false): MeasureSample => ({
  sample: "value", measured: { kind: "oxygen", saturation: 98, pulse: 72 }, stable: null, deviceTime, stored, notes: [],
});

describe("belongsToSession", () => {
  const session = windowOf("2026-11-21T23:05:00.500+02:00", "2026-11-21T23:12:03+02:00");

  it("takes what was measured in the session, by the zone's clock", () => {
    expect(belongsToSession(taken("2026-11-21T23:12:00"), session)).toBe(true);
    expect(belongsToSession(taken("2026-11-21T23:05:00"), session)).toBe(true);
    expect(belongsToSession(taken("2026-11-21T21:12:00"), session)).toBe(false);
  });

  it("drops a record from before the session", () => {
    expect(belongsToSession(taken("2026-11-21T23:04:59"), session)).toBe(false);
    expect(belongsToSession(taken("2000-01-01T00:00:00"), session)).toBe(false);
    expect(belongsToSession(taken("1582-10-15T00:00:00"), session)).toBe(false);
  });

  it("drops a record from the future but for the clocks' difference", () => {
    expect(belongsToSession(taken("2026-11-21T23:12:08"), session)).toBe(true);
    expect(belongsToSession(taken("2026-11-21T23:12:09"), session)).toBe(false);
    expect(belongsToSession(taken("9999-12-31T23:59:59"), session)).toBe(false);
  });

  it("drops what is stored, and a record without a clock; a stream needs none", () => {
    const stream = { ...session, delivery: "stream" } as const;
    expect(belongsToSession(taken("2026-11-21T23:12:00", true), session)).toBe(false);
    expect(belongsToSession(taken(null), session)).toBe(false);
    expect(belongsToSession(taken(null), stream)).toBe(true);
    expect(belongsToSession(taken(null, true), stream)).toBe(false);
    expect(belongsToSession(taken("2026-11-21T23:04:59"), stream)).toBe(false);
  });

  it("drops what is no time", () => {
    expect(belongsToSession(taken("yesterday"), session)).toBe(false);
  });

  it("keeps what carries no value", () => {
    expect(belongsToSession({ sample: "reason", kind: "oxygen", reason: "searching" }, session)).toBe(true);
    expect(belongsToSession({ sample: "about", model: "M", firmware: null, batteryPercent: null }, session)).toBe(true);
  });

  it("takes no time of the hour that comes twice, unless both its moments lie in the session", () => {
    const second = windowOf("2026-10-25T03:30:00+02:00", "2026-10-25T03:45:00+02:00");
    expect(belongsToSession(taken("2026-10-25T03:40:00"), second)).toBe(false);
    const both = windowOf("2026-10-25T03:30:00+03:00", "2026-10-25T03:45:00+02:00");
    expect(belongsToSession(taken("2026-10-25T03:40:00"), both)).toBe(true);
    const after = windowOf("2026-10-25T04:00:00+02:00", "2026-10-25T04:10:00+02:00");
    expect(belongsToSession(taken("2026-10-25T04:05:00"), after)).toBe(true);
  });

  it("does not believe a time that spring leaves out", () => {
    const spring = windowOf("2026-03-29T02:50:00+02:00", "2026-03-29T04:10:00+03:00");
    expect(belongsToSession(taken("2026-03-29T03:30:00"), spring)).toBe(false);
    expect(belongsToSession(taken("2026-03-29T02:55:00"), spring)).toBe(true);
    expect(belongsToSession(taken("2026-03-29T04:05:00"), spring)).toBe(true);
  });

  it("never takes a record whose moment lies outside, at any time of any year, west and east", () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }).map((at) => Math.floor(at / 1000) * 1000);
    const zones = fc.constantFrom("Europe/Helsinki", "UTC", "America/St_Johns", "Australia/Lord_Howe");
    fc.assert(fc.property(moment, fc.integer({ min: -90_000, max: 90_000 }), fc.nat(7_200_000), zones, (measuredAt, startsAfterS, lasts, zone) => {
      const startedAt = measuredAt + startsAfterS * 1000;
      const now = startedAt + lasts;
      // Swedish writes dates as ISO 8601 does.
      const local = new Date(measuredAt).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T");
      const belongs = belongsToSession(taken(local), { startedAt, now, timeZone: zone, delivery: "record" });
      if (measuredAt < startedAt || measuredAt > now + mostClockLeadMs) expect(belongs).toBe(false);
    }), { numRuns: 500 });
  });
});
