import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages } from "../../contract/preferences.ts";
import { nameWords } from "./name-words.ts";
import { checkName, suggestName, type NameRefusal } from "./names.ts";

const refusalOf = (name: string): NameRefusal | null => {
  const checked = checkName(name);
  return checked.ok ? null : checked.refused;
};

/** One of these signs. */
const oneOf = (signs: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(signs));
const digits = (length: number) => fc.string({ unit: oneOf("0123456789"), minLength: length, maxLength: length });
const letters = fc.string({ unit: oneOf("abcdefghijklmnopqrstuvwxyzåäöáčđŋšŧž"), minLength: 0, maxLength: 8 });
const twoDigits = (least: number, most: number) => fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, "0"));
const code = fc
  .tuple(twoDigits(1, 31), twoDigits(1, 12), twoDigits(0, 99), oneOf("+-YXWVUABCDEFyxwvuabcdef–−‐"), digits(3), oneOf("0123456789ABCDEFHJKLMNPRSTUVWXYabcdefhjklmnprstuvwxy"))
  .map((parts) => parts.join(""));

describe("checkName refuses what could be a person's own", () => {
  it("a personal identity code, whatever its century sign, dash, case or wrapping", () => {
    fc.assert(fc.property(code, letters, letters, (text, before, after) => {
      expect(refusalOf(text)).toBe("looks-like-identity-code");
      expect(refusalOf(`${before} ${text} ${after}`)).toBe("looks-like-identity-code");
    }));
  });

  it("an identity code with invisible signs, full-width digits or spaces in it", () => {
    for (const name of ["131052\u200b-308T", "１３１０５２-308T", "131052 - 308T", "131052\u00adA308T", "131052\u2011308T", "١٣١٠٥٢-٣٠٨T"]) {
      expect(refusalOf(name), name).toBe("looks-like-identity-code");
    }
  });

  it("a Swedish or a Norwegian one", () => {
    for (const name of ["811218-9876", "19811218-9876", "811218+9876", "010190 - 12345"]) expect(refusalOf(name), name).toBe("looks-like-identity-code");
  });

  it("an e-mail address", () => {
    fc.assert(fc.property(fc.emailAddress(), (address) => {
      expect(refusalOf(address)).not.toBeNull();
    }));
    for (const name of ["matti@posti.fi", "matti＠posti.fi", "matti(at)posti.fi", "maija [ÄT] posti.fi", "a@b"]) expect(refusalOf(name), name).toBe("looks-like-email");
  });

  it("a telephone number, with whatever stands between its digits", () => {
    const separators = fc.constantFrom("", " ", "-", ".", "/", "(", ") ");
    const number = fc.array(fc.tuple(oneOf("0123456789"), separators), { minLength: 6, maxLength: 15 });
    fc.assert(fc.property(number, letters, (parts, before) => {
      const name = `${before}${parts.map((part) => part.join("")).join("")}`;
      expect(["looks-like-phone", "looks-like-identity-code"]).toContain(refusalOf(name));
    }));
    for (const name of ["040 123 4567", "+358401234567", "016-000000"]) expect(refusalOf(name), name).toBe("looks-like-phone");
  });
});

describe("checkName", () => {
  it("takes made-up names, and tidies their spaces", () => {
    for (const name of ["Aurinkolintu", "Kettu 7", "Tähti-Poro", "Biegga Njukča", "Ođđa beaivi", "Kettu2024", "D'Artagnan"]) expect(checkName(name), name).toEqual({ ok: true, name });
    expect(checkName("  Lumi   Kettu ")).toEqual({ ok: true, name: "Lumi Kettu" });
  });

  it("refuses what is no name at all", () => {
    for (const name of ["", "   ", "7", "--", "<b>x</b>", "a\u0000b", "🦊", "rivi\nrivi", "\u202ekettu", "{}"]) expect(refusalOf(name), name).toBe("characters");
    expect(refusalOf("a".repeat(41))).toBe("too-long");
    expect(refusalOf("a".repeat(40))).toBeNull();
  });

  it("never throws, and whatever it takes fits the bar and holds no sign of a code, an address or a number", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const checked = checkName(text);
      if (!checked.ok) return;
      expect(checked.name.length).toBeLessThanOrEqual(40);
      expect(checked.name).not.toMatch(/[@<>\p{Cc}\p{Cf}]|[0-9]{6}/u);
      expect(checkName(checked.name)).toEqual(checked);
    }), { numRuns: 500 });
  });
});

describe("suggestName", () => {
  it("suggests only what it would take itself, in every language", () => {
    for (const language of languages) {
      const { first, second } = nameWords[language];
      for (let a = 0; a < first.length; a += 1) {
        for (let b = 0; b < second.length; b += 1) {
          const picks = [a, b];
          const name = suggestName(language, () => picks.shift() ?? 0);
          expect(checkName(name), name).toEqual({ ok: true, name });
        }
      }
    }
    expect(suggestName("fi", () => 0)).toBe("Aurinkolintu");
  });
});
