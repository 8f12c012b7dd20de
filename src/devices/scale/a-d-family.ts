import type { MeasureCodec, MeasureReason, MeasureSample } from "../../contract/reading.ts";
import { createLineCodec } from "./scanning-codec.ts";
import { noWeight, unitOfText, weight } from "./weight-sample.ts";

/**
 * A scale that sends only when asked: "give one weight now" (A&D EK-L series instruction manual, commands; CR LF ends a command).
 * Its line is 2400 baud 7E1 unless set otherwise (same manual, serial settings).
 */
export const adCommands = { weightNow: Buffer.from("Q\r\n", "latin1") } as const;

/**
 * The longest line that any manual below shows has 21 characters; with room for a wider blank field. A line that does not end by
 * then is none.
 */
const mostLineBytes = 34;

/**
 * A&D standard format: `HH,±DDDDDDDDUUU` CR LF. Two letters of state, a sign and a zero-filled number (9 characters, 10 on models with a
 * finer division), a unit right-aligned in 3 (A&D EK-L series instruction manual 9-2; a comparison's result between, A&D GC series
 * manual 16.2).
 */
export function createADCodec(): MeasureCodec {
  return createLineCodec({ most: mostLineBytes, firsts: "SUOQ", parse: parseAD });
}

function parseAD(line: string): readonly MeasureSample[] | null {
  const [, state, rest] = /^(ST|US|OL|QT),(?:(?:LO|OK|HI|--),)?(.{12,13})$/.exec(line) ?? [];
  if (state === undefined || rest === undefined) return null;
  // Pieces that were counted are no weight.
  if (state === "QT") return /^[+-]\d+ PC$/.test(rest) ? [] : null;
  // `+999999.9  g`, and `+9999999E+19` on balances (A&D FX-CT series specifications).
  if (state === "OL") return /^[+-][\d.]+(?:E\+\d\d| {0,2}[a-zA-Z%]{1,3})$/.test(rest) ? [outOfRange(rest)] : null;
  const number = /^[+-]\d+\.?\d*$/.exec(rest.slice(0, -3));
  const unit = /^ {0,2}[a-z]+$/.test(rest.slice(-3)) ? unitOfText(rest.slice(-3)) : null;
  return number === null || unit === null ? null : [weight(Number(number[0]), unit, state === "ST")];
}

/**
 * The `ST,GS,` format of weighing indicators: state, kind of weight, number, unit, each maker with its own blanks and commas:
 * - `ST,GS,+0123456  kg`: sign, 6 or 7 digits with a point, 4 places of unit; blanks on overload (KERN KXS-TM/KXG-TM manual
 *   BA_IA-e-1420, 14);
 * - `ST,GS,+011.120kg` (General Measure M02 indicator manual, continuous output);
 * - `ST,GS,      72.5,kg`: right-aligned in 10, a comma before the unit; also UL, and TL when the platform stands askew (Dini Argeo
 *   DFW/3590 technical manuals, standard string);
 * - `ST,GS    1.000KG`: a blank in place of the second comma, capitals, GW and TW (KERN SFB-BA-e-1324, 10.4); St, G and N (KERN GAB-N-BA-e-1315, 12.1.3).
 */
export function createStGsCodec(): MeasureCodec {
  return createLineCodec({ most: mostLineBytes, firsts: "SUOTQsuotq", parse: parseStGs });
}

/** Signed number and blanks before it are a field of 7 to 12 characters; a shorter one has lost some on the way. */
const leastField = 7;
const mostField = 12;

function parseStGs(line: string): readonly MeasureSample[] | null {
  const [, header, kind, rest] = /^(ST|US|OL|UL|TL|QT),(?:(GS|GW|NT|TR|TW|G|N)[, ])?(.*)$/i.exec(line) ?? [];
  if (header === undefined || rest === undefined) return null;
  const state = header.toUpperCase();
  if (state !== "ST" && state !== "US") return parseStGsReason(state, rest);
  const [, field, sign, digits, letters] = /^( *([+-]?) *(\d+\.?\d*|\.\d+)) *,? *([a-z]{1,3}) *$/i.exec(rest) ?? [];
  if (field === undefined || digits === undefined || letters === undefined) return null;
  const unit = unitOfText(letters);
  if (unit === null || field.length < leastField || field.length > mostField) return null;
  // A tare is what was on the platform before, not who stands on it.
  if (/^t/i.test(kind ?? "")) return [];
  return [weight(Number(`${sign ?? ""}${digits}`), unit, state === "ST")];
}

function parseStGsReason(state: string, rest: string): readonly MeasureSample[] | null {
  if (state === "QT") return /^ *[+-]? *\d+ *,? *pcs? *$/i.test(rest) ? [] : null;
  // Where the number would be there are blanks, nines or what the cell still gives; then a unit or none.
  if (!/^[ +\-\d.]*(?:E\+\d\d)?,? *[a-z]{0,3} *$/i.test(rest)) return null;
  if (state === "UL") return [noWeight("underload")];
  return [state === "TL" ? noWeight("device-fault") : outOfRange(rest)];
}

/** Both formats say OL above and below; the sign tells which. */
function outOfRange(rest: string): MeasureSample {
  const reason: MeasureReason = rest.trimStart().startsWith("-") ? "underload" : "overload";
  return noWeight(reason);
}
