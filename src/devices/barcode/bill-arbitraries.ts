import fc from "fast-check";
import { mod97, nationalCheckDigit } from "./account-checks.ts";

/** Random parts of bills for property tests, made forwards from their definitions. */

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((values) => values.join(""));

/** 98 − remainder, two digits: how ISO 13616 and ISO 11649 make check digits. */
const checkDigits = (body: string, prefix: string): string => String(98 - mod97(`${body}${prefix}00`)).padStart(2, "0");

export const finnishIban = digits(14).map((bban) => `FI${checkDigits(bban, "FI")}${bban}`);

export const germanIban = digits(18).map((bban) => `DE${checkDigits(bban, "DE")}${bban}`);

/** 4–20 digits, no leading zero. */
export const nationalReference = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 18 }).chain(digits))
  .map(([first, rest]) => `${first}${rest}${nationalCheckDigit(`${first}${rest}`)}`);

export const rfOf = (body: string): string => `RF${checkDigits(body, "RF")}${body}`;

/** As in Finland: the body is a national reference. */
export const finnishRf = nationalReference.map(rfOf);

export const anyRf = fc.stringMatching(/^[A-Z1-9][A-Z0-9]{0,20}$/).map(rfOf);

export const barCodeCents = fc.option(fc.integer({ min: 1, max: 99_999_999 }));

/** A day of this century, the bar code's span. */
export const dueDate = fc.option(
  fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);
