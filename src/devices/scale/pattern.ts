import { z } from "zod";
import { weightUnitSchema } from "../../contract/reading.ts";
import type { MeasureCodec, MeasureSample, WeightUnit } from "../../contract/reading.ts";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { stepsOfPattern } from "./pattern-cost.ts";
import { createScanningCodec, frame, isLineEnd, noise, part, textOf } from "./scanning-codec.ts";
import type { Found } from "./scanning-codec.ts";
import { noWeight, unitOfText, weight } from "./weight-sample.ts";

/** A scale's line has 15 to 35 characters; the bound is what makes a pattern's cost finite. */
export const longestPatternLine = 48;
const longestPattern = 200;
/** Some tenth of a second on the booth's slowest processor, were every way tried. */
const mostSteps = 25_000_000;

/** A scale that no protocol of ours reads, as the staff describes one of its lines. */
export const patternSettingSchema = z.strictObject({
  /** JavaScript's regular expressions with the named groups `value` and, where the line has them, `unit` and `stable`. */
  pattern: z.string().min(1).max(longestPattern),
  /** The unit of lines that name none. */
  unit: weightUnitSchema.nullable(),
  /** What the group `stable` holds when the weight is stable, such as `ST`. */
  stableText: z.string().max(20).nullable(),
});
export type PatternSetting = z.infer<typeof patternSettingSchema>;

export type PatternError = CodedError<
  "scale-pattern/shape" | "scale-pattern/syntax" | "scale-pattern/no-value" | "scale-pattern/no-unit" | "scale-pattern/no-stable-text" | "scale-pattern/too-costly"
>;

/** A setting that is whole, means something and ends in bounded time whatever the scale sends; or what is wrong with it. */
export function readPatternSetting(input: unknown): Result<PatternSetting, PatternError> {
  const parsed = patternSettingSchema.safeParse(input);
  if (!parsed.success) return err("scale-pattern/shape");
  const { pattern, unit, stableText } = parsed.data;
  const names = namesIn(pattern);
  if (names === null) return err("scale-pattern/syntax");
  if (!names.has("value")) return err("scale-pattern/no-value");
  if (!names.has("unit") && unit === null) return err("scale-pattern/no-unit");
  if (names.has("stable") !== (stableText !== null)) return err("scale-pattern/no-stable-text");
  const steps = stepsOfPattern(pattern, longestPatternLine);
  if (typeof steps === "string") return err("scale-pattern/too-costly", { because: steps });
  return steps <= mostSteps ? ok(parsed.data) : err("scale-pattern/too-costly", { because: "too-many-repeats" });
}

/** The names of a pattern's groups; null if it is no pattern. An empty alternative makes it match at once, so that all are told. */
function namesIn(pattern: string): ReadonlySet<string> | null {
  try {
    new RegExp(pattern, "u");
    return new Set(Object.keys(new RegExp(`(?:${pattern})|`, "u").exec("")?.groups ?? {}));
  } catch {
    return null;
  }
}

/**
 * Lines of ASCII that end with CR, LF or both, read by a pattern that {@link readPatternSetting} let pass. Of a longer line only the end
 * is looked at, and a match that begins where it was cut is none: half a number is not a number.
 */
export function createPatternCodec(setting: PatternSetting): MeasureCodec {
  const pattern = new RegExp(setting.pattern, "u");
  let isCut = false;

  const read = (bytes: Uint8Array, at: number): Found => {
    const end = lineEnd(bytes, at);
    if (end === null) {
      if (bytes.length - at <= longestPatternLine) return part;
      isCut = true;
      return noise;
    }
    const samples = samplesOf(pattern.exec(textOf(bytes, at, end)), isCut, setting);
    isCut = false;
    return samples === null ? { found: "noise", length: end + 1 - at } : frame(end + 1 - at, samples);
  };

  return createScanningCodec({ most: longestPatternLine + 2, isFiller: isLineEnd, read });
}

function lineEnd(bytes: Uint8Array, at: number): number | null {
  for (let place = at; place < Math.min(bytes.length, at + longestPatternLine + 1); place += 1) if (isLineEnd(bytes[place])) return place;
  return null;
}

function samplesOf(match: RegExpExecArray | null, isCut: boolean, setting: PatternSetting): readonly MeasureSample[] | null {
  if (match === null || (isCut && match.index === 0)) return null;
  const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {};
  const value = numberOf(groups["value"] ?? "");
  const unit: WeightUnit | null = groups["unit"] === undefined ? setting.unit : unitOfText(groups["unit"]);
  if (value === null) return null;
  if (unit === null) return [noWeight("device-fault")];
  return [weight(value, unit, setting.stableText === null ? null : groups["stable"]?.trim() === setting.stableText.trim())];
}

/** Sign, blanks, digits with one point or comma. */
function numberOf(text: string): number | null {
  const [, sign, digits] = /^\s*([+-]?)\s*(\d{1,12}(?:[.,]\d{0,6})?|[.,]\d{1,6})\s*$/.exec(text) ?? [];
  return digits === undefined ? null : Number(`${sign ?? ""}${digits.replace(",", ".")}`);
}
