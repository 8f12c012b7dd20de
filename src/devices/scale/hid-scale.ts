import type { MeasureCodec, MeasureSample, WeightUnit } from "../../contract/reading.ts";
import { createScanningCodec, frame, noise, part } from "./scanning-codec.ts";
import type { Found } from "./scanning-codec.ts";
import { noWeight, weight } from "./weight-sample.ts";

/** Scale Data Report: the report's number, status, unit, exponent (int8), weight (uint16, low byte first). */
const reportBytes = 6;
const dataReport = 3;

/**
 * Units by usage - 0x50 (USB-IF "HID Point of Sale Usage Tables" 1.02, usage page 0x8D, 0x51 milligram … 0x5C pound). Taels have no
 * UCUM code, and three countries' taels differ.
 */
const units: readonly (WeightUnit | null)[] = ["mg", "g", "kg", "[car_m]", null, "[gr]", "[pwt_tr]", "t", "[ston_av]", "[oz_tr]", "[oz_av]", "[lb_av]"];

/** Status by usage - 0x70 (same tables, 0x71 fault … 0x78 requires re-zeroing). */
const faulty = 1;
const stableAtZero = 2;
const stableWeight = 4;
const underZero = 5;
const overLimit = 6;
const needsCalibration = 7;
const needsZeroing = 8;

/** No scale divides finer than 10⁻⁶ or coarser than 10² of its unit; the narrow range also tells a report from a report's middle. */
const leastExponent = -6;
const mostExponent = 2;

/**
 * USB HID scale (usage page 0x8D): `03 04 03 FF D5 02` is 72.5 kg, stable. USB checks the bytes, the report has no check of its own.
 * Some hosts put a 0 before a report and some devices pad theirs with zeros: zeros between reports are no noise.
 */
export function createHidScaleCodec(): MeasureCodec {
  return createScanningCodec({ most: reportBytes, isFiller: (byte) => byte === 0, read });
}

function read(bytes: Uint8Array, at: number): Found {
  const [report, status, unitNumber, exponentByte, low, high] = bytes.subarray(at, at + reportBytes);
  if (report !== dataReport) return noise;
  if (status !== undefined && (status < faulty || status > needsZeroing)) return noise;
  const unit = unitNumber === undefined ? null : units[unitNumber - 1];
  if (unit === undefined) return noise;
  const exponent = exponentByte === undefined ? 0 : (exponentByte << 24) >> 24;
  if (exponent < leastExponent || exponent > mostExponent) return noise;
  if (status === undefined || low === undefined || high === undefined) return part;
  return frame(reportBytes, [sampleOf(status, unit, low | (high << 8), exponent)]);
}

function sampleOf(status: number, unit: WeightUnit | null, raw: number, exponent: number): MeasureSample {
  if (status === faulty || status === needsCalibration || status === needsZeroing) return noWeight("device-fault");
  if (status === overLimit) return noWeight("overload");
  if (unit === null) return noWeight("device-fault");
  // Read as decimal text, so that 725 × 10⁻¹ is 72.5 and not its neighbour.
  const value = Number(`${raw}e${exponent}`);
  if (status === underZero) return weight(-value, unit, false, { notes: ["underload"] });
  return weight(value, unit, status === stableWeight || status === stableAtZero);
}
