import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";
import { deviceTimeOf } from "./device-time.ts";
import { sfloatOf } from "./sfloat.ts";

/** One field of a characteristic: always there (`bit` null), or there when that bit of the flags is set. Sizes in octets. */
export interface Part<Name extends string> {
  readonly name: Name;
  readonly size: number;
  readonly bit: number | null;
}

/** A notification whose length is what its flags ask for. Each reader answers null where the field is not there. */
export interface Notification<Name extends string> {
  /** Whether a bit of the flags is set. */
  flag(bit: number): boolean;
  /** An unsigned little-endian number of the field's own size (1 to 3 octets). */
  unsigned(name: Name): number | null;
  sfloat(name: Name): ReturnType<typeof sfloatOf> | null;
  /** The device's local time, also null where it says that it does not know it. */
  time(name: Name): string | null;
}

/**
 * Lays the fields of a characteristic over one notification. All of them begin with one octet of flags, then the fields in the order
 * of the GATT Specification Supplement. Bits that are reserved are ignored, as the supplement asks; should a later version give
 * one of them a field, the length is not ours any more and nothing is read.
 * @returns null where the notification is shorter or longer than its flags ask for
 */
export function notificationOf<Name extends string>(bytes: Uint8Array, parts: readonly Part<Name>[]): Notification<Name> | null {
  const flags = bytes[0];
  if (flags === undefined) return null;
  const flag = (bit: number): boolean => ((flags >> bit) & 1) === 1;
  const found = new Map<Name, { readonly at: number; readonly size: number }>();
  let at = 1;
  for (const { name, size, bit } of parts) {
    if (bit !== null && !flag(bit)) continue;
    found.set(name, { at, size });
    at += size;
  }
  if (at !== bytes.length) return null;
  const unsigned = (name: Name): number | null => {
    const field = found.get(name);
    return field === undefined ? null : littleEndian(bytes.subarray(field.at, field.at + field.size));
  };
  return {
    flag,
    unsigned,
    sfloat(name) {
      const word = unsigned(name);
      return word === null ? null : sfloatOf(word);
    },
    time(name) {
      const field = found.get(name);
      return field === undefined ? null : deviceTimeOf(bytes.subarray(field.at, field.at + field.size));
    },
  };
}

const littleEndian = (octets: Uint8Array): number => octets.reduceRight((number, octet) => number * 256 + octet, 0);

/** Whether a field holds one of the infinities: the device measured, and could not write down how much. */
export function isBeyondRange(field: ReturnType<typeof sfloatOf> | null): boolean {
  if (field?.ok !== false) return false;
  return field.error.code === "bluetooth-le/sfloat-plus-infinity" || field.error.code === "bluetooth-le/sfloat-minus-infinity";
}

/** A pulse in beats a minute, or null where the field is absent, a special value, or outside what the contract allows. */
export function pulseOf<Name extends string>(notification: Notification<Name>, name: Name): number | null {
  const pulse = notification.sfloat(name);
  return pulse?.ok === true && pulse.value >= 1 && pulse.value <= 500 ? pulse.value : null;
}

/**
 * A codec of a characteristic. A push is one whole notification (ATT keeps their bounds), so nothing is held back between two.
 * One that tells nothing counts as skipped with all its bytes.
 */
export function notificationCodec(decode: (bytes: Uint8Array) => readonly MeasureSample[]): MeasureCodec {
  let skipped = 0;
  return {
    push(bytes) {
      const samples = decode(bytes);
      if (samples.length === 0) skipped += bytes.length;
      return samples;
    },
    skipped: () => skipped,
  };
}
