import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { createResyncCodec } from "../blood-pressure/resync.ts";
import { isSaturation, oxygenSample } from "./oxygen-sample.ts";

/*
 * Contec CMS50D+ and CMS50E up to firmware 4.5, 19200 8O1, 60 frames a second without being asked. Sources: the unit tests of the
 * public driver atbrask/CMS50Dplus and the description at apneaboard.com, which agree.
 *
 *   0  bit 7 = 1, 6 beep, 5 SpO2 is dropping, 4 finger out, 3-0 signal strength
 *   1  bit 7 = 0, wave
 *   2  bit 7 = 0, 6 the pulse's bit 7, 5 searching, 4 probe error, 3-0 bar
 *   3  bit 7 = 0, pulse 6-0
 *   4  bit 7 = 0, SpO2
 */
const frameLength = 5;
const fingerOutBit = 0x10;
const searchingBit = 0x20;
const probeErrorBit = 0x10;
const pulseHighBit = 0x40;

/** The pulse is one byte; one with all its bits set is not believed. */
export const contecHighestPulse = 254;

function samplesOf(first: number, wave: number, third: number, pulseLow: number, saturation: number): readonly MeasureSample[] {
  let withheld: MeasureReason | null = null;
  if ((first & fingerOutBit) !== 0) withheld = "no-finger";
  else if ((third & probeErrorBit) !== 0) withheld = "device-fault";
  else if ((third & searchingBit) !== 0) withheld = "searching";
  const sample = oxygenSample({
    saturation, pulse: ((third & pulseHighBit) << 1) | pulseLow, highestPulse: contecHighestPulse, withheld, otherwise: "searching",
    stable: null, deviceTime: null, stored: false, notes: [],
  });
  // While it searches there is a wave already: it shows the person that the finger is seen.
  return withheld === null || withheld === "searching" ? [{ sample: "wave", points: [wave / 127] }, sample] : [sample];
}

function look(bytes: Uint8Array, at: number): Look {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return "no";
  for (let index = 1; index < frameLength; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte >= 0x80) return "no";
  }
  const [wave = 0, third = 0, pulseLow = 0, saturation = 0] = bytes.subarray(at + 1, at + frameLength);
  return isSaturation(saturation) ? { take: frameLength, samples: samplesOf(first, wave, third, pulseLow, saturation) } : "no";
}

/** The old Contec protocol: a wave point and a value or reason for each frame. */
export function createContecOldCodec(): MeasureCodec {
  return createResyncCodec({ longest: frameLength, look });
}
