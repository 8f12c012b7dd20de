import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDay, isNationalReference, isRfReference, isSepaIban, nationalCheckDigit } from "./account-checks.ts";
import { anyRf, finnishIban, germanIban, nationalReference } from "./bill-arbitraries.ts";

/** The IBAN registry's own example of every SEPA country. */
const examples = [
  "AD1200012030200359100100", "AL47212110090000000235698741", "AT611904300234573201", "BE68539007547034", "BG80BNBG96611020345678",
  "CH9300762011623852957", "CY17002001280000001200527600", "CZ6508000000192000145399", "DE89370400440532013000", "DK5000400440116243",
  "EE382200221020145685", "ES9121000418450200051332", "FI2112345600000785", "FR1420041010050500013M02606", "GB29NWBK60161331926819",
  "GI75NWBK000000007099453", "GR1601101250000000012300695", "HR1210010051863000160", "HU42117730161111101800000000",
  "IE29AIBK93115212345678", "IS140159260076545510730339", "IT60X0542811101000000123456", "LI21088100002324013AA",
  "LT121000011101001000", "LU280019400644750000", "LV80BANK0000435195001", "MC5811222000010123456789030", "MD24AG000225100013104168",
  "ME25505000012345678951", "MK07250120000058984", "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300", "NO9386011117947",
  "PL61109010140000071219812874", "PT50000201231234567890154", "RO49AAAA1B31007593840000", "RS35260005601001611379",
  "SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541", "SM86U0322509800000000270100", "VA59001123000012345678",
];

describe("IBAN", () => {
  it.each(examples)("%s, and not one character more, less or other", (iban) => {
    expect(isSepaIban(iban)).toBe(true);
    expect(isSepaIban(`${iban}0`)).toBe(false);
    expect(isSepaIban(iban.slice(0, -1))).toBe(false);
    expect(isSepaIban(iban.toLowerCase())).toBe(false);
    for (let at = 2; at < iban.length; at += 1) {
      const other = iban[at] === "7" ? "8" : "7";
      expect(isSepaIban(iban.slice(0, at) + other + iban.slice(at + 1))).toBe(false);
    }
  });

  it("knows each country of the examples and no other twice", () => {
    expect(new Set(examples.map((iban) => iban.slice(0, 2))).size).toBe(42);
  });

  it.each(["TR330006100519786457841326", "US64SVBKUS6S3300958879", "", "FI", "fi2112345600000785"])("refuses %j", (iban) => {
    expect(isSepaIban(iban)).toBe(false);
  });

  it("refuses check digits that satisfy the remainder but are never issued", () => {
    fc.assert(fc.property(fc.oneof(finnishIban, germanIban), (iban) => {
      expect(isSepaIban(iban)).toBe(true);
      const check = Number(iban.slice(2, 4));
      const twin = check + 97 > 99 ? check - 97 : check + 97;
      fc.pre(twin >= 0 && twin <= 99);
      expect(isSepaIban(iban.slice(0, 2) + String(twin).padStart(2, "0") + iban.slice(4))).toBe(false);
    }));
  });
});

describe("references", () => {
  it("weights 7, 3, 1 from the right", () => {
    expect(nationalCheckDigit("123")).toBe((10 - ((3 * 7 + 2 * 3 + 1) % 10)) % 10);
    expect(["1232", "868516259619897", "868624"].map(isNationalReference)).toEqual([true, true, true]);
    expect(["1231", "0123", "10", "123", "1".repeat(21), "12a2"].map(isNationalReference)).toEqual(Array(6).fill(false));
  });

  it("notice two neighbours that changed places, unless they are alike in the sum", () => {
    fc.assert(fc.property(nationalReference, fc.nat(), (reference, seed) => {
      const at = seed % (reference.length - 2);
      const [a, b] = [Number(reference[at]), Number(reference[at + 1])];
      // Weights of neighbours differ by 4, 2 or 6, so a difference of 5 (and of 0) goes unnoticed.
      fc.pre((a - b) % 5 !== 0);
      const swapped = `${reference.slice(0, at)}${b}${a}${reference.slice(at + 2)}`;
      expect(isNationalReference(swapped)).toBe(false);
    }));
  });

  it("RF: the standard's way of making check digits, and any one wrong character", () => {
    expect(["RF18539007547034", "RF09868516259619897", "RF712348231"].map(isRfReference)).toEqual([true, true, true]);
    expect(["RF19539007547034", "rf18539007547034", "RF18", "RF1853900754703412345678901", "XX18539007547034"].map(isRfReference)).toEqual(Array(5).fill(false));
    fc.assert(fc.property(anyRf, fc.nat(), (reference, seed) => {
      expect(isRfReference(reference)).toBe(true);
      const at = 2 + (seed % (reference.length - 2));
      const other = /[0-9]/.test(reference[at]!) ? String((Number(reference[at]) + 1) % 10) : reference[at] === "A" ? "B" : "A";
      expect(isRfReference(reference.slice(0, at) + other + reference.slice(at + 1))).toBe(false);
    }));
  });
});

describe("calendar", () => {
  it("agrees with the proleptic Gregorian calendar", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: -1, max: 14 }), fc.integer({ min: -1, max: 33 }), (year, month, day) => {
      const date = new Date(0);
      date.setUTCFullYear(year, month - 1, day);
      const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      expect(isCalendarDay(year, month, day)).toBe(exists);
    }));
  });
});
