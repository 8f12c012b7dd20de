import type { Availability } from "../../contract/snapshot.ts";
import { delays } from "./delays.ts";

const minute = 60_000;

/** When a visit that begins at `startedAt` ends: its own length, but never beyond the next booking or closing time. */
export const visitEnd = (startedAt: number, visitMinutes: number, availability: Availability): number => {
  const own = startedAt + visitMinutes * minute;
  return availability.freeUntil === null ? own : Math.max(startedAt, Math.min(own, availability.freeUntil));
};

/**
 * Minutes that one touch adds, or null. While nobody has booked and the booth does not close, the full extension; before
 * a booking or closing time what fits, in whole minutes; nothing where that is not worth a touch.
 */
export function extensionMinutes(endsAt: number, extension: number, availability: Availability): number | null {
  if (availability.freeUntil === null) return extension;
  const room = availability.freeUntil - endsAt;
  return room < Math.min(delays.extensionLeast, extension * minute) ? null : Math.min(extension, Math.floor(room / minute));
}
