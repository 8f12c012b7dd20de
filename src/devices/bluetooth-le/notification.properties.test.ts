import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureReasonSchema, measuredSchema } from "../../contract/reading.ts";
import type { MeasureSample } from "../../contract/reading.ts";
import { decodeBatteryLevel, decodeFirmwareRevision, decodeModelNumber } from "./about.ts";
import { bluetoothProtocols } from "./protocols.ts";

/** Octets that a flag of each characteristic asks for, by bit, beside the flags and the fields that are always there. */
const lengths: Readonly<Record<string, { readonly always: number; readonly byBit: readonly number[] }>> = {
  "ble-2a35": { always: 7, byBit: [0, 7, 2, 1, 2, 0, 0, 0] },
  "ble-2a9d": { always: 3, byBit: [0, 7, 1, 4, 0, 0, 0, 0] },
  "ble-2a5e": { always: 5, byBit: [7, 2, 3, 2, 0, 0, 0, 0] },
  "ble-2a5f": { always: 5, byBit: [4, 4, 2, 3, 2, 0, 0, 0] },
};
const lengthOf = (name: string, flags: number): number => {
  const { always, byBit } = lengths[name]!;
  return byBit.reduce((sum, size, bit) => (((flags >> bit) & 1) === 1 ? sum + size : sum), always);
};

/** Small words are what devices send; random ones are mostly out of range. */
const octet = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 7, 8, 0x48, 0x62, 0xf0, 0xff));
const whole = (name: string): fc.Arbitrary<Uint8Array> => fc.integer({ min: 0, max: 255 }).chain((flags) => fc
  .array(octet, { minLength: lengthOf(name, flags) - 1, maxLength: lengthOf(name, flags) - 1 })
  .map((rest) => Uint8Array.of(flags, ...rest)));

function expectInRange(samples: readonly MeasureSample[]): void {
  for (const sample of samples) {
    if (sample.sample === "value") {
      expect(measuredSchema.safeParse(sample.measured).success).toBe(true);
      if (sample.deviceTime !== null) expect(new Date(`${sample.deviceTime}Z`).toISOString()).toBe(`${sample.deviceTime}.000Z`);
      for (const note of sample.notes) expect(measureReasonSchema.safeParse(note).success).toBe(true);
    } else if (sample.sample === "about") {
      expect(sample.batteryPercent ?? 0).toBeLessThanOrEqual(100);
    } else {
      expect(sample.sample).toBe("reason");
    }
  }
}

describe.each(bluetoothProtocols.map((protocol) => ({ ...protocol })))("$name", ({ name, create }) => {
  it("reads a notification of the right length as exactly one sample in range, but for a stored failure", () => {
    fc.assert(fc.property(whole(name), (bytes) => {
      const samples = create().push(bytes);
      expect(samples.length).toBeLessThanOrEqual(1);
      if (name === "ble-2a35" || name === "ble-2a9d") expect(samples).toHaveLength(1);
      expectInRange(samples);
    }), { numRuns: 3000 });
  });

  it("reads nothing from a shortened or lengthened one", () => {
    fc.assert(fc.property(whole(name), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 12 }), (bytes, cut, more) => {
      const codec = create();
      const shortened = bytes.subarray(0, cut % bytes.length);
      expect(codec.push(shortened)).toEqual([]);
      expect(codec.push(Uint8Array.of(...bytes, ...more))).toEqual([]);
      expect(codec.skipped()).toBe(shortened.length + bytes.length + more.length);
    }), { numRuns: 1000 });
  });

  it("never throws on a mutated one, and never tells a value of another length or out of range", () => {
    fc.assert(fc.property(whole(name), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 }), (bytes, hits) => {
      const mutated = Uint8Array.from(bytes);
      for (const [at, bits] of hits) mutated[at % mutated.length]! ^= bits;
      const samples = create().push(mutated);
      if (mutated.length !== lengthOf(name, mutated[0]!)) expect(samples).toEqual([]);
      expectInRange(samples);
    }), { numRuns: 3000 });
  });

  it("never throws on anything, and reads a view into a larger buffer as itself", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), whole(name), (noise, bytes) => {
      const codec = create();
      expectInRange(codec.push(noise));
      const view = Uint8Array.of(...noise, ...bytes, ...noise).subarray(noise.length, noise.length + bytes.length);
      expect(codec.push(view)).toEqual(create().push(bytes));
    }), { numRuns: 500 });
  });
});

describe("what a device says of itself", () => {
  it("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      for (const decode of [decodeBatteryLevel, decodeModelNumber, decodeFirmwareRevision]) expectInRange(decode(bytes));
    }));
  });
});
