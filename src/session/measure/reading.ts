import type { Measured, WeightUnit } from "../../contract/reading.ts";

/** A measurement that was taken: what the device said, when the booth heard it, and which device it was. */
export interface Reading {
  readonly measured: Measured;
  /** Milliseconds of the epoch, by the booth's own clock. */
  readonly takenAt: number;
  /** The model as the device or the configuration writes it; null where neither tells. */
  readonly deviceModel: string | null;
}

/** Each unit that a reading can be in, as UCUM code (https://ucum.org/ucum). */
export type ReadingUnit = WeightUnit | "mm[Hg]" | "kPa" | "/min" | "%";

/** Each quantity that a reading can have. */
export type QuantityName = "weight" | "bloodPressure" | "systolic" | "diastolic" | "mean" | "pulse" | "oxygen";

/** The texts of a record, in the citizen's language; they come from the locale files. */
export interface RecordLabels {
  /** BCP 47 tag of the language that all of these are in. */
  readonly language: string;
  /** What stands before what was measured, when, with what result and by which device. */
  readonly headings: Readonly<Record<"code" | "time" | "result" | "device", string>>;
  readonly quantities: Readonly<Record<QuantityName, string>>;
  /** Units as people write them, e.g. `mmHg`. */
  readonly units: Readonly<Record<ReadingUnit, string>>;
}
