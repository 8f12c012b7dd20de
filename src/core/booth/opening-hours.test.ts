import { describe, expect, it } from "vitest";
import { configurationSchema } from "../../contract/configuration.ts";
import { availabilityAt, createOpeningHours } from "./opening-hours.ts";

type Week = Record<string, unknown>;
const hours = (week: Week, zone = "Europe/Helsinki") =>
  createOpeningHours(configurationSchema.parse({ booth: { name: "V", municipality: "U" }, hours: { always: false, ...week } }).hours, zone);
const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null | undefined): string | null | undefined => (instant == null ? instant : new Date(instant).toISOString());

// 2026-01-15 is a Thursday; Helsinki is UTC+2 in winter, UTC+3 in summer.
const office = hours({ thursday: [{ from: "08:00", to: "11:30" }, { from: "12:00", to: "16:00" }], friday: [{ from: "09:00", to: "15:00" }] });

describe("opening hours", () => {
  it.each([
    ["2026-01-15T05:59:59Z", undefined, "2026-01-15T06:00:00.000Z"],
    ["2026-01-15T06:00:00Z", "2026-01-15T09:30:00.000Z", "2026-01-15T10:00:00.000Z"],
    ["2026-01-15T09:30:00Z", undefined, "2026-01-15T10:00:00.000Z"],
    ["2026-01-15T13:59:59Z", "2026-01-15T14:00:00.000Z", "2026-01-16T07:00:00.000Z"],
    ["2026-01-15T14:00:00Z", undefined, "2026-01-16T07:00:00.000Z"],
    ["2026-01-16T13:00:00Z", undefined, "2026-01-22T06:00:00.000Z"],
  ])("at %s", (now, until, opens) => {
    expect([iso(office.openUntil(at(now))), iso(office.opensAt(at(now)))]).toEqual([until, opens]);
  });

  it("are always open by default, without an end", () => {
    const always = hours({ always: true });
    expect([always.openUntil(0), always.opensAt(0)]).toEqual([null, null]);
    expect(availabilityAt(always, 0)).toEqual({ freeUntil: null, limit: null, nextBooking: null });
  });

  it("that are never open say so", () => {
    expect([hours({}).openUntil(at("2026-01-15T10:00:00Z")), hours({}).opensAt(at("2026-01-15T10:00:00Z"))]).toEqual([undefined, null]);
  });

  it("over midnight belong to the day on which they begin; stretches that touch are one", () => {
    const night = hours({ friday: [{ from: "20:00", to: "02:00" }], saturday: [{ from: "02:00", to: "04:00" }], sunday: [{ from: "22:00", to: "00:00" }] });
    expect(iso(night.openUntil(at("2026-01-16T22:30:00Z")))).toBe("2026-01-17T02:00:00.000Z");
    expect(iso(night.openUntil(at("2026-01-18T21:00:00Z")))).toBe("2026-01-18T22:00:00.000Z");
    expect(night.openUntil(at("2026-01-16T17:59:00Z"))).toBeUndefined();
  });

  it("keep local time over both changes of summer time", () => {
    const sunday = hours({ sunday: [{ from: "08:00", to: "16:00" }] });
    expect(iso(sunday.opensAt(at("2026-03-28T12:00:00Z")))).toBe("2026-03-29T05:00:00.000Z");
    expect(iso(sunday.openUntil(at("2026-10-25T10:00:00Z")))).toBe("2026-10-25T14:00:00.000Z");
  });

  it("through the hour that is left out or comes twice are an hour shorter or longer", () => {
    const night = hours({ sunday: [{ from: "02:00", to: "05:00" }] });
    expect([iso(night.opensAt(at("2026-03-28T20:00:00Z"))), iso(night.openUntil(at("2026-03-29T01:30:00Z")))]).toEqual(["2026-03-29T00:00:00.000Z", "2026-03-29T02:00:00.000Z"]);
    expect([iso(night.opensAt(at("2026-10-24T20:00:00Z"))), iso(night.openUntil(at("2026-10-25T01:30:00Z")))]).toEqual(["2026-10-24T23:00:00.000Z", "2026-10-25T03:00:00.000Z"]);
  });

  it("tell the front pair until when it may be used", () => {
    expect(availabilityAt(office, at("2026-01-15T13:00:00Z"))).toEqual({ freeUntil: at("2026-01-15T14:00:00Z"), limit: "closing", nextBooking: null });
  });
});
