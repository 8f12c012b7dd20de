import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";

const CR = 0x0d;
const LF = 0x0a;

/** What stands at a place in the bytes: a frame, bytes that begin none, or the beginning of what may become one. */
export type Found =
  | { readonly found: "frame"; readonly length: number; readonly samples: readonly MeasureSample[] }
  | { readonly found: "noise"; readonly length: number }
  | { readonly found: "part" };

/** One byte that begins no frame. */
export const noise: Found = { found: "noise", length: 1 };
export const part: Found = { found: "part" };
export const frame = (length: number, samples: readonly MeasureSample[]): Found => ({ found: "frame", length, samples });

/** A protocol as the scanner needs it. */
export interface Grammar {
  /** The longest frame in bytes; no more than this is ever held. */
  readonly most: number;
  /** What stands at `bytes[at]`. It may only look at the bytes, so that it says the same however they were split. */
  read(bytes: Uint8Array, at: number): Found;
  /** Bytes between frames that are part of the protocol and no sign of trouble. */
  isFiller(byte: number): boolean;
}

export const isLineEnd = (byte: number | undefined): boolean => byte === CR || byte === LF;

/**
 * A codec that tries for a frame at each byte: what is no frame costs one byte and the next is tried, so a frame is found behind
 * any noise and inside another's wreck. It holds less than the longest frame, whatever comes.
 */
export function createScanningCodec(grammar: Grammar): MeasureCodec {
  let held: Uint8Array = new Uint8Array(0);
  let skipped = 0;

  const pass = (bytes: Uint8Array, from: number, length: number): void => {
    for (const byte of bytes.subarray(from, from + length)) if (!grammar.isFiller(byte)) skipped += 1;
  };

  return {
    push: (piece) => {
      const bytes = joined(held, piece);
      const samples: MeasureSample[] = [];
      let at = 0;
      while (at < bytes.length) {
        const here = grammar.read(bytes, at);
        if (here.found === "part" && bytes.length - at < grammar.most) break;
        const length = here.found === "part" ? 1 : here.length;
        if (here.found === "frame") samples.push(...here.samples);
        else pass(bytes, at, length);
        at += length;
      }
      // A copy: a view would keep the whole piece alive.
      held = bytes.slice(at);
      return samples;
    },
    skipped: () => skipped,
  };
}

function joined(held: Uint8Array, piece: Uint8Array): Uint8Array {
  if (held.length === 0) return piece;
  const bytes = new Uint8Array(held.length + piece.length);
  bytes.set(held);
  bytes.set(piece, held.length);
  return bytes;
}

/** A protocol whose frames are lines of printable ASCII that end with CR, LF or both. */
export interface LineGrammar {
  /** The longest line in bytes, its end included. */
  readonly most: number;
  /** The characters that a line of it begins with. */
  readonly firsts: string;
  /** What a line says, without its end; null if it is none of this protocol. */
  parse(line: string): readonly MeasureSample[] | null;
}

export function createLineCodec(lines: LineGrammar): MeasureCodec {
  const firsts = new Set(Buffer.from(lines.firsts, "latin1"));
  return createScanningCodec({
    most: lines.most,
    isFiller: isLineEnd,
    read: (bytes, at) => {
      if (!firsts.has(bytes[at] ?? 0)) return noise;
      const end = printableEnd(bytes, at, lines.most);
      if (end === null) return part;
      if (!isLineEnd(bytes[end])) return noise;
      const samples = lines.parse(textOf(bytes, at, end));
      return samples === null ? noise : frame(end + 1 - at, samples);
    },
  });
}

/** Where printable ASCII ends, at most `most` bytes on; null if it has not ended yet. */
function printableEnd(bytes: Uint8Array, at: number, most: number): number | null {
  for (let place = at; place < Math.min(bytes.length, at + most); place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return place;
  }
  return null;
}

/** Bytes as characters of the same number. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
