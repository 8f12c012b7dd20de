import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";
import { localTime } from "./local-time.ts";
import { pressureReason, pressureSample } from "./pressure-sample.ts";
import type { Look } from "./resync.ts";
import { createResyncCodec } from "./resync.ts";

/*
 * A&D UA-767PC (serial cable) and UA-767PBT (Bluetooth serial port).
 * Sources: A&D UA-767PC data format and A&D Bluetooth communication packet (UA-767PBT, UC-321PBT), each read in two public
 * programs that agree; captured headers and readings.
 *
 * A reading is ten characters, five bytes as upper-case hexadecimal text:
 *   "80" | systolic minus diastolic | diastolic | pulse | mean      mmHg and beats a minute
 * Other codes than 80 (81, 82 and 83 are known) are failed measurements. There is neither delimiter nor check sum; the mean
 * pressure, which always lies between the other two, and the range of the device are what tells a reading from letters that
 * happen to begin with 80. Where a cable breaks a reading off and another follows without a byte between, that is all there is.
 */
const readingLength = 10;
const digitEight = 0x38;
const digitZero = 0x30;
const digitThree = 0x33;

/** The range of measurement that A&D gives for the UA-767 series, in mmHg; its manual was not at hand to check. */
const lowestPressure = 20;
const highestPressure = 280;

/** The value of an upper-case hexadecimal digit, or -1. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : -1;
}

function hexByte(bytes: Uint8Array, at: number): number {
  return hexDigit(bytes[at] ?? 0) * 16 + hexDigit(bytes[at + 1] ?? 0);
}

/** When it was measured, and whether it is from the memory; the serial cable tells neither. */
interface Origin {
  readonly deviceTime: string | null;
  readonly stored: boolean;
}

/**
 * How much of the ten characters of a failed measurement belongs to it. What follows its code is not known to mean anything, so
 * where a reading may begin in it (with 80, or with an 8 as the last character) it was broken off there.
 */
function failureLength(bytes: Uint8Array, at: number): number {
  for (let index = 2; index < readingLength; index += 1) {
    const last = index === readingLength - 1;
    if (bytes[at + index] === digitEight && (last || bytes[at + index + 1] === digitZero)) return index;
  }
  return readingLength;
}

/** The ten characters from `at`. */
function lookAtReading(bytes: Uint8Array, at: number, origin: Origin): Look {
  for (let index = 0; index < readingLength; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (hexDigit(byte) < 0) return "no";
    if (index === 0 && byte !== digitEight) return "no";
    if (index === 1 && (byte < digitZero || byte > digitThree)) return "no";
  }
  if (bytes[at + 1] !== digitZero) return { take: failureLength(bytes, at), samples: [pressureReason("cuff-error")] };
  const diastolic = hexByte(bytes, at + 4);
  const systolic = diastolic + hexByte(bytes, at + 2);
  const mean = hexByte(bytes, at + 8);
  if (mean <= diastolic || mean >= systolic || diastolic < lowestPressure || systolic > highestPressure) return "no";
  const sample = pressureSample({ systolic, diastolic, mean, pulse: hexByte(bytes, at + 6), notes: [], ...origin });
  return { take: readingLength, samples: [sample] };
}

/** The UA-767PC: bare readings, one after each measurement. */
export function createUa767Codec(): MeasureCodec {
  const origin: Origin = { deviceTime: null, stored: false };
  return createResyncCodec({ longest: readingLength, look: (bytes, at) => lookAtReading(bytes, at, origin) });
}

/*
 * The UA-767PBT's packet, little-endian: type (2: data) u16, length of what follows the header u32, device 767 u16, flag u8,
 * time of measurement and time of sending (year u16, month, day, hour, minute, second), two Bluetooth addresses, serial number
 * (12), reserved (10), battery, reserved, firmware: 60 bytes, then the reading.
 * It is a protocol of its own here: its serial number is ten digits, which the bare form could take for a reading.
 */
const packetStart = [0x02, 0x00, readingLength, 0x00, 0x00, 0x00, 0xff, 0x02];
const headerLength = 60;
const measuredAt = 9;
const sentAt = 16;
/** A reading is sent at once when a measurement ends; one that waited longer than this came from the memory. */
const freshForMinutes = 5;

function packetTime(bytes: Uint8Array, at: number): string | null {
  const byte = (offset: number) => bytes[at + offset] ?? 0;
  return localTime(byte(0) + 256 * byte(1), byte(2), byte(3), byte(4), byte(5), byte(6));
}

/** Where the times cannot be compared a reading counts as stored: it may be another person's. */
function originOf(bytes: Uint8Array, at: number): Origin {
  const measured = packetTime(bytes, at + measuredAt);
  const sent = packetTime(bytes, at + sentAt);
  if (measured === null || sent === null) return { deviceTime: measured, stored: true };
  const minutes = (Date.parse(`${sent}Z`) - Date.parse(`${measured}Z`)) / 60_000;
  return { deviceTime: measured, stored: minutes < 0 || minutes > freshForMinutes };
}

function lookAtPacket(bytes: Uint8Array, at: number): Look {
  for (const [index, expected] of packetStart.entries()) {
    const byte = bytes[at + index];
    if (byte === undefined) return "more";
    if (byte !== expected) return "no";
  }
  if (bytes.length - at < headerLength + readingLength) return "more";
  const seen = lookAtReading(bytes, at + headerLength, originOf(bytes, at));
  if (typeof seen === "string") return "no";
  const about: MeasureSample = { sample: "about", model: "767", firmware: null, batteryPercent: null };
  return { take: headerLength + readingLength, samples: [about, ...seen.samples] };
}

/** The UA-767PBT's packets. */
export function createUa767PbtCodec(): MeasureCodec {
  return createResyncCodec({ longest: headerLength + readingLength, look: lookAtPacket });
}
