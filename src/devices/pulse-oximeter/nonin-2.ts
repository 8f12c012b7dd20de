import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { createResyncCodec } from "../blood-pressure/resync.ts";
import { noninHighestPulse } from "./nonin-8.ts";
import { longestNoninAnswer, lookAtNoninAnswer } from "./nonin-commands.ts";
import { oxygenSample } from "./oxygen-sample.ts";

/*
 * Nonin data format 2: 75 frames a second, 25 of them a packet. Source: Nonin 9560 Bluetooth specification, data format 2.
 *
 *   01 | STATUS | PLETH | FLOAT | CHK      CHK = sum of the four before it, modulo 256
 *
 * STATUS: bit 7 = 1, 5 artefact, 4 out of track, 3 sensor alarm (no usable signal: the finger is out), 2 red (low) and 1 green (good)
 * perfusion, both of them yellow, 0 SYNC: first frame of a packet. FLOAT means something else in each frame of the packet:
 * 1 and 2 the pulse's upper two and lower seven bits, 3 SpO2, 4 firmware revision, 8 SmartPoint and low battery.
 */
const frameStart = 0x01;
const frameLength = 5;
const packetLength = 25;
const artefactBit = 0x20;
const outOfTrackBit = 0x10;
const sensorAlarmBit = 0x08;
const redBit = 0x04;
const greenBit = 0x02;
const syncBit = 0x01;
const smartPointBit = 0x20;
const lowBatteryBit = 0x01;

interface Frame {
  readonly status: number;
  readonly float: number;
}

const floatOf = (packet: readonly Frame[], frame: number) => packet[frame - 1]?.float ?? 0;

/** The flags are each frame's own; for a packet whatever one of its frames says holds. */
function sampleOf(packet: readonly Frame[]): MeasureSample {
  const some = (bit: number) => packet.some((frame) => (frame.status & bit) !== 0);
  const lowPerfusion = packet.some((frame) => (frame.status & (redBit | greenBit)) === redBit);
  const secondStatus = floatOf(packet, 8);
  const notes: MeasureReason[] = [];
  if (lowPerfusion) notes.push("low-perfusion");
  if (some(artefactBit)) notes.push("moving");
  if ((secondStatus & lowBatteryBit) !== 0) notes.push("low-battery");
  return oxygenSample({
    saturation: floatOf(packet, 3) & 0x7f,
    pulse: ((floatOf(packet, 1) & 0x03) << 7) | (floatOf(packet, 2) & 0x7f), highestPulse: noninHighestPulse,
    withheld: some(sensorAlarmBit) ? "no-finger" : some(outOfTrackBit) ? "searching" : null,
    otherwise: lowPerfusion ? "low-perfusion" : "searching",
    stable: (secondStatus & smartPointBit) !== 0, deviceTime: null, stored: false, notes,
  });
}

function frameAt(bytes: Uint8Array, at: number): "more" | "no" | "frame" {
  if (bytes[at] !== frameStart) return "no";
  const status = bytes[at + 1];
  if (status === undefined) return "more";
  if (status < 0x80) return "no";
  const check = bytes[at + 4];
  if (check === undefined) return "more";
  const sum = frameStart + status + (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
  return (sum & 0xff) === check ? "frame" : "no";
}

/** Format 2: a wave point for each frame, a value or reason for each whole packet. A packet with a gap in it is dropped. */
export function createNonin2Codec(): MeasureCodec {
  /** The frames of the packet so far, from its SYNC on; empty while one is waited for. */
  let packet: Frame[] = [];
  let firmware: number | null = null;

  function aboutOf(revision: number): readonly MeasureSample[] {
    if (revision === firmware) return [];
    firmware = revision;
    return [{ sample: "about", model: null, firmware: String(revision), batteryPercent: null }];
  }

  function take(frame: Frame, pleth: number): readonly MeasureSample[] {
    const wave: readonly MeasureSample[] = (frame.status & sensorAlarmBit) !== 0 ? [] : [{ sample: "wave", points: [pleth / 255] }];
    if ((frame.status & syncBit) !== 0) packet = [frame];
    else if (packet.length > 0) packet.push(frame);
    if (packet.length < packetLength) return wave;
    const whole = packet;
    packet = [];
    return [...wave, ...aboutOf(floatOf(whole, 4)), sampleOf(whole)];
  }

  function look(bytes: Uint8Array, at: number, inStep: boolean): Look {
    const answer = lookAtNoninAnswer(bytes, at, inStep);
    if (answer !== "no") return answer;
    const seen = frameAt(bytes, at);
    if (seen !== "frame") return seen;
    return { take: frameLength, samples: take({ status: bytes[at + 1] ?? 0, float: bytes[at + 3] ?? 0 }, bytes[at + 2] ?? 0) };
  }

  return createResyncCodec({ longest: longestNoninAnswer, look, lost: () => { packet = []; } });
}
