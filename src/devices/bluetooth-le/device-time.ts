const two = (number: number): string => String(number).padStart(2, "0");

/**
 * Reads the Date Time structure (GATT Specification Supplement, characteristic 0x2A08): year u16 little-endian 1582..9999, month,
 * day, hours, minutes, seconds. A year, month or day of 0 means "not known", which a record cannot be placed by.
 * @param octets the seven octets
 * @returns local time `YYYY-MM-DDThh:mm:ss` without a zone, or null where any part is unknown or there is no such moment
 */
export function deviceTimeOf(octets: Uint8Array): string | null {
  const [low, high, month, day, hour, minute, second] = octets;
  if (low === undefined || high === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined || second === undefined) return null;
  const year = high * 256 + low;
  if (year < 1582 || year > 9999) return null;
  const text = `${String(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  const at = Date.parse(`${text}Z`);
  // A day that the month does not have rolls over to the next one, or does not parse at all.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : null;
}
