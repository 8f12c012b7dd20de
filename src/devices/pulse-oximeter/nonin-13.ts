import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { fromBcd, localTime } from "../blood-pressure/local-time.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { createResyncCodec, nothingSaid } from "../blood-pressure/resync.ts";
import { noninHighestPulse } from "./nonin-8.ts";
import { lookAtNoninAnswer } from "./nonin-commands.ts";
import { oxygenSample } from "./oxygen-sample.ts";

/*
 * Nonin data format 13, the spot check: one frame when the device is sure, or when the finger leaves it. Source: Nonin 9560
 * Bluetooth specification, data format 13.
 *
 *   00 02 | 00 0D | length, 2 bytes | data | CHK | 03      CHK = sum of the data, modulo 256
 *   data: BCD century, year, month, day, hour, minute, second, fraction; status, 2 bytes; pulse, 2 bytes (9 bits); reserved; SpO2
 *
 * Status, upper byte: bit 1 SmartPoint, 0 no measurement; lower byte: bit 4 from memory, 0 low battery. The data have 14 bytes now
 * and may grow at their end.
 */
const start = [0x00, 0x02, 0x00, 0x0d];
const etx = 0x03;
const headLength = 6;
const shortestData = 14;
/** The specification sets no end to the growth; a false head must not hold true frames up for long. */
const longestData = 32;
const smartPointBit = 0x02;
const noMeasurementBit = 0x01;
const fromMemoryBit = 0x10;
const lowBatteryBit = 0x01;

function timeOf(data: Uint8Array): string | null {
  const [century = NaN, year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = Array.from(data.subarray(0, 7), fromBcd);
  return localTime(century * 100 + year, month, day, hour, minute, second);
}

function samplesOf(data: Uint8Array): readonly MeasureSample[] {
  const upper = data[8] ?? 0;
  const lower = data[9] ?? 0;
  const stored = (lower & fromMemoryBit) !== 0;
  const notes: readonly MeasureReason[] = (lower & lowBatteryBit) !== 0 ? ["low-battery"] : [];
  const sample = oxygenSample({
    saturation: data[13] ?? 0, pulse: (((data[10] ?? 0) & 0x01) << 8) | (data[11] ?? 0), highestPulse: noninHighestPulse,
    withheld: (upper & noMeasurementBit) !== 0 ? "no-finger" : null, otherwise: "no-finger",
    stable: (upper & smartPointBit) !== 0, deviceTime: timeOf(data), stored, notes,
  });
  // That somebody's finger was out at some time says nothing of the person who is here.
  return stored && sample.sample === "reason" ? nothingSaid : [sample];
}

function lookAtFrame(bytes: Uint8Array, at: number): Look {
  for (const [index, expected] of start.entries()) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte !== expected) return "no";
  }
  const low = bytes[at + headLength - 1];
  if (low === undefined) return "more";
  const length = (bytes[at + headLength - 2] ?? 0) * 256 + low;
  if (length < shortestData || length > longestData) return "no";
  const checkAt = at + headLength + length;
  const last = bytes[checkAt + 1];
  if (last === undefined) return "more";
  const data = bytes.subarray(at + headLength, checkAt);
  const sum = data.reduce((total, byte) => (total + byte) & 0xff, 0);
  return last === etx && sum === bytes[checkAt] ? { take: headLength + length + 2, samples: samplesOf(data) } : "no";
}

/** Format 13: at most one value or reason a frame. */
export function createNonin13Codec(): MeasureCodec {
  function look(bytes: Uint8Array, at: number, inStep: boolean): Look {
    const answer = lookAtNoninAnswer(bytes, at, inStep);
    return answer === "no" ? lookAtFrame(bytes, at) : answer;
  }
  return createResyncCodec({ longest: headLength + longestData + 2, look });
}
