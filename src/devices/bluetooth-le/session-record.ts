import type { MeasureSample } from "../../contract/reading.ts";

/**
 * How a characteristic hands over its values. A `record` may come out of the device's memory as soon as somebody connects, so it must
 * prove by its time that it was measured now. A `stream` is sent while it is measured and has no time.
 */
export type Delivery = "record" | "stream";

/** The session that a sample would belong to. Moments in milliseconds of the epoch. */
export interface RecordWindow {
  readonly startedAt: number;
  readonly now: number;
  /** IANA name of the zone that the devices' clocks are set to, e.g. `Europe/Helsinki`. */
  readonly timeZone: string;
  readonly delivery: Delivery;
}

/**
 * How far ahead of ours a device's clock may be: it is set on connecting, counts whole seconds, and answers within one or two.
 * A clock that runs further ahead would date an earlier person's record into this session.
 */
export const mostClockLeadMs = 5_000;

/**
 * Whether a sample may be this session's. Patient safety: devices keep the records of everybody before, and send them to whoever
 * connects. A value is dropped where it is stored, where it was measured before the session or in the future, or where it is a record
 * without a clock to believe. At the hour that comes twice in autumn both readings of the clock must lie in the session; a time that
 * spring leaves out is not believed. What carries no value (reasons, answers, what a device says of itself) belongs to the moment.
 *
 * A device whose clock runs ahead and is not set on connecting is beyond this rule for as long as it runs ahead: set it (0x2A08, 0x2A2B).
 */
export function belongsToSession(sample: MeasureSample, window: RecordWindow): boolean {
  if (sample.sample !== "value") return true;
  if (sample.stored) return false;
  if (sample.deviceTime === null) return window.delivery === "stream";
  const instants = instantsOf(sample.deviceTime, window.timeZone);
  // The device's clock counts whole seconds; the session may have begun within one.
  const earliest = Math.floor(window.startedAt / 1000) * 1000;
  return instants.length > 0 && instants.every((at) => at >= earliest && at <= window.now + mostClockLeadMs);
}

const dayMs = 86_400_000;

/** The moments at which a zone's clocks show a local time: one, two when they are put back, none when they are put forward. */
function instantsOf(localTime: string, timeZone: string): number[] {
  const asUtc = Date.parse(`${localTime}Z`);
  if (Number.isNaN(asUtc)) return [];
  const zone = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offsets = new Set([offsetAt(zone, asUtc - dayMs), offsetAt(zone, asUtc + dayMs)]);
  return [...offsets].map((offset) => ({ offset, at: asUtc - offset })).filter(({ offset, at }) => offsetAt(zone, at) === offset).map(({ at }) => at);
}

/** A zone's offset from UTC at a moment, in milliseconds. ECMA-402 writes it as `GMT`, `GMT+02:00` or, long ago, `GMT+01:39:49`. */
function offsetAt(zone: Intl.DateTimeFormat, at: number): number {
  const name = zone.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/u.exec(name);
  if (match === null) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === "-" ? -size : size;
}
