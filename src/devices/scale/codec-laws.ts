import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";

/** A whole frame and what it says. */
export interface KnownFrame {
  readonly bytes: Uint8Array;
  readonly samples: readonly MeasureSample[];
}

/** A codec and what the laws need to know of its protocol. */
export interface LawfulCodec {
  create(): MeasureCodec;
  readonly frames: fc.Arbitrary<KnownFrame>;
  /** Bytes that are no frame and, where the protocol has no check, can make none of what follows. */
  readonly noise?: fc.Arbitrary<Uint8Array>;
  /** The longest frame in bytes: no more may be held. */
  readonly most: number;
}

export const ascii = (text: string): Uint8Array => Buffer.from(text, "latin1");

export const frameArbitrary = (parts: fc.Arbitrary<readonly [string, readonly MeasureSample[]]>): fc.Arbitrary<KnownFrame> =>
  parts.map(([text, samples]) => ({ bytes: ascii(text), samples }));

/** A number as the field of a scale shows it. */
export const decimals = (mostWhole: number, places: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: mostWhole * 10 ** places }).map((steps) => (steps / 10 ** places).toFixed(places));

const joined = (pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(pieces);

interface Said {
  readonly samples: readonly MeasureSample[];
  readonly skipped: number;
}

function saidBy(codec: MeasureCodec, pieces: readonly Uint8Array[]): Said {
  const samples = pieces.flatMap((piece) => codec.push(piece));
  return { samples, skipped: codec.skipped() };
}

const piecesOf = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
};

/** The laws that every codec of this folder is held to. */
export function describeCodecLaws(name: string, { create, frames, noise = fc.uint8Array({ maxLength: 40 }), most }: LawfulCodec): void {
  const streams = fc.array(fc.oneof(frames, noise.map((bytes): KnownFrame => ({ bytes, samples: [] }))), { maxLength: 6 });

  describe(`laws: ${name}`, () => {
    it("says the same however the bytes are split", () => {
      fc.assert(fc.property(streams, fc.array(fc.nat(), { maxLength: 5 }), (stream, cuts) => {
        const bytes = joined(stream.map((piece) => piece.bytes));
        const whole = saidBy(create(), [bytes]);
        expect(saidBy(create(), Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
        expect(saidBy(create(), piecesOf(bytes, cuts))).toEqual(whole);
      }));
    });

    it("finds each frame behind noise", () => {
      fc.assert(fc.property(streams, frames, (stream, last) => {
        const all = [...stream, last];
        expect(create().push(joined(all.map((piece) => piece.bytes)))).toEqual(all.flatMap((piece) => piece.samples));
      }));
    });

    it("never throws, whatever comes", () => {
      fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 400 }), frames.map((known) => known.bytes))), (pieces) => {
        const codec = create();
        for (const piece of pieces) for (const sample of codec.push(piece)) expect(["value", "reason", "about", "answer"]).toContain(sample.sample);
      }));
    });

    it("lets nothing pile up that begins a frame and does not end it", () => {
      fc.assert(fc.property(frames, fc.nat(), (known, cut) => {
        const begun = known.bytes.subarray(0, 1 + (cut % Math.max(1, known.bytes.length - 3)));
        const codec = create();
        const flood = joined(Array.from({ length: 500 }, () => begun));
        codec.push(flood);
        expect(codec.skipped()).toBeGreaterThanOrEqual(flood.filter((byte) => byte !== 0x0d && byte !== 0x0a).length - most);
      }), { numRuns: 30 });
    });
  });
}

/** For protocols with a beginning or an end of their own: half a frame is never mixed with the next. */
export function describeTornFrames(name: string, { create, frames }: LawfulCodec): void {
  it(`${name}: loses no frame to the half one before it`, () => {
    fc.assert(fc.property(frames, fc.nat(), frames, (torn, cut, next) => {
      const half = torn.bytes.subarray(0, cut % (torn.bytes.length - 2));
      expect(create().push(joined([half, next.bytes]))).toEqual(next.samples);
    }));
  });
}
