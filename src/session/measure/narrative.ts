import type { RecordLabels } from "./reading.ts";
import { boothTimeZone } from "./zone-time.ts";

/** What the narrative tells: a name with its code, a moment, results in words, and a device. */
export interface NarrativeFacts {
  readonly name: string;
  readonly loinc: string;
  readonly takenAt: number;
  readonly results: readonly string[];
  /** Empty where it is not known. */
  readonly device: string;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text without the characters that neither XML 1.0 (2.2, Char) nor a FHIR string can hold. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "").trim();
}

/** Text as XML may hold it: reserved characters as entities. */
function escapedText(text: string): string {
  return plainText(text).replace(/[&<>"']/gu, (reserved) => entities[reserved] ?? "");
}

/** A number in the language's own writing with every digit that the device gave. */
export function writtenNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: false }).format(value);
}

/**
 * The narrative of an observation: a line each for what was measured, when, with what result and by what, as the base rules of the Finnish
 * PHR want it to be readable without its codes. XHTML as R4 narratives may be (http://hl7.org/fhir/R4/narrative.html), in one `div`
 * that names its language twice as R4's resource page asks (`lang` for HTML, `xml:lang` for XML).
 */
export function narrativeDiv(facts: NarrativeFacts, labels: RecordLabels): string {
  const { headings, language } = labels;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: boothTimeZone }).format(facts.takenAt);
  const lines: (readonly [heading: string, text: string])[] = [
    [headings.code, `${facts.name} (${facts.loinc})`],
    [headings.time, moment],
    [headings.result, facts.results.join("; ")],
  ];
  if (facts.device !== "") lines.push([headings.device, facts.device]);
  const paragraphs = lines.map(([heading, text]) => `<p>${escapedText(heading)}: ${escapedText(text)}</p>`).join("");
  const tag = escapedText(language);
  return `<div xmlns="http://www.w3.org/1999/xhtml" lang="${tag}" xml:lang="${tag}">${paragraphs}</div>`;
}
