import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { createResyncCodec } from "../blood-pressure/resync.ts";
import { contecHighestPulse } from "./contec-old.ts";
import { isSaturation, oxygenSample } from "./oxygen-sample.ts";

/*
 * Contec CMS50D+ from firmware 4.6 on and CMS50F, 115200 8N1, 60 packets a second once asked. Sources: the captures of the public
 * programs headrotor/contec_data and MarkMLl's, which agree.
 *
 * Only a packet's first byte, its kind, has bit 7 = 0. The upper bits of the bytes from the third on are gathered in the second: its
 * bit 0 is the third byte's bit 7, and so on (in a live packet, where the last two bytes are FF, its bits 5 and 6 are always set:
 * hence E0; in a stored record the sources found the pulses' upper bits in its bits 1, 3 and 5).
 *
 *   live    01 | E0, E1 finger out, E2 nothing yet | strength | wave, 2 bytes | pulse | SpO2 | FF FF
 *   stored  0F | 80 | SpO2, pulse | SpO2, pulse | SpO2, pulse      a pair for each second, zeros for none
 */
const liveKind = 0x01;
const liveLength = 9;
const storedKind = 0x0f;
const storedLength = 8;
const fingerOutBit = 0x01;
const nothingBit = 0x02;

function command(code: number): Uint8Array {
  return Uint8Array.from([0x7d, 0x81, code, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]);
}

/** Begins the live packets. Stored records are never asked for: they are other people's. */
export function contecStartLive(): Uint8Array {
  return command(0xa1);
}

/** To be sent now and then (the sources: every hundred packets), or the device may stop. */
export function contecKeepAlive(): Uint8Array {
  return command(0xaf);
}

/** The byte at `offset` of the packet, at least 2, with its bit 7 put back from the second byte. */
function wholeByte(packet: Uint8Array, offset: number): number {
  const upper = ((packet[1] ?? 0) >> (offset - 2)) & 0x01;
  return ((packet[offset] ?? 0) & 0x7f) | (upper << 7);
}

function liveSamples(packet: Uint8Array): readonly MeasureSample[] | "no" {
  const state = packet[1] ?? 0;
  const saturation = wholeByte(packet, 6);
  if (!isSaturation(saturation)) return "no";
  let withheld: MeasureReason | null = null;
  if ((state & fingerOutBit) !== 0) withheld = "no-finger";
  else if ((state & nothingBit) !== 0) withheld = "searching";
  const sample = oxygenSample({
    saturation, pulse: wholeByte(packet, 5), highestPulse: contecHighestPulse, withheld, otherwise: "searching",
    stable: null, deviceTime: null, stored: false, notes: [],
  });
  return withheld === null ? [{ sample: "wave", points: [((packet[3] ?? 0) & 0x7f) / 127] }, sample] : [sample];
}

function storedSamples(packet: Uint8Array): readonly MeasureSample[] {
  const samples: MeasureSample[] = [];
  for (let offset = 2; offset < storedLength; offset += 2) {
    const sample = oxygenSample({
      saturation: wholeByte(packet, offset), pulse: wholeByte(packet, offset + 1), highestPulse: contecHighestPulse,
      withheld: null, otherwise: "searching", stable: null, deviceTime: null, stored: true, notes: [],
    });
    if (sample.sample === "value") samples.push(sample);
  }
  return samples;
}

function look(bytes: Uint8Array, at: number): Look {
  const kind = bytes[at];
  if (kind !== liveKind && kind !== storedKind) return "no";
  const length = kind === liveKind ? liveLength : storedLength;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte < 0x80) return "no";
  }
  const packet = bytes.subarray(at, at + length);
  const samples = kind === liveKind ? liveSamples(packet) : storedSamples(packet);
  return samples === "no" ? "no" : { take: length, samples };
}

/** The new Contec protocol: a wave point and a value or reason for each live packet, up to three stored values for a record. */
export function createContecNewCodec(): MeasureCodec {
  return createResyncCodec({ longest: liveLength, look });
}
