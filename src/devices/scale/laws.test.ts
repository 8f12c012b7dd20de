import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureSample } from "../../contract/reading.ts";
import { createADCodec, createStGsCodec } from "./a-d-family.ts";
import { ascii, decimals, describeCodecLaws, describeTornFrames, frameArbitrary } from "./codec-laws.ts";
import type { KnownFrame, LawfulCodec } from "./codec-laws.ts";
import { createHidScaleCodec } from "./hid-scale.ts";
import { createMtSicsCodec } from "./mt-sics.ts";
import { createPatternCodec, readPatternSetting } from "./pattern.ts";
import { createTanitaCodec } from "./tanita.ts";
import { createToledo8217Codec } from "./toledo-8217.ts";
import { noWeight, weight } from "./weight-sample.ts";

const overload = noWeight("overload");
type Parts = readonly [string, readonly MeasureSample[]];

const ad: LawfulCodec = {
  create: createADCodec,
  most: 34,
  frames: frameArbitrary(fc.oneof(
    fc.tuple(fc.constantFrom("ST", "US"), fc.constantFrom("+", "-"), decimals(99_999, 2)).map(([state, sign, digits]): Parts =>
      [`${state},${sign}${digits.padStart(8, "0")} kg\r\n`, [weight(Number(`${sign}${digits}`), "kg", state === "ST")]]),
    fc.constant<Parts>(["OL,+999999.9  g\r\n", [overload]]),
  )),
};

const stGs: LawfulCodec = {
  create: createStGsCodec,
  most: 34,
  frames: frameArbitrary(fc.oneof(
    fc.tuple(fc.constantFrom("ST", "US"), fc.constantFrom("GS", "NT"), decimals(9_999, 2), fc.constantFrom("", " ", ",", "  "), fc.constantFrom("\r\n", "\r", "\n"))
      .map(([state, kind, digits, between, end]): Parts =>
        [`${state},${kind},+${digits.padStart(7, " ")}${between}kg${end}`, [weight(Number(digits), "kg", state === "ST")]]),
    fc.constant<Parts>(["OL,GS,+            \r\n", [overload]]),
  )),
};

const mtSics: LawfulCodec = {
  create: createMtSicsCodec,
  most: 76,
  frames: frameArbitrary(fc.oneof(
    fc.tuple(fc.constantFrom("S", "D"), decimals(999, 2)).map(([state, digits]): Parts =>
      [`S ${state} ${digits.padStart(10, " ")} kg\r\n`, [weight(Number(digits), "kg", state === "S")]]),
    fc.constant<Parts>(["S +\r\n", [overload]]),
    fc.constant<Parts>(["ES\r\n", [{ sample: "answer", accepted: false }]]),
  )),
};

const toledo: LawfulCodec = {
  create: () => createToledo8217Codec(),
  most: 13,
  frames: frameArbitrary(fc.oneof(
    fc.tuple(decimals(999, 2), fc.constantFrom("", "N")).map(([digits, net]): Parts =>
      [`\x02${digits.padStart(6, "0")}${net}\r`, [weight(Number(digits), "kg", true)]]),
    fc.constant<Parts>(["\x02?A\r", [noWeight("moving")]]),
    fc.constant<Parts>(["\x02?B\r", [overload]]),
  )),
};

const tanita: LawfulCodec = {
  create: createTanitaCodec,
  most: 1024,
  frames: frameArbitrary(fc.tuple(decimals(299, 1), fc.constantFrom("Wk", "Wp")).map(([digits, key]): Parts => {
    const items = `{0,16,~0,1,MO,"PW-650",${key},${digits},Pt,0.0,`;
    const sum = ascii(items).reduce((total, byte) => (total + byte) % 256, 0).toString(16).toUpperCase().padStart(2, "0");
    return [`${items}CS,${sum}\r\n`, [
      { sample: "about", model: "PW-650", firmware: null, batteryPercent: null }, weight(Number(digits), key === "Wk" ? "kg" : "[lb_av]", true),
    ]];
  })),
};

const report = (status: number, raw: number): Uint8Array => Uint8Array.of(3, status, 3, 0xff, raw & 0xff, raw >> 8);

const hidScale: LawfulCodec = {
  create: createHidScaleCodec,
  most: 6,
  // A report has neither check nor end; noise without its first byte is what can be told from it.
  noise: fc.array(fc.nat({ max: 255 }).filter((byte) => byte !== 3), { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
  frames: fc.tuple(fc.constantFrom(3, 4), fc.nat({ max: 0xffff })).map(([status, raw]): KnownFrame => ({
    bytes: report(status, raw), samples: [weight(Number(`${raw}e-1`), "kg", status === 4)],
  })),
};

const setting = readPatternSetting({ pattern: "(?<stable>[SU]):(?<value>[+-]\\d{4},\\d)(?<unit>kg|lb)$", unit: null, stableText: "S" });
const pattern: LawfulCodec = {
  create: () => {
    if (!setting.ok) throw new Error(setting.error.code);
    return createPatternCodec(setting.value);
  },
  most: 50,
  noise: fc.uint8Array({ maxLength: 36 }),
  frames: frameArbitrary(fc.tuple(fc.constantFrom("S", "U"), decimals(999, 1), fc.constantFrom("kg", "lb")).map(([state, digits, unit]): Parts =>
    [`${state}:+${digits.padStart(6, "0").replace(".", ",")}${unit}\r\n`, [weight(Number(digits), unit === "kg" ? "kg" : "[lb_av]", state === "S")]])),
};

const all = { "A&D": ad, "ST,GS": stGs, "MT-SICS": mtSics, "Toledo 8217": toledo, "Tanita": tanita, "HID scale": hidScale, "pattern": pattern };
for (const [name, codec] of Object.entries(all)) describeCodecLaws(name, codec);

describe("laws: torn frames", () => {
  for (const [name, codec] of Object.entries(all)) if (codec !== hidScale) describeTornFrames(name, codec);
});

describe("laws: Tanita's check", () => {
  it("lets no frame pass in which one byte is another", () => {
    fc.assert(fc.property(tanita.frames, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ bytes }, place, difference) => {
      const damaged = Uint8Array.from(bytes);
      damaged[place % bytes.length] = ((damaged[place % bytes.length] ?? 0) + difference) & 0xff;
      expect(createTanitaCodec().push(damaged)).toEqual([]);
    }));
  });

  it("lets no frame pass from which a byte that counts is lost", () => {
    fc.assert(fc.property(tanita.frames, fc.nat(), ({ bytes }, place) => {
      const lost = place % bytes.length;
      expect(createTanitaCodec().push(Buffer.concat([bytes.subarray(0, lost), bytes.subarray(lost + 1)]))).toEqual([]);
    }));
  });
});
