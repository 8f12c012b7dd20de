import { describe, expect, it } from "vitest";
import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { chain, hex, samplesOf } from "../blood-pressure/codec-properties.ts";
import { createNonin13Codec } from "./nonin-13.ts";
import { createNonin2Codec } from "./nonin-2.ts";
import { createNonin8Codec } from "./nonin-8.ts";
import { noninGetTime, noninSelectFormat, noninSetTime, readNoninTime } from "./nonin-commands.ts";
import { format13, packet2 } from "./nonin-frames.ts";

function oxygen(saturation: number, pulse: number | null, stable: boolean | null, notes: readonly MeasureReason[] = []): MeasureSample {
  return { sample: "value", measured: { kind: "oxygen", saturation, pulse }, stable, deviceTime: null, stored: false, notes };
}

const reason = (why: MeasureReason): MeasureSample => ({ sample: "reason", kind: "oxygen", reason: why });
const read8 = (text: string) => samplesOf(() => createNonin8Codec(), hex(text));
const readOld8 = (text: string) => samplesOf(() => createNonin8Codec(1), hex(text));
const read13 = (bytes: Uint8Array) => samplesOf(createNonin13Codec, bytes);

describe("Nonin commands", () => {
  it("select a format", () => {
    expect(noninSelectFormat(13)).toEqual(hex("02 70 02 02 0D 03"));
    expect(noninSelectFormat(8)).toEqual(hex("02 70 02 02 08 03"));
    expect(noninSelectFormat(7)).toEqual(hex("02 70 02 02 07 03"));
    expect(noninSelectFormat(2)).toEqual(hex("02 70 02 02 02 03"));
  });

  it("set the time in binary, ask for it and read the answer", () => {
    const time = { year: 2026, month: 11, day: 21, hour: 10, minute: 15, second: 30 };
    expect(noninSetTime(time)).toEqual(hex("02 72 06 1A 0B 15 0A 0F 1E 03"));
    expect(noninGetTime()).toEqual(hex("02 72 00 03"));
    expect(readNoninTime(hex("02 F2 06 1A 0B 15 0A 0F 1E 03"))).toBe("2026-11-21T10:15:30");
    expect(readNoninTime(hex("FF 02 F2 06 1A 0B 15 0A 0F 1E 03"), 1)).toBe("2026-11-21T10:15:30");
    expect(readNoninTime(hex("02 F2 06 1A 0D 15 0A 0F 1E 03"))).toBeNull();
    expect(readNoninTime(hex("02 F2 06 1A 0B 15 0A 0F 1E"))).toBeNull();
    expect(readNoninTime(hex("02 F2 06 1A 0B 15 0A 0F 1E 04"))).toBeNull();
  });

  it.each([["2", createNonin2Codec], ["8", () => createNonin8Codec()], ["13", createNonin13Codec]])("are answered in format %s", (_, create) => {
    expect(samplesOf(create, hex("06 15"))).toEqual([{ sample: "answer", accepted: true }, { sample: "answer", accepted: false }]);
    const codec = create();
    expect(codec.push(hex("02 F2 06 15 06 15 06 15 06 03"))).toEqual([]);
    expect(codec.skipped()).toBe(0);
    expect(samplesOf(create, hex("7F 06 15"))).toEqual([]);
  });
});

describe("Nonin format 8", () => {
  it("reads the pulse's nine bits, the saturation and SmartPoint", () => {
    expect(read8("80 48 61 00")).toEqual([oxygen(97, 72, false)]);
    expect(read8("81 02 62 20")).toEqual([oxygen(98, 130, true)]);
    expect(read8("82 41 62 20")).toEqual([oxygen(98, 321, true)]);
  });

  it("tells why there is no value", () => {
    expect(read8("A3 7F 7F 08")).toEqual([reason("no-finger")]);
    expect(read8("A3 7F 7F 00")).toEqual([reason("searching")]);
    expect(read8("83 7F 7F 00")).toEqual([reason("searching")]);
    expect(read8("93 7F 7F 00")).toEqual([reason("low-perfusion")]);
    expect(read8("80 48 00 00")).toEqual([reason("searching")]);
  });

  it("gives no numbers that the device only goes on showing", () => {
    expect(read8("A0 48 61 00")).toEqual([reason("searching")]);
    expect(read8("80 48 61 08")).toEqual([reason("no-finger")]);
  });

  it("never makes 0 or 511 a pulse", () => {
    expect(read8("83 7F 61 20")).toEqual([oxygen(97, null, true)]);
    expect(read8("80 00 61 20")).toEqual([oxygen(97, null, true)]);
  });

  it("notes low perfusion, artefacts and a low battery", () => {
    expect(read8("94 48 61 01")).toEqual([oxygen(97, 72, false, ["low-perfusion", "moving", "low-battery"])]);
  });

  it("takes no frame with a saturation that cannot be", () => {
    expect(read8("80 48 65 00")).toEqual([]);
  });

  it("reads the three bytes of older units, which know no SmartPoint", () => {
    expect(readOld8("80 48 61 81 02 62")).toEqual([oxygen(97, 72, null), oxygen(98, 130, null)]);
    expect(readOld8("A3 7F 7F")).toEqual([reason("searching")]);
  });
});

describe("Nonin format 2", () => {
  it("has the frames of the specification's packet", () => {
    const packet = packet2({ pulse: 72, saturation: 97, revision: 25, pleth: [0x50, 0x50, 0x50] });
    expect([...packet.subarray(0, 15)]).toEqual([...hex("01 81 50 00 D2 01 80 50 48 19 01 80 50 61 32")]);
    expect(packet).toHaveLength(125);
  });

  it("reads a wave point from each frame and a value from a packet, and the firmware once", () => {
    const packet = packet2({ pulse: 72, saturation: 97, revision: 25, smartPoint: true });
    const samples = samplesOf(createNonin2Codec, chain(packet, packet));
    expect(samples.filter(({ sample }) => sample === "value")).toEqual([oxygen(97, 72, true), oxygen(97, 72, true)]);
    expect(samples.filter(({ sample }) => sample === "wave")).toHaveLength(50);
    expect(samples.filter(({ sample }) => sample === "about")).toEqual([{ sample: "about", model: null, firmware: "25", batteryPercent: null }]);
  });

  it("tells wave points from 0 to 1", () => {
    const samples = samplesOf(createNonin2Codec, hex("01 80 00 00 81 01 80 FF 00 80"));
    expect(samples).toEqual([{ sample: "wave", points: [0] }, { sample: "wave", points: [1] }]);
  });

  it("reads the pulse's upper bits and tells reasons and notes", () => {
    const last = (fields: Parameters<typeof packet2>[0]) => samplesOf(createNonin2Codec, packet2(fields)).at(-1);
    expect(last({ pulse: 300, saturation: 90 })).toEqual(oxygen(90, 300, false));
    expect(last({ pulse: 511, saturation: 127 })).toEqual(reason("searching"));
    expect(last({ pulse: 511, saturation: 127, status: 0x08 })).toEqual(reason("no-finger"));
    expect(last({ pulse: 72, saturation: 97, status: 0x10 })).toEqual(reason("searching"));
    expect(last({ pulse: 511, saturation: 127, status: 0x04 })).toEqual(reason("low-perfusion"));
    expect(last({ pulse: 72, saturation: 97, status: 0x06 })).toEqual(oxygen(97, 72, false));
    expect(last({ pulse: 72, saturation: 97, status: 0x24, lowBattery: true })).toEqual(oxygen(97, 72, false, ["low-perfusion", "moving", "low-battery"]));
  });

  it("shows no wave while the finger is out", () => {
    expect(samplesOf(createNonin2Codec, packet2({ pulse: 511, saturation: 127, status: 0x08 })).some(({ sample }) => sample === "wave")).toBe(false);
  });

  it("drops a packet that lacks a frame, or whose middle is lost, and reads the next one", () => {
    const packet = packet2({ pulse: 72, saturation: 97 });
    const values = (bytes: Uint8Array) => samplesOf(createNonin2Codec, bytes).filter(({ sample }) => sample === "value");
    expect(values(chain(packet.subarray(0, 60), packet.subarray(65)))).toEqual([]);
    expect(values(chain(packet.subarray(0, 62), packet.subarray(65), packet))).toEqual([oxygen(97, 72, false)]);
    expect(values(chain(packet.subarray(0, 60), packet))).toEqual([oxygen(97, 72, false)]);
    expect(values(packet.subarray(5))).toEqual([]);
  });
});

describe("Nonin format 13", () => {
  const vector = hex("00 02 00 0D 00 0E 20 26 11 21 10 15 30 00 02 00 00 48 00 61 78 03");
  const spotCheck: MeasureSample = { ...oxygen(97, 72, true), deviceTime: "2026-11-21T10:15:30" } as MeasureSample;

  it("reads a spot check with its time in BCD", () => {
    expect(read13(vector)).toEqual([spotCheck]);
    expect(format13({})).toEqual(vector);
    expect(read13(format13({ pulse: 300 }))).toMatchObject([{ measured: { pulse: 300 } }]);
  });

  it("tells what came from the memory, and nothing of a measurement there that failed", () => {
    expect(read13(format13({ lower: 0x10 }))).toMatchObject([{ sample: "value", stored: true }]);
    expect(read13(format13({ upper: 0x01, lower: 0x10, saturation: 127, pulse: 511 }))).toEqual([]);
  });

  it("tells a failed measurement as its reason", () => {
    expect(read13(format13({ upper: 0x01, saturation: 127, pulse: 511 }))).toEqual([reason("no-finger")]);
    expect(read13(format13({ upper: 0x01 }))).toEqual([reason("no-finger")]);
    expect(read13(format13({ saturation: 127, pulse: 511 }))).toEqual([reason("no-finger")]);
  });

  it("notes a low battery, and no SmartPoint as not final", () => {
    expect(read13(format13({ upper: 0x00, lower: 0x01 }))).toMatchObject([{ stable: false, notes: ["low-battery"] }]);
  });

  it("takes longer data, and no time that is none", () => {
    expect(read13(format13({ more: [1, 2, 3] }))).toEqual([spotCheck]);
    expect(read13(format13({ time: [0x20, 0x26, 0x13, 0x21, 0x10, 0x15, 0x30] }))).toMatchObject([{ sample: "value", deviceTime: null }]);
    expect(read13(format13({ time: [0x20, 0x2a, 0x11, 0x21, 0x10, 0x15, 0x30] }))).toMatchObject([{ sample: "value", deviceTime: null }]);
  });
});
