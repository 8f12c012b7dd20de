import { describe, expect, it } from "vitest";
import type { MeasureSample, WeightUnit } from "../../contract/reading.ts";
import { createADCodec, createStGsCodec } from "./a-d-family.ts";
import { ascii } from "./codec-laws.ts";
import { createHidScaleCodec } from "./hid-scale.ts";
import { createMtSicsCodec } from "./mt-sics.ts";
import { scaleProtocols } from "./protocols.ts";
import { createTanitaCodec } from "./tanita.ts";
import { createToledo8217Codec } from "./toledo-8217.ts";
import { noWeight, weight } from "./weight-sample.ts";

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");
const value = (number: number, unit: WeightUnit, stable: boolean): readonly MeasureSample[] => [weight(number, unit, stable)];
const [moving, overload, underload, fault] = [noWeight("moving"), noWeight("overload"), noWeight("underload"), noWeight("device-fault")];

describe("A&D standard format: the manuals' lines", () => {
  it.each([
    ["ST,+001234.5  g", value(1234.5, "g", true)],
    ["US,-000183.69  g", value(-183.69, "g", false)],
    ["ST,+0001.234 kg", value(1.234, "kg", true)],
    ["ST,OK,+0001.234 kg", value(1.234, "kg", true)],
    ["ST,+00159.83 lb", value(159.83, "[lb_av]", true)],
    ["ST,-000000.0  g", value(0, "g", true)],
    ["OL,+999999.9  g", [overload]],
    ["OL,-999999.9  g", [underload]],
    ["OL,-99999999 PC", [underload]],
    ["OL,+9999999E+19", [overload]],
    ["QT,+00012345 PC", []],
  ])("%s", (line, samples) => {
    const codec = createADCodec();
    expect(codec.push(ascii(`${line}\r\n`))).toEqual(samples);
    expect(codec.skipped()).toBe(0);
  });

  it.each(["ST,+01234.5  g", "ST,+0012a4.5  g", "ST,+001234.5  q", "ST,+00012.34  %", "ST,+00.1234.5  g", "st,+001234.5  g"])("is no line of it: %s", (line) => {
    const codec = createADCodec();
    expect(codec.push(ascii(`${line}\r\n`))).toEqual([]);
    expect(codec.skipped()).toBe(line.length);
  });
});

describe("ST,GS family: the manuals' lines", () => {
  it.each([
    ["ST,GS,+0072.50kg", value(72.5, "kg", true)],
    ["ST,GS,+   72.50kg", value(72.5, "kg", true)],
    ["ST,GS,+0123.4567  kg", value(123.4567, "kg", true)],
    ["ST,GS,+0123456  kg", value(123_456, "kg", true)],
    ["ST,GS,      72.5,kg", value(72.5, "kg", true)],
    ["ST,NT,+012.3456  kg", value(12.3456, "kg", true)],
    ["US,GS,+01234.56  lb", value(1234.56, "[lb_av]", false)],
    ["US,NT,-   0.40kg", value(-0.4, "kg", false)],
    ["St,G,   72.50kg", value(72.5, "kg", true)],
    ["ST,GS    1.000KG", value(1, "kg", true)],
    ["ST,+0072.50 g", value(72.5, "g", true)],
    ["ST,GS,+0000.00kg", value(0, "kg", true)],
    ["ST,TR,+012.3456  kg", []],
    ["OL,GS,+            ", [overload]],
    ["OL,GS,-            ", [underload]],
    ["OL,GS,+9999.99kg", [overload]],
    ["UL,GS,      -9.9,kg", [underload]],
    ["TL,GS,      72.5,kg", [fault]],
    ["QT,GS,+    12pcs", []],
  ])("%s", (line, samples) => {
    const codec = createStGsCodec();
    expect(codec.push(ascii(`${line}\r\n`))).toEqual(samples);
    expect(codec.skipped()).toBe(0);
  });

  it("reads General Measure's documented bytes", () => {
    expect(createStGsCodec().push(hex("53 54 2C 47 53 2C 2B 30 31 31 2E 31 32 30 6B 67 0D 0A"))).toEqual(value(11.12, "kg", true));
  });

  it.each(["ST,GS,+72.5kg", "ST,GS,+0072.50", "ST,GS,+0072.50mmHg", "ST,GS,+00+72.50kg", "ST,GS,+      .  kg", "ST,XX,+0072.50kg"])("is no line of it: %s", (line) => {
    expect(createStGsCodec().push(ascii(`${line}\r\n`))).toEqual([]);
  });
});

describe("MT-SICS: the manual's answers", () => {
  it.each<[string, readonly MeasureSample[]]>([
    ["S S      72.50 kg", value(72.5, "kg", true)],
    ["S D      72.50 kg", value(72.5, "kg", false)],
    ["S S     -0.40 kg ", []],
    ["S S      -0.40 kg", value(-0.4, "kg", true)],
    ["S S     100.00 g", value(100, "g", true)],
    ["S I", [moving]],
    ["S +", [overload]],
    ["S -", [underload]],
    ["ES", [{ sample: "answer", accepted: false }]],
    ["ET", [{ sample: "answer", accepted: false }]],
    ["EL", [{ sample: "answer", accepted: false }]],
    ["Z A", [{ sample: "answer", accepted: true }]],
    ["Z I", [{ sample: "answer", accepted: false }]],
    ["I2 A \"ICS425 300.00 kg\"", [{ sample: "about", model: "ICS425 300.00 kg", firmware: null, batteryPercent: null }]],
    ["I3 A \"1.20\"", [{ sample: "about", model: null, firmware: "1.20", batteryPercent: null }]],
  ])("%s", (line, samples) => {
    expect(createMtSicsCodec().push(ascii(`${line}\r\n`))).toEqual(samples);
  });
});

describe("Toledo 8217: the manual's answers", () => {
  it.each<[string, string, readonly MeasureSample[]]>([
    ["a weight", "02 30 37 32 2E 35 30 0D", value(72.5, "kg", true)],
    ["blanks before it", "02 20 37 32 2E 35 0D", value(72.5, "kg", true)],
    ["a net weight", "02 30 37 32 2E 35 30 4E 0D", value(72.5, "kg", true)],
    ["zero", "02 30 30 2E 30 30 0D", value(0, "kg", true)],
    ["in motion", "02 3F 41 0D", [moving]],
    ["over capacity, in motion", "02 3F 43 0D", [overload]],
    ["under zero", "02 3F 44 0D", [underload]],
    ["centre of zero and net", "02 3F 70 0D", [{ sample: "answer", accepted: false }]],
    ["a status that is CR itself", "02 3F 0D 0D", [underload]],
    ["the echo of the probe", "02 45 0D", [{ sample: "answer", accepted: true }]],
    ["no number", "02 2E 0D", []],
    ["two points", "02 37 2E 32 2E 35 0D", []],
  ])("%s", (_name, bytes, samples) => {
    expect(createToledo8217Codec().push(hex(bytes))).toEqual(samples);
  });

  it("tells the unit that the scale is set to", () => {
    expect(createToledo8217Codec("[lb_av]").push(ascii("\x02159.8\r"))).toEqual(value(159.8, "[lb_av]", true));
  });
});

describe("Tanita: the PW-650 manual's frame", () => {
  const items = "{0,16,~0,1,MO,\"PW-650\",Da,\"30/04/2020\",TI,\"20:02\",Wk,58.1,Pt,2.0,Ta,0.0,";
  const withSum = (text: string): string => {
    const sum = Buffer.from(text, "latin1").reduce((total, byte) => (total + byte) % 256, 0);
    return `${text}CS,${sum.toString(16).toUpperCase().padStart(2, "0")}\r\n`;
  };
  const about = (model: string): MeasureSample => ({ sample: "about", model, firmware: null, batteryPercent: null });
  const read = (text: string): readonly MeasureSample[] => createTanitaCodec().push(ascii(text));

  it("is read with its documented checksum, D6", () => {
    expect(withSum(items)).toBe(`${items}CS,D6\r\n`);
    expect(read(`${items}CS,D6\r\n`)).toEqual([about("PW-650"), weight(58.1, "kg", true, { deviceTime: "2020-04-30T20:02:00" })]);
  });

  it("is refused with any other", () => {
    for (let sum = 0; sum < 256; sum += 1) {
      if (sum !== 0xd6) expect(read(`${items}CS,${sum.toString(16).toUpperCase().padStart(2, "0")}\r\n`)).toEqual([]);
    }
  });

  it("is read before a spurious signal, and again after it", () => {
    const codec = createTanitaCodec();
    const text = `${items}CS,D6\r\n`;
    expect(codec.push(ascii(`${text}\x00\xff{`))).toHaveLength(2);
    expect(codec.push(ascii(text))).toHaveLength(2);
    expect(codec.skipped()).toBe(3);
  });

  it.each<[string, string, MeasureSample]>([
    ["pounds", "{0,16,~0,1,~1,1,~2,1,MO,\"WB-3000\",Wp,128.2,", weight(128.2, "[lb_av]", true)],
    ["no clock", "{0,16,~0,1,MO,\"WB-3000\",Hm,175.0,Wk,58.1,MI,19.0,", weight(58.1, "kg", true)],
    ["a day that is not", "{0,16,~0,1,MO,\"WB-3000\",Da,\"31/02/2020\",TI,\"20:02\",Wk,58.1,", weight(58.1, "kg", true)],
    ["stones", "{0,16,~0,1,MO,\"WB-3000\",Ws,09.02.2,", fault],
    ["no weight", "{0,16,~0,1,MO,\"WB-3000\",", fault],
  ])("%s", (_name, text, sample) => {
    expect(read(withSum(text))).toEqual([about("WB-3000"), sample]);
  });

  it("is refused if a key comes twice or a value is missing", () => {
    expect(read(withSum("{0,16,Wk,58.1,Wk,85.1,"))).toEqual([]);
    expect(read(withSum("{0,16,Wk,"))).toEqual([]);
  });
});

describe("USB HID scale: reports", () => {
  it.each<[string, readonly MeasureSample[]]>([
    ["03 04 0B FF 31 00", value(4.9, "[oz_av]", true)],
    ["03 04 03 FF D5 02", value(72.5, "kg", true)],
    ["00 03 04 03 FF D5 02", value(72.5, "kg", true)],
    ["03 04 03 FF D5 02 00 00", value(72.5, "kg", true)],
    ["03 04 0C FF 3E 06", value(159.8, "[lb_av]", true)],
    ["03 04 02 02 D5 02", value(72_500, "g", true)],
    ["03 03 03 FF D5 02", value(72.5, "kg", false)],
    ["03 02 03 FF 00 00", value(0, "kg", true)],
    ["03 06 03 FF 00 00", [overload]],
    ["03 01 03 FF D5 02", [fault]],
    ["03 07 03 FF D5 02", [fault]],
    ["03 08 03 FF D5 02", [fault]],
    ["03 04 05 FF D5 02", [fault]],
    ["03 05 03 FF 05 00", [weight(-0.5, "kg", false, { notes: ["underload"] })]],
    ["03 00 03 FF D5 02", []],
    ["03 09 03 FF D5 02", []],
    ["03 04 0D FF D5 02", []],
    ["03 04 00 FF D5 02", []],
    ["03 04 03 80 D5 02", []],
    ["03 04 08 02 FF FF", [noWeight("out-of-range")]],
  ])("%s", (bytes, samples) => {
    expect(createHidScaleCodec().push(hex(bytes))).toEqual(samples);
  });

  it("reads several in one piece and one in several", () => {
    const codec = createHidScaleCodec();
    expect(codec.push(hex("03 04 03 FF D5 02 03 03 03 FF D6 02 03 04"))).toEqual([...value(72.5, "kg", true), ...value(72.6, "kg", false)]);
    expect(codec.push(hex("03 FF"))).toEqual([]);
    expect(codec.push(hex("D7 02"))).toEqual(value(72.7, "kg", true));
    expect(codec.skipped()).toBe(0);
  });
});

describe("the table of protocols", () => {
  it("names each once and makes a codec of its own each time", () => {
    expect(new Set(scaleProtocols.map((protocol) => protocol.name)).size).toBe(scaleProtocols.length);
    for (const { create } of scaleProtocols) {
      const codec = create();
      codec.push(Uint8Array.of(0xff, 0xff));
      expect([codec.skipped(), create().skipped()]).toEqual([2, 0]);
    }
  });
});
