import { localTime } from "../blood-pressure/local-time.ts";
import type { Look } from "../blood-pressure/resync.ts";
import { answerOf, nothingSaid } from "../blood-pressure/resync.ts";

/*
 * Commands to Nonin oximeters. Source: Nonin 9560 Bluetooth specification, data format selection and date/time; the 3150, 3230USB
 * and 3231 know the same. The device answers a command with ACK or NAK within 5 s.
 */
const stx = 0x02;
const etx = 0x03;
const formatCode = 0x70;
const timeCode = 0x72;
/** In an answer the command's code has its highest bit set. */
const timeAnswerCode = 0xf2;
const timeLength = 6;
const timeAnswerLength = 3 + timeLength + 1;

export type NoninFormat = 2 | 7 | 8 | 13;

/** Which data format the device sends from now on; 13 is its own choice, a spot check. */
export function noninSelectFormat(format: NoninFormat): Uint8Array {
  return Uint8Array.from([stx, formatCode, 0x02, 0x02, format, etx]);
}

/** A local time, year in full. */
export interface NoninTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Sets the clock. The numbers go as binary, though the same clock's time in format 13 comes as BCD. */
export function noninSetTime(time: NoninTime): Uint8Array {
  return Uint8Array.from([
    stx, timeCode, timeLength, time.year % 100, time.month, time.day, time.hour, time.minute, time.second, etx,
  ]);
}

/** Asks what time the device has. */
export function noninGetTime(): Uint8Array {
  return Uint8Array.from([stx, timeCode, 0x00, etx]);
}

/** The answer to {@link noninGetTime} that begins at `at`, as local time; null where none does, or where it is no time. */
export function readNoninTime(bytes: Uint8Array, at = 0): string | null {
  if (typeof lookAtTime(bytes, at) === "string") return null;
  const part = (index: number) => bytes[at + 3 + index] ?? 0;
  return localTime(2000 + part(0), part(1), part(2), part(3), part(4), part(5));
}

function lookAtTime(bytes: Uint8Array, at: number): Look {
  for (const [index, expected] of [stx, timeAnswerCode, timeLength].entries()) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte !== expected) return "no";
  }
  const last = bytes[at + timeAnswerLength - 1];
  if (last === undefined) return "more";
  return last === etx ? { take: timeAnswerLength, samples: nothingSaid } : "no";
}

/**
 * The answers, which every format's codec must know beside its frames: a time answer's bytes could otherwise be taken for a frame
 * of format 8, or its length for an ACK.
 */
export function lookAtNoninAnswer(bytes: Uint8Array, at: number, inStep: boolean): Look {
  const answer = inStep ? answerOf(bytes[at]) : null;
  return answer === null ? lookAtTime(bytes, at) : { take: 1, samples: [answer] };
}

export const longestNoninAnswer = timeAnswerLength;
