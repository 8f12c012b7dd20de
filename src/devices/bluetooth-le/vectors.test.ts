import { describe, expect, it } from "vitest";
import type { MeasureReason, MeasureSample, Measured } from "../../contract/reading.ts";
import { decodeBatteryLevel, decodeFirmwareRevision, decodeModelNumber } from "./about.ts";
import { decodeBloodPressureMeasurement } from "./blood-pressure-measurement.ts";
import { decodeOxygenContinuous } from "./oxygen-continuous.ts";
import { decodeOxygenSpotCheck } from "./oxygen-spot-check.ts";
import { bluetoothProtocols } from "./protocols.ts";
import { decodeWeightMeasurement } from "./weight-measurement.ts";

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.split(" ").filter((pair) => pair !== ""), (pair) => Number.parseInt(pair, 16));

interface Beside { stable?: boolean | null; deviceTime?: string | null; stored?: boolean; notes?: readonly MeasureReason[] }
const value = (measured: Measured, beside: Beside = {}): MeasureSample[] => [
  { sample: "value", measured, stable: null, deviceTime: null, stored: false, notes: [], ...beside },
];
const reason = (kind: Measured["kind"], why: MeasureReason): MeasureSample[] => [{ sample: "reason", kind, reason: why }];

describe("Blood Pressure Measurement 0x2A35", () => {
  const decode = (hex: string): readonly MeasureSample[] => decodeBloodPressureMeasurement(bytesOf(hex));
  const usual = { kind: "blood-pressure", systolic: 120, diastolic: 80, mean: 93, unit: "mm[Hg]", pulse: null } as const;

  it("reads the vectors", () => {
    expect(decode("16 7F 00 4C 00 61 00 EA 07 0B 15 17 0C 00 4E 00 00 00")).toEqual(value(
      { kind: "blood-pressure", systolic: 127, diastolic: 76, mean: 97, unit: "mm[Hg]", pulse: 78 },
      { stable: true, deviceTime: "2026-11-21T23:12:00" },
    ));
    expect(decode("04 78 00 50 00 5D 00 48 00")).toEqual(value({ ...usual, pulse: 72 }, { stable: true }));
    expect(decode("00 FF 07 FF 07 FF 07")).toEqual(reason("blood-pressure", "cuff-error"));
  });

  it("keeps kPa", () => {
    expect(decode("01 A0 F0 6B F0 7C F0")).toEqual(value(
      { kind: "blood-pressure", systolic: 16, diastolic: 10.7, mean: 12.4, unit: "kPa", pulse: null }, { stable: true },
    ));
    expect(decode("01 78 00 50 00 5D 00")).toEqual(reason("blood-pressure", "out-of-range"));
  });

  it("turns each status bit into a note", () => {
    const notes = (status: string): unknown => {
      const [sample] = decode(`10 78 00 50 00 5D 00 ${status}`);
      return sample?.sample === "value" ? sample.notes : sample;
    };
    expect(notes("01 00")).toEqual(["moving"]);
    expect(notes("02 00")).toEqual(["cuff-loose"]);
    expect(notes("04 00")).toEqual(["irregular-pulse"]);
    expect(notes("08 00")).toEqual(["out-of-range"]);
    expect(notes("10 00")).toEqual(["out-of-range"]);
    expect(notes("18 00")).toEqual([]);
    expect(notes("20 00")).toEqual(["cuff-error"]);
    expect(notes("07 00")).toEqual(["moving", "cuff-loose", "irregular-pulse"]);
    expect(notes("C0 FF")).toEqual([]);
  });

  it("tells what the device detected where it has no pressure", () => {
    expect(decode("10 FF 07 FF 07 FF 07 02 00")).toEqual(reason("blood-pressure", "cuff-loose"));
    expect(decode("10 FF 07 FF 07 FF 07 01 00")).toEqual(reason("blood-pressure", "moving"));
    expect(decode("10 FF 07 FF 07 FF 07 04 00")).toEqual(reason("blood-pressure", "cuff-error"));
    expect(decode("00 78 00 FF 07 5D 00")).toEqual(reason("blood-pressure", "cuff-error"));
    expect(decode("00 00 08 50 00 5D 00")).toEqual(reason("blood-pressure", "cuff-error"));
    expect(decode("00 FE 07 50 00 5D 00")).toEqual(reason("blood-pressure", "out-of-range"));
    expect(decode("00 78 00 02 08 5D 00")).toEqual(reason("blood-pressure", "out-of-range"));
  });

  it("takes no pressure that cannot be one, and no mean or pulse either", () => {
    expect(decode("00 00 00 00 00 00 00")).toEqual(reason("blood-pressure", "out-of-range"));
    expect(decode("00 50 00 78 00 5D 00")).toEqual(reason("blood-pressure", "out-of-range"));
    expect(decode("00 78 00 50 00 FF 07")).toEqual(value({ ...usual, mean: null }, { stable: true }));
    expect(decode("00 78 00 50 00 00 00")).toEqual(value({ ...usual, mean: null }, { stable: true }));
    expect(decode("04 78 00 50 00 5D 00 FF 07")).toEqual(value(usual, { stable: true }));
    expect(decode("04 78 00 50 00 5D 00 00 00")).toEqual(value(usual, { stable: true }));
  });

  it("tells no time that the device does not know", () => {
    const time = (octets: string): unknown => {
      const [sample] = decode(`02 78 00 50 00 5D 00 ${octets}`);
      return sample?.sample === "value" ? sample.deviceTime : sample;
    };
    expect(time("E8 07 02 1D 00 00 00")).toBe("2024-02-29T00:00:00");
    for (const octets of ["00 00 0B 15 17 0C 00", "EA 07 00 15 17 0C 00", "EA 07 0B 00 17 0C 00", "EA 07 02 1D 00 00 00", "EA 07 0B 15 18 00 00",
      "EA 07 0B 15 17 3C 00", "EA 07 0B 15 17 0C 3C", "FF FF 0B 15 17 0C 00"]) expect(time(octets)).toBeNull();
  });

  it("reads the user's number over, with everything else there", () => {
    expect(decode("1E 78 00 50 00 5D 00 EA 07 0B 15 17 0C 00 48 00 FF 04 00")).toEqual(value(
      { ...usual, pulse: 72 }, { stable: true, deviceTime: "2026-11-21T23:12:00", notes: ["irregular-pulse"] },
    ));
  });
});

describe("Weight Measurement 0x2A9D", () => {
  const decode = (hex: string): readonly MeasureSample[] => decodeWeightMeasurement(bytesOf(hex));
  const seventy = { kind: "weight", value: 70, unit: "kg" } as const;

  it("reads the vectors", () => {
    expect(decode("00 B0 36")).toEqual(value(seventy));
    expect(decode("0C B0 36 05 F5 00 D6 06")).toEqual(value(seventy));
    expect(decode("02 B0 36 E7 07 0C 19 0E 1E 2D")).toEqual(value(seventy, { deviceTime: "2023-12-25T14:30:45" }));
  });

  it("keeps pounds", () => {
    expect(decode("01 4B 3C")).toEqual(value({ kind: "weight", value: 154.35, unit: "[lb_av]" }));
  });

  it("tells a reason where there is no weight", () => {
    expect(decode("00 FF FF")).toEqual(reason("weight", "timed-out"));
    expect(decode("00 00 00")).toEqual(reason("weight", "underload"));
  });

  it("gives every step of 5 g as the decimal that it is", () => {
    const wrong: number[] = [];
    for (let steps = 1; steps < 0xffff; steps += 1) {
      const [sample] = decodeWeightMeasurement(Uint8Array.of(0, steps & 0xff, steps >> 8));
      const thousandths = String(steps * 5).padStart(4, "0");
      const decimal = Number(`${thousandths.slice(0, -3)}.${thousandths.slice(-3)}`);
      if (sample?.sample !== "value" || sample.measured.kind !== "weight" || sample.measured.value !== decimal) wrong.push(steps);
    }
    expect(wrong).toEqual([]);
  });
});

describe("PLX Spot-Check Measurement 0x2A5E", () => {
  const decode = (hex: string): readonly MeasureSample[] => decodeOxygenSpotCheck(bytesOf(hex));

  it("reads the vectors", () => {
    expect(decode("00 62 00 48 00")).toEqual(value({ kind: "oxygen", saturation: 98, pulse: 72 }));
    expect(decode("00 FF 07 FF 07")).toEqual(reason("oxygen", "searching"));
    expect(decode("02 5F 00 3C 00 80 01")).toEqual(value({ kind: "oxygen", saturation: 95, pulse: 60 }, { stable: true }));
    expect(decode("00 6C F1 48 00")).toEqual(value({ kind: "oxygen", saturation: 36.4, pulse: 72 }));
    expect(decode("00 CA F3 48 00")).toEqual(value({ kind: "oxygen", saturation: 97, pulse: 72 }));
    // What a decoder with an exponent biased by 8 would call 98 %.
    expect(decode("00 62 80 48 00")).toEqual(reason("oxygen", "out-of-range"));
  });

  it("tells its time, unless its clock was never set", () => {
    const oxygen = { kind: "oxygen", saturation: 98, pulse: 72 } as const;
    expect(decode("01 62 00 48 00 EA 07 0B 15 17 0C 00")).toEqual(value(oxygen, { deviceTime: "2026-11-21T23:12:00" }));
    expect(decode("11 62 00 48 00 EA 07 0B 15 17 0C 00")).toEqual(value(oxygen));
  });

  it("tells a stored value as stored, and nothing of a stored failure", () => {
    expect(decode("02 62 00 48 00 00 03")).toEqual(value({ kind: "oxygen", saturation: 98, pulse: 72 }, { stable: true, stored: true }));
    expect(decode("02 FF 07 FF 07 00 02")).toEqual([]);
  });

  it("has a pulse only where it can be one", () => {
    for (const pulse of ["FF 07", "00 00", "FF 01"]) expect(decode(`00 62 00 ${pulse}`)).toEqual(value({ kind: "oxygen", saturation: 98, pulse: null }));
    for (const saturation of ["00 00", "7F 00", "FE 07"]) expect(decode(`00 ${saturation} 48 00`)).toEqual(reason("oxygen", "out-of-range"));
  });

  it("reads the pulse amplitude over, with everything else there", () => {
    expect(decode("0F 62 00 48 00 EA 07 0B 15 17 0C 00 80 01 20 00 00 64 F0")).toEqual(value(
      { kind: "oxygen", saturation: 98, pulse: 72 }, { stable: true, deviceTime: "2026-11-21T23:12:00", notes: ["low-perfusion"] },
    ));
  });
});

describe("PLX Continuous Measurement 0x2A5F", () => {
  const decode = (hex: string): readonly MeasureSample[] => decodeOxygenContinuous(bytesOf(hex));
  const oxygen = { kind: "oxygen", saturation: 98, pulse: 72 } as const;
  const measuring = (bit: number): readonly MeasureSample[] => decodeOxygenContinuous(Uint8Array.of(4, 0x62, 0, 0x48, 0, (1 << bit) & 0xff, (1 << bit) >> 8));
  const sensing = (bit: number): readonly MeasureSample[] => decodeOxygenContinuous(
    Uint8Array.of(0xc, 0x62, 0, 0x48, 0, 0, 1, (1 << bit) & 0xff, ((1 << bit) >> 8) & 0xff, (1 << bit) >> 16),
  );

  it("reads the normal averaging, whatever is beside it", () => {
    expect(decode("00 62 00 48 00")).toEqual(value(oxygen));
    expect(decode("03 62 00 48 00 60 00 50 00 61 00 49 00")).toEqual(value(oxygen));
    expect(decode("1F 62 00 48 00 60 00 50 00 61 00 49 00 20 01 20 00 00 64 F0")).toEqual(value(oxygen, { stable: true, notes: ["low-perfusion"] }));
    expect(decode("00 FF 07 FF 07")).toEqual(reason("oxygen", "searching"));
  });

  it("follows each bit of the measurement status", () => {
    for (const bit of [0, 1, 2, 3, 4]) expect(measuring(bit)).toEqual(value(oxygen));
    for (const bit of [5, 6, 14]) expect(measuring(bit)).toEqual(value(oxygen, { stable: false }));
    for (const bit of [7, 8]) expect(measuring(bit)).toEqual(value(oxygen, { stable: true }));
    expect(measuring(9)).toEqual(value(oxygen, { stored: true }));
    for (const bit of [10, 11]) expect(measuring(bit)).toEqual(reason("oxygen", "device-fault"));
    for (const bit of [12, 13, 15]) expect(measuring(bit)).toEqual(reason("oxygen", "searching"));
    expect(decode("04 62 00 48 00 A0 01")).toEqual(value(oxygen, { stable: true }));
    expect(decode("04 62 00 48 00 80 41")).toEqual(value(oxygen, { stable: false }));
  });

  it("follows each bit of the device and sensor status", () => {
    for (const bit of [0, 16, 23]) expect(sensing(bit)).toEqual(value(oxygen, { stable: true }));
    for (const bit of [1, 12, 14, 15]) expect(sensing(bit)).toEqual(reason("oxygen", "device-fault"));
    for (const bit of [11, 13]) expect(sensing(bit)).toEqual(reason("oxygen", "no-finger"));
    for (const bit of [3, 7]) expect(sensing(bit)).toEqual(reason("oxygen", "searching"));
    for (const bit of [2, 4, 9]) expect(sensing(bit)).toEqual(value(oxygen, { stable: false, notes: ["searching"] }));
    for (const bit of [6, 10]) expect(sensing(bit)).toEqual(value(oxygen, { stable: false, notes: ["moving"] }));
    expect(sensing(8)).toEqual(value(oxygen, { stable: false, notes: ["irregular-pulse"] }));
    expect(sensing(5)).toEqual(value(oxygen, { stable: true, notes: ["low-perfusion"] }));
  });

  it("tells the gravest reason where there is no value", () => {
    expect(decode("08 FF 07 FF 07 20 00 00")).toEqual(reason("oxygen", "low-perfusion"));
    expect(decode("08 FF 07 FF 07 A8 08 00")).toEqual(reason("oxygen", "no-finger"));
    expect(decode("08 FF 07 FF 07 02 08 00")).toEqual(reason("oxygen", "device-fault"));
  });
});

describe("what a device says of itself", () => {
  const text = (written: string): Uint8Array => new TextEncoder().encode(written);
  it("reads battery, model and firmware", () => {
    expect(decodeBatteryLevel(Uint8Array.of(87))).toEqual([{ sample: "about", model: null, firmware: null, batteryPercent: 87 }]);
    expect(decodeModelNumber(text("UA-651BLE"))).toEqual([{ sample: "about", model: "UA-651BLE", firmware: null, batteryPercent: null }]);
    expect(decodeFirmwareRevision(text("1.02\0"))).toEqual([{ sample: "about", model: null, firmware: "1.02", batteryPercent: null }]);
  });
  it("tells nothing of what is none", () => {
    expect([[], [101], [255], [50, 0]].map((octets) => decodeBatteryLevel(Uint8Array.from(octets)))).toEqual([[], [], [], []]);
    const noText = [new Uint8Array(), text("\0"), text("  "), text("a\nb"), Uint8Array.of(0xff, 0xfe), new Uint8Array(513).fill(65)];
    for (const bytes of noText) expect([...decodeModelNumber(bytes), ...decodeFirmwareRevision(bytes)]).toEqual([]);
  });
});

describe("protocols", () => {
  it("counts a notification that tells nothing as skipped, and reads the next", () => {
    const codec = bluetoothProtocols.find(({ name }) => name === "ble-2a9d")!.create();
    expect(codec.push(bytesOf("00 B0"))).toEqual([]);
    expect(codec.push(new Uint8Array())).toEqual([]);
    expect(codec.skipped()).toBe(2);
    expect(codec.push(bytesOf("00 B0 36"))).toHaveLength(1);
    expect(codec.skipped()).toBe(2);
  });
  it("has one protocol a characteristic", () => {
    expect(bluetoothProtocols.map(({ name, delivery }) => [name, delivery])).toEqual([
      ["ble-2a35", "record"], ["ble-2a9d", "record"], ["ble-2a5e", "record"], ["ble-2a5f", "stream"],
    ]);
  });
});
