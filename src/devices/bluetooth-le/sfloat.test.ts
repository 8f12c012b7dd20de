import { describe, expect, it } from "vitest";
import { sfloatOf } from "./sfloat.ts";

/** The same type by another road: shifts of 32-bit integers keep the sign, and the decimal is read by the language's own parser. */
function expectedOf(word: number): number {
  const exponent = (word << 16) >> 28;
  const mantissa = (word << 20) >> 20;
  return Number(`${mantissa}e${exponent}`);
}

/** The encoder's side: the word for a mantissa and an exponent. */
const wordOf = (mantissa: number, exponent: number): number => ((exponent & 0xf) << 12) | (mantissa & 0xfff);

const special = new Map([
  [0x07ff, "bluetooth-le/sfloat-nan"], [0x0800, "bluetooth-le/sfloat-nres"], [0x07fe, "bluetooth-le/sfloat-plus-infinity"],
  [0x0802, "bluetooth-le/sfloat-minus-infinity"], [0x0801, "bluetooth-le/sfloat-reserved"],
]);

describe("SFLOAT", () => {
  it("reads the vectors", () => {
    expect(sfloatOf(0x0062)).toEqual({ ok: true, value: 98 });
    expect(sfloatOf(0xf16c)).toEqual({ ok: true, value: 36.4 });
    expect(sfloatOf(0x0061)).toEqual({ ok: true, value: 97 });
    expect(sfloatOf(0xf3ca)).toEqual({ ok: true, value: 97 });
  });

  it("has no bias in its exponent: 0x8062 is 98e-8, not 98", () => {
    expect(sfloatOf(0x8062)).toEqual({ ok: true, value: 9.8e-7 });
  });

  it("tells the special values by a code, and only with the exponent 0", () => {
    for (const [word, code] of special) expect(sfloatOf(word)).toEqual({ ok: false, error: { code } });
    expect(sfloatOf(0xf7ff)).toEqual({ ok: true, value: 204.7 });
    expect(sfloatOf(0xf800)).toEqual({ ok: true, value: -204.8 });
  });

  it("agrees with independent arithmetic on all 65,536 words", () => {
    const wrong: number[] = [];
    for (let word = 0; word <= 0xffff; word += 1) {
      const read = sfloatOf(word);
      if (special.has(word) ? read.ok : !read.ok || read.value !== expectedOf(word)) wrong.push(word);
    }
    expect(wrong).toEqual([]);
  });

  it("comes back from every mantissa and exponent", () => {
    const wrong: number[] = [];
    for (let exponent = -8; exponent <= 7; exponent += 1) {
      for (let mantissa = -2048; mantissa <= 2047; mantissa += 1) {
        const word = wordOf(mantissa, exponent);
        const read = sfloatOf(word);
        if (!special.has(word) && (!read.ok || read.value !== Number(`${mantissa}e${exponent}`))) wrong.push(word);
      }
    }
    expect(wrong).toEqual([]);
  });
});
