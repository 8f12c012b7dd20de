import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";
import { measuredSchema } from "../../contract/reading.ts";

/** What the properties of a codec are tried with. */
export interface CodecCase {
  create(): MeasureCodec;
  /** Bytes that are whole frames and end in a value or a reason. */
  readonly frames: fc.Arbitrary<Uint8Array>;
  /** Bytes with which no frame and no answer can begin. */
  readonly noise: fc.Arbitrary<number>;
  /** Frames of which one byte is so changed that their check fails. */
  readonly spoilt: fc.Arbitrary<Uint8Array>;
  /** A beginning of a frame, to be repeated until memory would run out. */
  readonly endless: Uint8Array;
}

/** From `AA bb 01`. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function chain(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The bytes with the one at `at` replaced by one that differs in the bits of `change`. */
export function changed(bytes: Uint8Array, at: number, change: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ change : byte));
}

/** A byte that is none of `without`. */
export function byteWithout(...without: readonly number[]): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 255 }).filter((byte) => !without.includes(byte));
}

/** What a fresh codec says of these bytes, pushed at once. */
export function samplesOf(create: () => MeasureCodec, bytes: Uint8Array): readonly MeasureSample[] {
  return create().push(bytes);
}

const told = (samples: readonly MeasureSample[]) => samples.filter(({ sample }) => sample === "value" || sample === "reason");
const runs = { numRuns: 60 };
const any = fc.uint8Array({ maxLength: 80 });

function splitProperty({ create, frames }: CodecCase): void {
  const stream = fc.array(fc.oneof(frames, any), { minLength: 1, maxLength: 4 }).map((parts) => chain(...parts));
  fc.assert(fc.property(stream, (bytes) => {
    const whole = samplesOf(create, bytes);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const codec = create();
      expect([...codec.push(bytes.subarray(0, cut)), ...codec.push(bytes.subarray(cut))]).toEqual(whole);
    }
    const drop = create();
    expect([...bytes].flatMap((byte) => drop.push(Uint8Array.of(byte)))).toEqual(whole);
  }), { numRuns: 25 });
}

/** Whether the contract allows this sample: its bounds let no code for "nothing" pass as a saturation or a pressure. */
function isAllowed(one: MeasureSample): boolean {
  if (one.sample === "wave") return one.points.every((point) => point >= 0 && point <= 1);
  return one.sample !== "value" || measuredSchema.safeParse(one.measured).success;
}

function boundsProperty({ create, frames, spoilt }: CodecCase): void {
  fc.assert(fc.property(fc.array(fc.oneof(frames, spoilt, any), { maxLength: 8 }), (parts) => {
    expect(samplesOf(create, chain(...parts)).filter((one) => !isAllowed(one))).toEqual([]);
  }), runs);
}

function noiseProperty({ create, frames, noise }: CodecCase): void {
  const gap = fc.array(noise, { maxLength: 30 }).map((bytes) => Uint8Array.from(bytes));
  fc.assert(fc.property(fc.array(fc.tuple(gap, frames), { minLength: 1, maxLength: 4 }), gap, (pairs, tail) => {
    const clean = pairs.flatMap(([, frame]) => told(samplesOf(create, frame)));
    const codec = create();
    expect(told(codec.push(chain(...pairs.flat(), tail)))).toEqual(clean);
    expect(codec.skipped()).toBe(pairs.reduce((sum, [bytes]) => sum + bytes.length, tail.length));
  }), runs);
}

/** A frame that breaks off, and anything at all, cost no more than what follows at once. */
function brokenProperty({ create, frames }: CodecCase): void {
  const broken = fc.tuple(frames, fc.nat()).map(([frame, cut]) => frame.subarray(0, cut % frame.length));
  fc.assert(fc.property(fc.oneof(broken, any), frames, fc.integer({ min: 10, max: 14 }), (start, frame, times) => {
    const one = told(samplesOf(create, frame));
    const all = told(samplesOf(create, chain(start, ...Array.from({ length: times }, () => frame))));
    expect(all.slice(-one.length)).toEqual(one);
    expect(all.length).toBeGreaterThanOrEqual(one.length * (times - 9));
  }), runs);
}

/** The properties that every codec of a byte stream has. */
export function describeCodecProperties(name: string, one: CodecCase): void {
  describe(`${name}, whatever comes`, () => {
    it("says the same wherever the stream is cut", () => { splitProperty(one); });
    it("finds each frame after and between noise, and counts what it skipped", () => { noiseProperty(one); });
    it("is in step again after a broken frame or anything at all", () => { brokenProperty(one); });
    it("says nothing that the contract does not allow", () => { boundsProperty(one); });
    it("never takes a value from a frame whose check fails", () => {
      fc.assert(fc.property(one.spoilt, (bytes) => {
        expect(samplesOf(one.create, bytes).filter(({ sample }) => sample === "value")).toEqual([]);
      }), { numRuns: 300 });
    });
    it("never throws and holds back little", () => {
      fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 5 }), (parts) => {
        const codec = one.create();
        for (const part of parts) expect(Array.isArray(codec.push(part))).toBe(true);
      }), runs);
      const codec = one.create();
      let pushed = 0;
      for (let round = 0; round < 2000; round += 1) {
        expect(told(codec.push(one.endless))).toEqual([]);
        pushed += one.endless.length;
      }
      expect(pushed - codec.skipped()).toBeLessThanOrEqual(300);
    });
  });
}
