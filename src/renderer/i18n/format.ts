import type { Language } from "../../contract/preferences.ts";
import { formatLocale } from "./texts.ts";

/** Dates, times, money and numbers as they are written in a language. */
export interface Format {
  /** A time of day, e.g. `13.45`; milliseconds since 1970. */
  time(at: number): string;
  /** A time of day within a sentence ("until …"): `13.45`, and `13` for a full hour where the language says it so. */
  clock(at: number): string;
  /** A short date, e.g. `12.6.2026`. */
  date(at: number): string;
  /** A day with its weekday, e.g. `perjantai 12.6.`. */
  day(at: number): string;
  /** The date of a bill, `YYYY-MM-DD`, as {@link date} writes it. */
  isoDate(date: string): string;
  /** Whole cents of EUR, e.g. `4 883,15 €`. */
  money(cents: number): string;
  number(value: number): string;
  /** A fraction 0..1 as whole per cents. */
  percent(fraction: number): string;
  /** Milliseconds as seconds with two digits, e.g. `0,05`. */
  seconds(ms: number): string;
  /** Bytes as megabytes or kilobytes with their sign, e.g. `2,1 Mt`; the sign comes from the language. */
  bytes(bytes: number): string;
}

export function createFormat(language: Language): Format {
  const locale = formatLocale(language);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric", year: "numeric" });
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "numeric" });
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const seconds = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const hour = (at: number) => String(new Date(at).getHours());
  const unit = (of: "megabyte" | "kilobyte") => new Intl.NumberFormat(locale, { style: "unit", unit: of, unitDisplay: "short", maximumFractionDigits: of === "megabyte" ? 1 : 0 });
  const megabytes = unit("megabyte");
  const kilobytes = unit("kilobyte");
  return {
    time: (at) => time.format(at),
    clock: (at) => (language !== "en" && new Date(at).getMinutes() === 0 ? hour(at) : time.format(at)),
    date: (at) => date.format(at),
    day: (at) => day.format(at),
    isoDate: (text) => date.format(new Date(`${text}T12:00:00`)),
    money: (cents) => money.format(cents / 100),
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    seconds: (ms) => seconds.format(ms / 1000),
    bytes: (bytes) => (bytes >= 500_000 ? megabytes.format(bytes / 1_000_000) : kilobytes.format(Math.max(1, Math.round(bytes / 1000)))),
  };
}
