import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureSample } from "../../contract/reading.ts";
import { createTmCodec, tmFrame, tmStart, tmStop } from "./a-d-tm.ts";
import { ascii, byteWithout, chain, changed, describeCodecProperties, hex, samplesOf } from "./codec-properties.ts";

/** A result of a TM-2657 as it was captured, format RA. */
const captured = ascii(
  "\x16\x16\x0100\x02TM2657\x1e2411121014\x1eRA\x1eM\x1eE00\x1eS127\x1eM 97\x1eD 76\x1eP 78\x1eI00\x1eL232\x1ep173\x1ei 0\x1em0\x1er0\x1et 35\x1e"
  + "cN\x1el  \x1ed\x1eh     \x1es     \x1ew      \x1ef      \x1ee      \x1eb     \x1e\x03J",
);
const about: MeasureSample = { sample: "about", model: "TM2657", firmware: null, batteryPercent: null };
const value: MeasureSample = {
  sample: "value", measured: { kind: "blood-pressure", systolic: 127, diastolic: 76, mean: 97, unit: "mm[Hg]", pulse: 78 },
  stable: true, deviceTime: "2024-11-12T10:14:00", stored: false, notes: [],
};

const result = (...fields: readonly string[]) => tmFrame(["TM2655", "2606041532", "RB", "M", ...fields].join("\x1e"));
const read = (bytes: Uint8Array) => samplesOf(createTmCodec, bytes);
/** The last sample of a frame with these fields. */
const last = (...fields: readonly string[]) => read(result(...fields)).at(-1);

describe("A&D TM-2655P and TM-2657P", () => {
  it("reads the captured result of 138 bytes", () => {
    expect(captured).toHaveLength(138);
    expect(captured.at(-1)).toBe(0x4a);
    expect(read(captured)).toEqual([about, value]);
  });

  it("reads format RB, which has neither I nor what follows p, by letter", () => {
    expect(last("E00", "S116", "M 86", "D 60", "P 89", "L143", "p120")).toEqual({
      ...value, measured: { kind: "blood-pressure", systolic: 116, diastolic: 60, mean: 86, unit: "mm[Hg]", pulse: 89 },
      deviceTime: "2026-06-04T15:32:00",
    });
  });

  it("does not take the mode for the mean pressure, nor p for the pulse", () => {
    expect(last("E00", "S116", "D 60", "p173")).toMatchObject({ measured: { mean: null, pulse: null } });
  });

  it("has commands with their check", () => {
    expect(tmStart()).toEqual(hex("16 16 01 30 30 02 53 54 03 07"));
    expect(tmStop()).toEqual(hex("16 16 01 30 30 02 53 50 03 03"));
    expect(read(chain(tmStart(), tmStop()))).toEqual([]);
  });

  it("reads the answers, alone and in a head, and keeps on to the result", () => {
    expect(read(chain(hex("16 16 01 30 30 06"), captured))).toEqual([{ sample: "answer", accepted: true }, about, value]);
    expect(read(hex("16 16 01 30 30 15"))).toEqual([{ sample: "answer", accepted: false }]);
    expect(read(hex("06 15"))).toEqual([{ sample: "answer", accepted: true }, { sample: "answer", accepted: false }]);
  });

  it("takes no piece of a broken frame for an answer", () => {
    expect(read(chain(ascii("S127"), hex("1E 03 06 15")))).toEqual([]);
  });

  it.each([
    ["E11", "cuff-error"], ["E12", "cuff-error"], ["E42", "cuff-error"], ["E43", "cuff-error"], ["E48", "cuff-error"], ["E44", "moving"],
    ["E24", "timed-out"], ["E63", "out-of-range"], ["E23", "device-fault"], ["E99", "device-fault"],
  ])("tells error %s as %s and no value, whatever values stand beside it", (error, reason) => {
    expect(last(error, "S116", "M 86", "D 60", "P 89")).toEqual({ sample: "reason", kind: "blood-pressure", reason });
  });

  it("notes an irregular pulse and movement", () => {
    expect(last("E00", "S116", "M 86", "D 60", "P 89", "I01")).toMatchObject({ notes: ["irregular-pulse"] });
    expect(last("E00", "S116", "M 86", "D 60", "P 89", "I00", "i 3", "m1")).toMatchObject({ notes: ["irregular-pulse", "moving"] });
  });

  it("never makes a value of what is missing, zero or the wrong way round", () => {
    const fault = { sample: "reason", kind: "blood-pressure", reason: "device-fault" };
    expect(last("E00", "S   ", "M 86", "D 60", "P 89")).toEqual(fault);
    expect(last("E00", "S116", "D  0")).toEqual(fault);
    expect(last("E00", "S 60", "D116")).toEqual(fault);
    expect(last("E00", "S999", "D116")).toMatchObject({ reason: "out-of-range" });
    expect(last("E00", "S116", "D 60", "P  0", "M  0")).toMatchObject({ measured: { pulse: null, mean: null } });
  });

  it("tells no time where the clock says none", () => {
    expect(read(tmFrame(["TM2655", "0000000000", "RB", "M", "E00", "S116", "D 60"].join("\x1e"))).at(-1)).toMatchObject({ deviceTime: null });
  });
});

const pressures = fc.tuple(fc.integer({ min: 20, max: 180 }), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 30, max: 200 }));
const frames = fc.oneof(
  pressures.map(([diastolic, more, pulse]) => result("E00", `S${diastolic + more}`, `M${diastolic}`, `D${diastolic}`, `P${pulse}`, "m0")),
  fc.constantFrom(captured, result("E42", "S  0"), result("E44")),
);
/** From SOH on, and without making an ETX, which would be another frame with another check. */
const spoilt = fc.tuple(frames, fc.nat(), fc.integer({ min: 1, max: 255 }))
  .map(([frame, at, change]) => ({ frame, at: 2 + (at % (frame.length - 2)), change }))
  .filter(({ frame, at, change }) => ((frame[at] ?? 0) ^ change) !== 0x03)
  .map(({ frame, at, change }) => changed(frame, at, change));

describeCodecProperties("A&D TM", {
  create: createTmCodec, frames, noise: byteWithout(0x01, 0x06, 0x15, 0x16), spoilt, endless: chain(hex("01 30 30 02"), ascii("TM2657 ".repeat(50))),
});
