const twoDigits = (value: number) => String(value).padStart(2, "0");

/**
 * A device's clock as `YYYY-MM-DDThh:mm:ss` without a zone, or null where the parts are no time of the calendar: a clock that
 * was never set says nothing.
 */
export function localTime(year: number, month: number, day: number, hour: number, minute: number, second: number): string | null {
  if (![year, month, day, hour, minute, second].every(Number.isInteger)) return null;
  if (year < 2000 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > daysOfMonth || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
}

/** A binary-coded decimal byte as a number 0..99, or NaN where a half of it is no digit. */
export function fromBcd(byte: number): number {
  const tens = byte >> 4;
  const ones = byte & 0x0f;
  return tens > 9 || ones > 9 ? Number.NaN : tens * 10 + ones;
}
