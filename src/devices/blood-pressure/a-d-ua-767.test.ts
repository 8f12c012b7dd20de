import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureSample } from "../../contract/reading.ts";
import { createUa767Codec, createUa767PbtCodec } from "./a-d-ua-767.ts";
import { ascii, byteWithout, chain, changed, describeCodecProperties, hex, samplesOf } from "./codec-properties.ts";

const read = (text: string) => samplesOf(createUa767Codec, ascii(text));

function pressure(systolic: number, diastolic: number, pulse: number, mean: number): MeasureSample {
  return {
    sample: "value", measured: { kind: "blood-pressure", systolic, diastolic, mean, unit: "mm[Hg]", pulse }, stable: true, deviceTime: null,
    stored: false, notes: [],
  };
}

describe("A&D UA-767PC", () => {
  it.each([
    ["804C4C4960", pressure(152, 76, 73, 96)], ["801D4C4152", pressure(105, 76, 65, 82)], ["8020423C4C", pressure(98, 66, 60, 76)],
  ])("reads %s", (text, expected) => {
    expect(read(text)).toEqual([expected]);
    expect(read(`${text}\r\n${text}`)).toEqual([expected, expected]);
  });

  it.each(["8100000000", "8200000000", "8300000000"])("tells %s as a failed measurement", (text) => {
    expect(read(text)).toEqual([{ sample: "reason", kind: "blood-pressure", reason: "cuff-error" }]);
  });

  it("takes no ten letters for a reading of which the mean is not between the others", () => {
    expect(read("804C4C4998")).toEqual([]);
    expect(read("804C4C494C")).toEqual([]);
    expect(read("8000000000")).toEqual([]);
    expect(read("804c4c4960")).toEqual([]);
    expect(read("844C4C4960")).toEqual([]);
  });

  it("never makes a value of what the device cannot measure, nor of a pulse of 0", () => {
    expect(read("80FFC849FE")).toEqual([]);
    expect(read("80FF024960")).toEqual([]);
    expect(read("804C4C0060")).toMatchObject([{ measured: { pulse: null } }]);
  });
});

describe("A&D UA-767PC, broken off", () => {
  it("finds a reading that follows a piece of a failed measurement at once", () => {
    const failed: MeasureSample = { sample: "reason", kind: "blood-pressure", reason: "cuff-error" };
    expect(read("81804C4C4960")).toEqual([failed, pressure(152, 76, 73, 96)]);
    expect(read("8100000804C4C4960")).toEqual([failed, pressure(152, 76, 73, 96)]);
    expect(read("810000000804C4C4960")).toEqual([failed, pressure(152, 76, 73, 96)]);
  });

  it("finds a reading that follows a piece of another", () => {
    for (const piece of ["8", "80", "804", "804C4", "804C4C4"]) expect(read(`${piece}804C4C4960`).at(-1)).toEqual(pressure(152, 76, 73, 96));
  });
});

/** A header as a UC-411PBT sent it, but with the UA-767PBT's number and length. */
function packet(reading: string, measured: string, sent: string): Uint8Array {
  return chain(
    hex(`02 00 0A 00 00 00 FF 02 00 ${measured} ${sent} ED 4A 80 1F 09 00 00 09 1F 80 07 3A`), ascii("5111124008\0\0PBT-C\0\0\0\0\0"),
    hex("F0 00 23"), ascii(reading),
  );
}

const noon = "DC 07 09 16 0C 00 00";
const about: MeasureSample = { sample: "about", model: "767", firmware: null, batteryPercent: null };
const readPacket = (bytes: Uint8Array) => samplesOf(createUa767PbtCodec, bytes);

describe("A&D UA-767PBT", () => {
  it("reads a packet of 70 bytes with the time of the measurement", () => {
    const bytes = packet("804C4C4960", noon, "DC 07 09 16 0C 01 0A");
    expect(bytes).toHaveLength(70);
    expect(readPacket(bytes)).toEqual([about, { ...pressure(152, 76, 73, 96), deviceTime: "2012-09-22T12:00:00" }]);
  });

  it("tells a reading that waited, or of which nobody knows, as stored", () => {
    expect(readPacket(packet("804C4C4960", noon, "DC 07 09 16 0C 06 00"))[1]).toMatchObject({ stored: true });
    expect(readPacket(packet("804C4C4960", "DC 07 09 15 00 36 28", "DC 07 09 16 08 0C 16"))[1])
      .toMatchObject({ stored: true, deviceTime: "2012-09-21T00:54:40" });
    expect(readPacket(packet("804C4C4960", noon, "00 00 00 00 00 00 00"))[1]).toMatchObject({ stored: true });
    expect(readPacket(packet("804C4C4960", "DC 07 09 17 0C 00 00", noon))[1]).toMatchObject({ stored: true });
  });

  it("tells a failed measurement, and takes neither a bare reading nor a serial number for one", () => {
    expect(readPacket(packet("8100000000", noon, noon))).toEqual([about, { sample: "reason", kind: "blood-pressure", reason: "cuff-error" }]);
    expect(readPacket(ascii("804C4C4960"))).toEqual([]);
    expect(readPacket(packet("804C4C4998", noon, noon))).toEqual([]);
  });
});

const twoDigits = (value: number) => value.toString(16).toUpperCase().padStart(2, "0");
const values = fc.tuple(fc.integer({ min: 20, max: 130 }), fc.integer({ min: 2, max: 120 }), fc.integer({ min: 0, max: 200 }), fc.nat());
/** Without another 80 in it: after a reading that was broken off nothing tells that from the beginning of the next. */
const readings = values.map(([diastolic, more, pulse, mean]) => `80${[more, diastolic, pulse, diastolic + 1 + (mean % (more - 1))].map(twoDigits).join("")}`)
  .filter((text) => !text.includes("80", 1));
/** A mean pressure outside the other two. */
const wrongMean = values.map(([diastolic, more, pulse, mean]) =>
  `80${[more, diastolic, pulse, mean % 2 === 0 ? mean % (diastolic + 1) : diastolic + more].map(twoDigits).join("")}`);
const eight = 0x38;

describeCodecProperties("A&D UA-767PC", {
  create: createUa767Codec, frames: fc.oneof(readings.map(ascii), fc.constant(ascii("8100000000"))), noise: byteWithout(eight),
  spoilt: wrongMean.map(ascii), endless: ascii("80808080G"),
});

const packets = fc.oneof(readings, fc.constant("8200000000")).map((reading) => packet(reading, noon, noon));
describeCodecProperties("A&D UA-767PBT", {
  create: createUa767PbtCodec, frames: packets, noise: byteWithout(0x02),
  spoilt: fc.oneof(
    wrongMean.map((reading) => packet(reading, noon, noon)),
    fc.tuple(packets, fc.nat(7), fc.integer({ min: 1, max: 255 })).map(([bytes, at, change]) => changed(bytes, at, change)),
  ),
  endless: hex("02 00 0A 00 00 00 FF 02 00 DC 07"),
});
