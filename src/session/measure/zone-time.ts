/** The zone that the booth stands in. */
export const boothTimeZone = "Europe/Helsinki";

const offsets = new Intl.DateTimeFormat("en-US", { timeZone: boothTimeZone, timeZoneName: "longOffset" });

/**
 * A moment as FHIR R4 `dateTime` with the offset that the booth's zone has at that moment, e.g. `2026-11-21T23:12:00+02:00`. The offset
 * comes from the time zone data for the moment itself, so it is right on both sides of a change to or from summer time.
 * @param at milliseconds of the epoch; parts of a second are left out
 */
export function zonedDateTime(at: number): string {
  // ECMA-402 `longOffset`: `GMT+02:00`, or `GMT` alone for 0, which Finland has not had since it has had zones.
  const name = offsets.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [offset = "+00:00", sign = "+", hours = "0", minutes = "0"] = /([+-])(\d{2}):(\d{2})/u.exec(name) ?? [];
  const shiftMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return new Date(at + shiftMs).toISOString().slice(0, 19) + offset;
}
