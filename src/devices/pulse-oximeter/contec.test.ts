import { describe, expect, it } from "vitest";
import type { MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { hex, samplesOf } from "../blood-pressure/codec-properties.ts";
import { contecKeepAlive, contecStartLive, createContecNewCodec } from "./contec-new.ts";
import { createContecOldCodec } from "./contec-old.ts";

function oxygen(saturation: number, pulse: number | null, stored = false): MeasureSample {
  return { sample: "value", measured: { kind: "oxygen", saturation, pulse }, stable: null, deviceTime: null, stored, notes: [] };
}

const reason = (why: MeasureReason): MeasureSample => ({ sample: "reason", kind: "oxygen", reason: why });
const wave = (point: number): MeasureSample => ({ sample: "wave", points: [point / 127] });
const old = (text: string) => samplesOf(createContecOldCodec, hex(text));
const fresh = (text: string) => samplesOf(createContecNewCodec, hex(text));

describe("Contec, old protocol", () => {
  it("reads the pulse's eight bits, the saturation and the wave", () => {
    expect(old("88 40 04 48 62")).toEqual([wave(0x40), oxygen(98, 72)]);
    expect(old("88 40 44 02 61")).toEqual([wave(0x40), oxygen(97, 130)]);
    expect(old("C8 7F 0F 48 62")).toEqual([wave(127), oxygen(98, 72)]);
  });

  it("tells why there is no value, and shows a wave only where there is a finger", () => {
    expect(old("90 00 00 00 00")).toEqual([reason("no-finger")]);
    expect(old("98 40 04 48 62")).toEqual([reason("no-finger")]);
    expect(old("88 40 24 48 62")).toEqual([wave(0x40), reason("searching")]);
    expect(old("88 40 14 48 62")).toEqual([reason("device-fault")]);
    expect(old("88 40 04 48 00")).toEqual([wave(0x40), reason("searching")]);
    expect(old("88 40 04 48 7F")).toEqual([wave(0x40), reason("searching")]);
  });

  it("never makes 0 or 255 a pulse", () => {
    expect(old("88 40 04 00 62")).toEqual([wave(0x40), oxygen(98, null)]);
    expect(old("88 40 44 7F 62")).toEqual([wave(0x40), oxygen(98, null)]);
  });

  it("takes no frame with a saturation that cannot be", () => {
    expect(old("88 40 04 48 66")).toEqual([]);
  });
});

describe("Contec, new protocol", () => {
  it("reads captured live packets", () => {
    expect(fresh("01 E0 85 B3 96 C1 E1 FF FF")).toEqual([wave(0x33), oxygen(97, 65)]);
    // A comment beside the capture says 53; 0xBD without its highest bit is 61.
    expect(fresh("01 E0 85 D5 9A BD E3 FF FF")).toEqual([wave(0x55), oxygen(99, 61)]);
  });

  it("puts a fast pulse together with its upper bit", () => {
    expect(fresh("01 E8 85 B3 96 82 E1 FF FF")).toEqual([wave(0x33), oxygen(97, 130)]);
  });

  it("tells why there is no value, whatever stands in the packet", () => {
    expect(fresh("01 E1 85 B3 96 C1 E1 FF FF")).toEqual([reason("no-finger")]);
    expect(fresh("01 E2 85 B3 96 C1 E1 FF FF")).toEqual([reason("searching")]);
    expect(fresh("01 E3 85 B3 96 C1 E1 FF FF")).toEqual([reason("no-finger")]);
    expect(fresh("01 E0 85 B3 96 80 80 FF FF")).toEqual([wave(0x33), reason("searching")]);
    expect(fresh("01 E0 85 B3 96 80 E1 FF FF")).toEqual([wave(0x33), oxygen(97, null)]);
  });

  it("reads a stored record as three stored values, and zeros as nothing", () => {
    const one = oxygen(98, 63, true);
    expect(fresh("0F 80 E2 BF E2 BF E2 BF 00")).toEqual([one, one, one]);
    expect(fresh("0F 80 E2 BF 80 80 E2 BF")).toEqual([one, one]);
    expect(fresh("0F 88 E2 BF E2 82 E2 BF")).toEqual([one, oxygen(98, 130, true), one]);
  });

  it("passes over the packets that tell of the device", () => {
    expect(fresh("0C 80 04 80 F5 F3 E5 F2 A0 A0 A0 01 E0 85 B3 96 C1 E1 FF FF")).toEqual([wave(0x33), oxygen(97, 65)]);
  });

  it("has the commands to begin and to go on", () => {
    expect(contecStartLive()).toEqual(hex("7D 81 A1 80 80 80 80 80 80"));
    expect(contecKeepAlive()).toEqual(hex("7D 81 AF 80 80 80 80 80 80"));
  });
});
