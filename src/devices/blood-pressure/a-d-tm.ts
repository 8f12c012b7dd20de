import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { localTime } from "./local-time.ts";
import { pressureReason, pressureSample } from "./pressure-sample.ts";
import type { Look } from "./resync.ts";
import { answerOf, createResyncCodec, nothingSaid } from "./resync.ts";

/*
 * A&D TM-2655P and TM-2657P, the arm-in monitors of waiting rooms, over their external RS-232 unit.
 * Source: A&D's TM-2655P/TM-2657P external input/output protocol (formats RA and RB) as two public programs have it (viscur's
 * Tonometer.kt for RB); frame and BCC checked against a captured result of a TM-2657.
 *
 *   SYN SYN SOH "00" STX <text> ETX BCC     BCC = XOR of everything from SOH to ETX, both included
 *   SYN SYN SOH "00" ACK | NAK              the answer to a command, no BCC
 *
 * The text's fields are set apart by RS and told by their first letter, for RB leaves some of RA's out. Two of them begin with M:
 * the mode ("M", "A") and the mean pressure ("M 97"); only the latter has a number.
 */
const syn = 0x16;
const soh = 0x01;
const stx = 0x02;
const etx = 0x03;
const recordSeparator = "\x1e";
/** The unit's address "00", the only one of a point-to-point line. */
const zero = 0x30;
const headLength = 4;
/** RA has 128 characters of text; with room for a longer patient number. */
const longestText = 256;

/** What the unit's error codes mean to a person (A&D's list for the TM-2655P, as in viscur's TonometerErrorCode). Those not listed are the device's own faults. */
const reasonsOfErrors: Readonly<Record<string, MeasureReason>> = {
  // The pressure does not rise, or not in time, or is not enough: the arm or the cuff is not as it should be.
  E11: "cuff-error", E12: "cuff-error", E15: "cuff-error", E42: "cuff-error",
  // Pulse, diastolic, mean or systolic pressure cannot be told.
  E43: "cuff-error", E45: "cuff-error", E46: "cuff-error", E48: "cuff-error", E61: "cuff-error",
  E24: "timed-out", E44: "moving", E63: "out-of-range",
};

function xorOf(bytes: Uint8Array, from: number, to: number): number {
  let check = 0;
  for (let index = from; index < to; index += 1) check ^= bytes[index] ?? 0;
  return check;
}

/** The whole frame with this text: its characters must be ASCII. */
export function tmFrame(text: string): Uint8Array {
  const characters = Array.from(text, (character) => character.charCodeAt(0));
  const frame = Uint8Array.from([syn, syn, soh, zero, zero, stx, ...characters, etx, 0]);
  frame[frame.length - 1] = xorOf(frame, 2, frame.length - 1);
  return frame;
}

/** Begins a measurement: the cuff is inflated. The result comes some 40 s after the answer. */
export function tmStart(): Uint8Array {
  return tmFrame("ST");
}

/** Ends it at once and lets the air out. */
export function tmStop(): Uint8Array {
  return tmFrame("SP");
}

/** The number of the first field of this letter that is the letter and a number and nothing else. */
function numberOf(fields: readonly string[], letter: string): number | null {
  for (const field of fields) {
    const digits = field.startsWith(letter) ? /^ *(\d{1,4}) *$/.exec(field.slice(1))?.[1] : undefined;
    if (digits !== undefined) return Number(digits);
  }
  return null;
}

/** `yyMMddHHmm` in the unit's own local time. */
function timeOf(fields: readonly string[]): string | null {
  const parts = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(fields[1] ?? "");
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  return localTime(2000 + year, month, day, hour, minute, 0);
}

function notesOf(fields: readonly string[]): readonly MeasureReason[] {
  const irregular = (numberOf(fields, "I") ?? 0) > 0 || (numberOf(fields, "i") ?? 0) > 0;
  const moved = (numberOf(fields, "m") ?? 0) > 0;
  return [...(irregular ? ["irregular-pulse" as const] : []), ...(moved ? ["moving" as const] : [])];
}

/** What a result says. A frame without an error code is none of ours (an echoed command) and says nothing. */
function samplesOf(text: string): readonly MeasureSample[] {
  const fields = text.split(recordSeparator);
  const error = fields.find((field) => /^E\d\d$/.test(field));
  if (error === undefined) return nothingSaid;
  const model = (fields[0] ?? "").trim();
  const about: MeasureSample = { sample: "about", model: model === "" ? null : model, firmware: null, batteryPercent: null };
  if (error !== "E00") return [about, pressureReason(reasonsOfErrors[error] ?? "device-fault")];
  return [about, pressureSample({
    systolic: numberOf(fields, "S"), diastolic: numberOf(fields, "D"), mean: numberOf(fields, "M"), pulse: numberOf(fields, "P"),
    deviceTime: timeOf(fields), stored: false, notes: notesOf(fields),
  })];
}

const isText = (byte: number) => byte === 0x1e || (byte >= 0x20 && byte <= 0x7e);

/** The text and its check, from `start`, the first byte after STX, on. */
function lookAtText(bytes: Uint8Array, at: number, start: number): Look {
  let end = start;
  while (end < bytes.length && isText(bytes[end] ?? 0)) end += 1;
  if (end - start > longestText) return "no";
  if (end === bytes.length) return "more";
  if (bytes[end] !== etx) return "no";
  const check = bytes[end + 1];
  if (check === undefined) return "more";
  if (check !== xorOf(bytes, at, end + 1)) return "no";
  return { take: end + 2 - at, samples: samplesOf(String.fromCharCode(...bytes.subarray(start, end))) };
}

function look(bytes: Uint8Array, at: number, inStep: boolean): Look {
  const first = bytes[at];
  // SYN only fills the line; it belongs to what follows and keeps the step.
  if (first === syn) return { take: 1, samples: nothingSaid };
  if (first !== soh) {
    const answer = inStep ? answerOf(first) : null;
    return answer === null ? "no" : { take: 1, samples: [answer] };
  }
  for (let index = 1; index <= 2; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte !== zero) return "no";
  }
  const control = bytes[at + headLength - 1];
  if (control === undefined) return "more";
  const answer = answerOf(control);
  if (answer !== null) return { take: headLength, samples: [answer] };
  return control === stx ? lookAtText(bytes, at, at + headLength) : "no";
}

/** Results and answers of the TM-2655P and TM-2657P, at whatever speed the line has. */
export function createTmCodec(): MeasureCodec {
  return createResyncCodec({ longest: headLength + longestText + 2, look });
}
