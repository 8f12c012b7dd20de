import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";
import { createLineCodec } from "./scanning-codec.ts";
import { noWeight, unitOfText, weight } from "./weight-sample.ts";

const command = (text: string): Uint8Array => Buffer.from(`${text}\r\n`, "latin1");

/**
 * What a host sends, at 9600 baud 8N1 (METTLER TOLEDO reference manual "Standard Interface Command Set", MT-SICS level 0 and 1): S waits for a stable
 * weight, SI takes what there is, SIR goes on sending, Z sets zero, @ cancels, I2 and I3 ask for model and software.
 */
export const mtSicsCommands = {
  stable: command("S"), now: command("SI"), repeat: command("SIR"), zero: command("Z"), cancel: command("@"), model: command("I2"), firmware: command("I3"),
} as const;

/** An answer to I2 or I3 is the longest: `I2 A "…"` with up to 64 characters of text. */
const mostLineBytes = 76;

/**
 * MT-SICS: `S S WWWWWWWWWW UUU` CR LF is a stable weight, `S D` a dynamic one; the weight is right-aligned in 10 characters with sign and
 * point, the unit follows after one blank (reference manual 3.2.1). `S I`, `S +`, `S -` have no weight (3.2.2), `ES`, `ET`, `EL` say
 * that a command was not understood, arrived damaged or cannot be carried out (3.2.3).
 */
export function createMtSicsCodec(): MeasureCodec {
  return createLineCodec({ most: mostLineBytes, firsts: "SEIZ", parse });
}

function parse(line: string): readonly MeasureSample[] | null {
  if (/^E[STL]$/.test(line)) return [{ sample: "answer", accepted: false }];
  const zeroed = /^Z ([AI+-])$/.exec(line);
  if (zeroed !== null) return [{ sample: "answer", accepted: zeroed[1] === "A" }];
  return parseAbout(line) ?? parseWeight(line);
}

function parseWeight(line: string): readonly MeasureSample[] | null {
  switch (line) {
    // "Not executable now": the stable weight that was asked for did not come in time.
    case "S I": return [noWeight("moving")];
    case "S +": return [noWeight("overload")];
    case "S -": return [noWeight("underload")];
    default: return parseNumber(line);
  }
}

function parseNumber(line: string): readonly MeasureSample[] | null {
  const [, state, field, letters] = /^S ([SD]) ([ \-\d.]{10}) ([A-Za-z]{1,5}) *$/.exec(line) ?? [];
  if (field === undefined || letters === undefined || !/^ *-?\d+(?:\.\d+)?$/.test(field)) return null;
  const unit = unitOfText(letters);
  return unit === null ? null : [weight(Number(field), unit, state === "S")];
}

function parseAbout(line: string): readonly MeasureSample[] | null {
  const [, which, text] = /^I([23]) A "([^"]{1,64})"$/.exec(line) ?? [];
  if (text === undefined) return null;
  return [{ sample: "about", model: which === "2" ? text : null, firmware: which === "3" ? text : null, batteryPercent: null }];
}
