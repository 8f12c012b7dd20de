import { z } from "zod";

/** What the booth measures. A value is what the device said, in the device's own unit: nothing is converted or rounded on the way. */
export const measureKindSchema = z.enum(["weight", "blood-pressure", "oxygen"]);
export type MeasureKind = z.infer<typeof measureKindSchema>;

/**
 * Why there is no value, or what is to be known beside one. Never a value in disguise: where a device sends 0, 127 or 511 for
 * "nothing", one of these is told.
 */
export const measureReasonSchema = z.enum([
  "moving", "overload", "underload", "cuff-loose", "cuff-error", "irregular-pulse", "no-finger", "low-perfusion", "searching", "low-battery",
  "out-of-range", "timed-out", "device-fault",
]);
export type MeasureReason = z.infer<typeof measureReasonSchema>;

/** UCUM codes (https://ucum.org/ucum). */
export const weightUnitSchema = z.enum(["kg", "g", "mg", "t", "[lb_av]", "[oz_av]", "[oz_tr]", "[gr]", "[pwt_tr]", "[car_m]", "[ston_av]"]);
export type WeightUnit = z.infer<typeof weightUnitSchema>;
export const pressureUnitSchema = z.enum(["mm[Hg]", "kPa"]);

/** Pulse in beats a minute; UCUM `/min`. */
const pulse = z.number().min(1).max(500);

/** The values of one measurement. The bounds are those of the protocols; what a body can have is narrower and the driver's matter. */
export const measuredSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("weight"), value: z.number().min(-100_000).max(1_000_000), unit: weightUnitSchema }),
  z.strictObject({
    kind: z.literal("blood-pressure"), systolic: z.number().min(0.1).max(400), diastolic: z.number().min(0.1).max(400), mean: z.number().min(0.1).max(400).nullable(),
    unit: pressureUnitSchema, pulse: pulse.nullable(),
  }),
  /** Oxygen saturation in per cent; UCUM `%`. */
  z.strictObject({ kind: z.literal("oxygen"), saturation: z.number().min(1).max(100), pulse: pulse.nullable() }),
]);
export type Measured = z.infer<typeof measuredSchema>;
export type MeasuredOf<K extends MeasureKind> = Extract<Measured, { kind: K }>;

/** What a device's protocol says at one moment, before anybody has decided whether that is a reading. */
export type MeasureSample =
  | {
    readonly sample: "value";
    readonly measured: Measured;
    /** The device's own stable, valid or final flag; null where its protocol has none. */
    readonly stable: boolean | null;
    /** When the device says that it measured, as local time `YYYY-MM-DDThh:mm:ss` without a zone; null where it does not. */
    readonly deviceTime: string | null;
    /** From the device's memory: it may be another person's. */
    readonly stored: boolean;
    readonly notes: readonly MeasureReason[];
  }
  | { readonly sample: "reason"; readonly kind: MeasureKind; readonly reason: MeasureReason }
  /** Points of the pulse wave, 0..1. */
  | { readonly sample: "wave"; readonly points: readonly number[] }
  /** What the device said of itself or answered; `model` and `firmware` as it wrote them, `batteryPercent` 0..100. */
  | { readonly sample: "about"; readonly model: string | null; readonly firmware: string | null; readonly batteryPercent: number | null }
  | { readonly sample: "answer"; readonly accepted: boolean };

/** Bytes in, samples out: pure but for what of a frame has not come yet. */
export interface MeasureCodec {
  /** Never throws. What is no frame, or whose check fails, is skipped to the next byte that could begin one. */
  push(bytes: Uint8Array): readonly MeasureSample[];
  /** Bytes that were skipped so far. */
  skipped(): number;
}
