import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";

/** Why an SFLOAT carries no number. */
export type SfloatAbsence =
  | "bluetooth-le/sfloat-nan" | "bluetooth-le/sfloat-nres" | "bluetooth-le/sfloat-plus-infinity"
  | "bluetooth-le/sfloat-minus-infinity" | "bluetooth-le/sfloat-reserved";

/**
 * The five words that are no numbers: IEEE 11073-20601, SFLOAT-Type, and with the same values the Bluetooth GATT Specification
 * Supplement, medfloat16. All have the exponent 0: 0xF7FF is the number 204.7.
 */
const absences: ReadonlyMap<number, SfloatAbsence> = new Map([
  [0x07ff, "bluetooth-le/sfloat-nan"],
  [0x0800, "bluetooth-le/sfloat-nres"],
  [0x07fe, "bluetooth-le/sfloat-plus-infinity"],
  [0x0802, "bluetooth-le/sfloat-minus-infinity"],
  [0x0801, "bluetooth-le/sfloat-reserved"],
]);

/** A field of so many bits as two's complement. */
const signed = (field: number, bits: number): number => (field >= 2 ** (bits - 1) ? field - 2 ** bits : field);

/**
 * Reads an SFLOAT (IEEE 11073-20601, 16 bits, sent little-endian): four bits of exponent to the base 10 and twelve of mantissa,
 * both two's complement, so -2048e7 … 2047e7. The exponent has no bias: 98 is 0x0062, not 0x8062 (which is 98e-8).
 * @param word the 16 bits, 0..0xFFFF
 * @returns the number that is nearest to the decimal one, or which of the special values it was
 */
export function sfloatOf(word: number): Result<number, CodedError<SfloatAbsence>> {
  const absence = absences.get(word);
  if (absence !== undefined) return err(absence);
  const exponent = signed(word >> 12, 4);
  const mantissa = signed(word & 0x0fff, 12);
  // Dividing by a power of ten rounds once; multiplying by 0.1 would round twice and make 36.4 into 36.400000000000006.
  return ok(exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent);
}
