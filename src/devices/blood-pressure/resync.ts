import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";

/**
 * What stands at one place of the stream: a whole frame of `take` bytes (at least one) with what it says, the beginning of one
 * of which bytes are still to come, or nothing that could be a frame.
 */
export type Look = { readonly take: number; readonly samples: readonly MeasureSample[] } | "more" | "no";

/** A protocol's frames, told one place at a time. */
export interface FrameReader {
  /** The longest frame in bytes. No more than this is ever held back. */
  readonly longest: number;
  /**
   * Looks at `bytes` from `at`. Must decide by the bytes alone, never by where they were cut, and may change its own state only
   * where it returns a frame. `inStep` tells that the byte before belonged to a frame or that nothing came before: single
   * control bytes (ACK, NAK) mean something only there, elsewhere they are a piece of a broken frame.
   */
  look(bytes: Uint8Array, at: number, inStep: boolean): Look;
  /** Told for each skipped byte, so that what spans several frames is begun anew. */
  lost?(): void;
}

export const nothingSaid: readonly MeasureSample[] = [];

/** ACK and NAK of ASCII (ECMA-6), the answers to a command in the A&D and Nonin protocols. */
export const acknowledge = 0x06;
export const negativeAcknowledge = 0x15;

/** The answer that this byte is, or null. */
export function answerOf(byte: number | undefined): MeasureSample | null {
  if (byte === acknowledge) return { sample: "answer", accepted: true };
  return byte === negativeAcknowledge ? { sample: "answer", accepted: false } : null;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** A codec that tries each byte as the beginning of a frame and goes on by one where there is none. */
export function createResyncCodec(reader: FrameReader): MeasureCodec {
  let held: Uint8Array = new Uint8Array(0);
  let inStep = true;
  let skipped = 0;

  function push(bytes: Uint8Array): readonly MeasureSample[] {
    const all = joined(held, bytes);
    const samples: MeasureSample[] = [];
    let at = 0;
    while (at < all.length) {
      const seen = reader.look(all, at, inStep);
      if (seen === "more" && all.length - at < reader.longest) break;
      if (seen === "more" || seen === "no") {
        at += 1;
        skipped += 1;
        inStep = false;
        reader.lost?.();
      } else {
        at += seen.take;
        inStep = true;
        samples.push(...seen.samples);
      }
    }
    // A copy, so that the caller's buffer, which may be large, is not kept alive by a few bytes.
    held = all.slice(at);
    return samples;
  }

  return { push, skipped: () => skipped };
}
