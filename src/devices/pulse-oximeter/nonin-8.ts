import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { createResyncCodec } from "../blood-pressure/resync.ts";
import { longestNoninAnswer, lookAtNoninAnswer } from "./nonin-commands.ts";
import { isSaturation, oxygenSample } from "./oxygen-sample.ts";

/*
 * Nonin data format 8, once a second. Source: Nonin 9560 Bluetooth specification, data format 8.
 *
 *   1  bit 7 = 1, 6 sensor off (older units), 5 out of track, 4 low perfusion, 3 marginal perfusion, 2 artefact, 1-0 pulse 8-7
 *   2  bit 7 = 0, pulse 6-0
 *   3  bit 7 = 0, SpO2
 *   4  bit 7 = 0, 5 SmartPoint (high quality), 3 finger not in place, 0 low battery; older units leave this byte out
 *
 * Without a check sum: bit 7 and an SpO2 that can be are all that tells a frame.
 */
const frameLength = 4;
const oldFrameLength = 3;
const outOfTrackBit = 0x20;
const lowPerfusionBit = 0x10;
const artefactBit = 0x04;
const smartPointBit = 0x20;
const noFingerBit = 0x08;
const lowBatteryBit = 0x01;

/** Nonin 9560 specification: pulse 18 to 321; 511 stands for none. */
export const noninHighestPulse = 321;

/** `first` and `second` are the status bytes 1 and 4; `second` null where the unit sends none. */
function sampleOf(first: number, pulseLow: number, saturation: number, second: number | null): MeasureSample {
  const lowPerfusion = (first & lowPerfusionBit) !== 0;
  const notes: MeasureReason[] = [];
  if (lowPerfusion) notes.push("low-perfusion");
  if ((first & artefactBit) !== 0) notes.push("moving");
  if (second !== null && (second & lowBatteryBit) !== 0) notes.push("low-battery");
  const fingerOut = second !== null && (second & noFingerBit) !== 0;
  const outOfTrack = (first & outOfTrackBit) !== 0;
  return oxygenSample({
    saturation, pulse: ((first & 0x03) << 7) | pulseLow, highestPulse: noninHighestPulse,
    withheld: fingerOut ? "no-finger" : outOfTrack ? "searching" : null,
    otherwise: lowPerfusion ? "low-perfusion" : "searching",
    stable: second === null ? null : (second & smartPointBit) !== 0,
    deviceTime: null, stored: false, notes,
  });
}

function lookAtFrame(bytes: Uint8Array, at: number, length: number): Look {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return "no";
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte >= 0x80) return "no";
    if (index === 2 && !isSaturation(byte)) return "no";
  }
  const second = length === frameLength ? bytes[at + 3] ?? 0 : null;
  return { take: length, samples: [sampleOf(first, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, second)] };
}

/** Format 8; `statusBytes` 1 is that of the older units, with three bytes a frame. */
export function createNonin8Codec(statusBytes: 1 | 2 = 2): MeasureCodec {
  const length = statusBytes === 2 ? frameLength : oldFrameLength;
  function look(bytes: Uint8Array, at: number, inStep: boolean): Look {
    const answer = lookAtNoninAnswer(bytes, at, inStep);
    return answer === "no" ? lookAtFrame(bytes, at, length) : answer;
  }
  return createResyncCodec({ longest: longestNoninAnswer, look });
}
