import type { Configuration } from "../../contract/configuration.ts";
import type { Availability } from "../../contract/snapshot.ts";

type Hours = Configuration["hours"];
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** The opening hours as stretches of real time. */
export interface OpeningHours {
  /** The stretch that `now` lies in: until when the booth is open, null for always; undefined when it is closed. */
  openUntil(now: number): number | null | undefined;
  /** When it opens next, within two weeks; null: it does not. */
  opensAt(now: number): number | null;
}

const dayMs = 86_400_000;
const daysAhead = 14;

/** `hours` are local times of `timeZone`; summer time is the time zone's own matter. */
export function createOpeningHours(hours: Hours, timeZone: string): OpeningHours {
  if (hours.always) return { openUntil: () => null, opensAt: () => null };
  const zone = createZone(timeZone);
  const stretchesFrom = (now: number): readonly { from: number; to: number }[] => {
    const today = zone.dateOf(now);
    const stretches = Array.from({ length: daysAhead + 1 }, (_, index) => index - 1).flatMap((days) => {
      const noon = new Date(Date.UTC(today.year, today.month - 1, today.day, 12) + days * dayMs);
      const day = { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate() };
      const name = weekdays[noon.getUTCDay()] ?? "sunday";
      return hours[name].flatMap(({ from, to }) => {
        const start = zone.instantOf(day, minutesOf(from));
        // 00:00 as an end, or one before the start, is of the next day.
        const end = minutesOf(to) <= minutesOf(from) ? zone.instantOf(next(day), minutesOf(to)) : zone.instantOf(day, minutesOf(to));
        return end > start ? [{ from: start, to: end }] : [];
      });
    });
    return joined(stretches);
  };
  return {
    openUntil: (now) => stretchesFrom(now).find(({ from, to }) => from <= now && now < to)?.to,
    opensAt: (now) => stretchesFrom(now).find(({ from }) => from > now)?.from ?? null,
  };
}

/** What the front pair is told of the time that a visit may take. */
export function availabilityAt(hours: OpeningHours, now: number): Availability {
  const until = hours.openUntil(now) ?? null;
  return { freeUntil: until, limit: until === null ? null : "closing", nextBooking: null };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Stretches in order, those that touch or overlap made one. */
function joined(stretches: readonly { from: number; to: number }[]): readonly { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
    else result.push({ ...stretch });
  }
  return result;
}

interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const next = ({ year, month, day }: LocalDay): LocalDay => {
  const date = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

function createZone(timeZone: string) {
  let made: Intl.DateTimeFormat | undefined;
  // Not before it is needed: the first one of a process takes 20 ms, and the first screen does not wait for it.
  const format = (): Intl.DateTimeFormat =>
    (made ??= new Intl.DateTimeFormat("en-GB", {
      timeZone, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23",
    }));
  const fields = (instant: number): Record<string, number> =>
    Object.fromEntries(format().formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  /** Local time read as if it were UTC, minus real UTC. */
  const offsetAt = (instant: number): number => {
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields(instant);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
  return {
    dateOf: (instant: number): LocalDay => {
      const { year = 0, month = 1, day = 1 } = fields(instant);
      return { year, month, day };
    },
    /** The instant of a local time. One that summer time leaves out is the instant an hour on; one that comes twice is the first. */
    instantOf: ({ year, month, day }: LocalDay, minutes: number): number => {
      const local = Date.UTC(year, month - 1, day) + minutes * 60_000;
      const before = local - offsetAt(local - dayMs);
      const guess = local - offsetAt(before);
      return before + offsetAt(before) === local ? before : guess;
    },
  };
}
