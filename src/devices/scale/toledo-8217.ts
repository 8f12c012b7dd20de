import type { MeasureCodec, MeasureSample, WeightUnit } from "../../contract/reading.ts";
import { createScanningCodec, frame, isLineEnd, noise, part, textOf } from "./scanning-codec.ts";
import type { Found } from "./scanning-codec.ts";
import { noWeight, weight } from "./weight-sample.ts";

const STX = 0x02;
const CR = 0x0d;
const questionMark = 0x3f;
/** Turns echo on; the scale confirms with STX E CR and then sends back what it gets. */
const echoOn = 0x45;

/**
 * What a host sends, without an end, at 9600 baud 7E1 (METTLER TOLEDO Viva and DIVA service manuals, 8217 protocol). `probe` asks for an echo of five
 * letters, which no other scale gives; `echoOff` must follow it.
 */
export const toledo8217Commands = {
  weight: Buffer.from("W", "latin1"), zero: Buffer.from("Z", "latin1"), probe: Buffer.from("Ehello", "latin1"), echoOff: Buffer.from("F", "latin1"),
} as const;

/** STX, up to 10 of blanks, digits and a point, N, CR. */
const mostFrameBytes = 13;

/**
 * Toledo 8217: to W the scale answers with STX weight CR once the weight is stable (N before the CR if it is net), and until
 * then with STX ? status CR (METTLER TOLEDO DIVA service manual 6.1.4). There is no unit in it: it is the one the scale is set to.
 */
export function createToledo8217Codec(unit: WeightUnit = "kg"): MeasureCodec {
  return createScanningCodec({ most: mostFrameBytes, isFiller: isLineEnd, read: (bytes, at) => read(bytes, at, unit) });
}

function read(bytes: Uint8Array, at: number, unit: WeightUnit): Found {
  if (bytes[at] !== STX) return noise;
  if (bytes[at + 1] === questionMark) return readStatus(bytes, at);
  if (bytes[at + 1] === echoOn) return readEcho(bytes, at);
  return readWeight(bytes, at, unit);
}

/** By place and not by its end: a status byte may be any number, CR too. */
function readStatus(bytes: Uint8Array, at: number): Found {
  const status = bytes[at + 2];
  if (status === undefined || bytes.length < at + 4) return part;
  return bytes[at + 3] === CR ? frame(4, [sampleOfStatus(status)]) : noise;
}

/**
 * Bits of the status byte (METTLER TOLEDO DIVA service manual 6.1.4.3). 3 (outside the zero capture range), 4 (centre of zero) and 5 (net)
 * are no obstacle; 6 is always set there and "bad command" on others, so nothing can be read from it.
 */
const inMotion = 1 << 0;
const overCapacity = 1 << 1;
const underZero = 1 << 2;

function sampleOfStatus(status: number): MeasureSample {
  if ((status & overCapacity) !== 0) return noWeight("overload");
  if ((status & underZero) !== 0) return noWeight("underload");
  if ((status & inMotion) !== 0) return noWeight("moving");
  // No weight, and none of the reasons for that: what was asked is not granted.
  return { sample: "answer", accepted: false };
}

function readEcho(bytes: Uint8Array, at: number): Found {
  if (bytes.length < at + 3) return part;
  return bytes[at + 2] === CR ? frame(3, [{ sample: "answer", accepted: true }]) : noise;
}

function readWeight(bytes: Uint8Array, at: number, unit: WeightUnit): Found {
  for (let place = at + 1; place < Math.min(bytes.length, at + mostFrameBytes); place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte === CR) {
      const [, digits] = /^ *(\d+\.?\d*|\.\d+)N?$/.exec(textOf(bytes, at + 1, place)) ?? [];
      return digits === undefined ? noise : frame(place + 1 - at, [weight(Number(digits), unit, true)]);
    }
    if (!isWeightByte(byte)) return noise;
  }
  return bytes.length - at < mostFrameBytes ? part : noise;
}

function isWeightByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x20 || byte === 0x4e;
}
