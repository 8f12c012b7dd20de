import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteWithout, changed, describeCodecProperties, hex } from "../blood-pressure/codec-properties.ts";
import { createContecNewCodec } from "./contec-new.ts";
import { createContecOldCodec } from "./contec-old.ts";
import { createNonin13Codec } from "./nonin-13.ts";
import { createNonin2Codec } from "./nonin-2.ts";
import { createNonin8Codec } from "./nonin-8.ts";
import { format13, packet2 } from "./nonin-frames.ts";
import { oximeterProtocols } from "./protocols.ts";

const ack = 0x06;
const nak = 0x15;
const pulse = fc.oneof(fc.integer({ min: 20, max: 321 }), fc.constant(511));
const saturation = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(127));
const low = fc.integer({ min: 0, max: 0x7f });
const bytes = (...parts: readonly number[]) => Uint8Array.from(parts);

/** One byte of the frame with some of its bits changed. */
function spoilt(frames: fc.Arbitrary<Uint8Array>, changes: fc.Arbitrary<number>, from = 0): fc.Arbitrary<Uint8Array> {
  return fc.tuple(frames, fc.nat(), changes).map(([frame, at, change]) => changed(frame, from + (at % (frame.length - from)), change));
}

const anyChange = fc.integer({ min: 1, max: 255 });
const syncBit = fc.constant(0x80);

const eight = fc.tuple(fc.integer({ min: 0x80, max: 0xbf }), low, saturation, low).map((parts) => bytes(...parts));
describeCodecProperties("Nonin format 8", {
  create: () => createNonin8Codec(), frames: eight, noise: fc.integer({ min: 0, max: 0x7f }).filter((byte) => ![0x02, ack, nak].includes(byte)),
  spoilt: spoilt(eight, syncBit), endless: hex("80 48 61"),
});

const oldEight = eight.map((frame) => frame.subarray(0, 3));
describeCodecProperties("Nonin format 8 of older units", {
  create: () => createNonin8Codec(1), frames: oldEight, noise: fc.integer({ min: 0, max: 0x7f }).filter((byte) => ![0x02, ack, nak].includes(byte)),
  spoilt: spoilt(oldEight, syncBit), endless: hex("80 48"),
});

const packets = fc.record({
  pulse, saturation, status: fc.constantFrom(0x00, 0x04, 0x06, 0x08, 0x10, 0x20), smartPoint: fc.boolean(), lowBattery: fc.boolean(),
  pleth: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 25 }),
}).map(packet2);
describeCodecProperties("Nonin format 2", {
  create: createNonin2Codec, frames: packets, noise: byteWithout(0x01, 0x02, ack, nak), spoilt: spoilt(packets, anyChange), endless: hex("01 81 50 00"),
});

const spots = fc.record({
  pulse, saturation, upper: fc.constantFrom(0x00, 0x01, 0x02), lower: fc.constantFrom(0x00, 0x01),
  more: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 }),
}).map(format13);
describeCodecProperties("Nonin format 13", {
  create: createNonin13Codec, frames: spots, noise: byteWithout(0x00, 0x02, ack, nak), spoilt: spoilt(spots, anyChange), endless: hex("00 02 00 0D 00 20 20 26"),
});

const oldFrames = fc.tuple(fc.integer({ min: 0x80, max: 0xff }), low, low, low, saturation).map((parts) => bytes(...parts));
describeCodecProperties("Contec, old protocol", {
  create: createContecOldCodec, frames: oldFrames, noise: low, spoilt: spoilt(oldFrames, syncBit), endless: hex("88 40 04 48"),
});

const high = fc.integer({ min: 0x80, max: 0xff });
const newFrames = fc.tuple(fc.constantFrom(0xe0, 0xe1, 0xe2, 0xe8), high, high, high, high, saturation)
  .map(([state, strength, wave, bar, rate, percent]) => bytes(0x01, state, strength, wave, bar, rate, 0x80 | percent, 0xff, 0xff));
describeCodecProperties("Contec, new protocol", {
  create: createContecNewCodec, frames: newFrames, noise: byteWithout(0x01, 0x0f), spoilt: spoilt(newFrames, syncBit), endless: hex("01 E0 85 B3 96 C1 E1 FF"),
});

describe("the table of oximeters", () => {
  it("names each protocol once and makes a fresh codec for each", () => {
    expect(new Set(oximeterProtocols.map(({ name }) => name)).size).toBe(oximeterProtocols.length);
    for (const { create } of oximeterProtocols) {
      expect(create().push(hex("FF FF"))).toEqual([]);
      expect(create()).not.toBe(create());
    }
  });
});
