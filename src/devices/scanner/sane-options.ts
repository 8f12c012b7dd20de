/** What a device allows for one of its options. */
export type SaneConstraint =
  | { readonly kind: "range"; readonly min: number; readonly max: number; readonly step: number; readonly unit: string }
  | { readonly kind: "values"; readonly values: readonly string[]; readonly unit: string }
  | { readonly kind: "free" };

/** One option line of `scanimage -A`. */
export interface SaneOption {
  /** With its hyphens: `--mode`, `-x`. */
  readonly name: string;
  /** Whether it can be set now: neither inactive nor read-only nor a switch on the device itself. */
  readonly settable: boolean;
  readonly constraint: SaneConstraint;
  /** What it is set to; null for a button and where it has no value now. */
  readonly value: string | null;
}

/** The test backend has about 60 options, the richest real ones about 100. */
const MOST_OPTIONS = 400;
const LONGEST_LINE = 4_096;
const UNITS = /(dpi|mm|pel|bit|us|%)$/;
/** scanimage.c prints these behind an option's value. */
const MARKS = ["advanced", "hardware", "read-only", "emulated"] as const;

/**
 * Reads `scanimage -A` (sane-utils 1.2.1): an option begins in column 5 with hyphens; its description stands further in,
 * headings further out. A line that is none is left out; the first of two options of one name counts.
 */
export function parseOptions(output: string): Map<string, SaneOption> {
  const options = new Map<string, SaneOption>();
  for (const line of output.split(/\r?\n/)) {
    if (options.size >= MOST_OPTIONS) break;
    const option = line.length > LONGEST_LINE ? null : parseOption(line);
    if (option !== null && !options.has(option.name)) options.set(option.name, option);
  }
  return options;
}

function parseOption(line: string): SaneOption | null {
  const match = /^ {4}(--?[A-Za-z0-9][A-Za-z0-9-]*)(.*)$/.exec(line);
  const name = match?.[1];
  if (name === undefined) return null;
  let rest = match?.[2] ?? "";
  let settable = true;
  for (let mark = trailingGroup(rest); mark !== null && MARKS.some((word) => word === mark?.text); mark = trailingGroup(rest)) {
    if (mark.text === "hardware" || mark.text === "read-only") settable = false;
    rest = rest.slice(0, mark.start);
  }
  const value = trailingGroup(rest);
  if (value !== null) rest = rest.slice(0, value.start);
  if (value?.text === "inactive") settable = false;
  return { name, settable, constraint: parseConstraint(rest), value: value === null || value.text === "inactive" ? null : value.text };
}

/** The bracketed text at the end of a line, its brackets paired: a value may hold some itself (`24bit Color[Fast]`). */
function trailingGroup(text: string): { readonly text: string; readonly start: number } | null {
  if (!text.endsWith("]")) return null;
  let depth = 0;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === "]") depth += 1;
    if (text[at] === "[") depth -= 1;
    if (depth === 0) return text[at - 1] === " " ? { text: text.slice(at + 1, -1), start: at - 1 } : null;
  }
  return null;
}

/** The text between name and value: ` Flatbed|ADF`, ` 0..215.9mm (in steps of 0.1)`, ` 300dpi`, `[=(yes|no)]`, ` <int>,...`. */
function parseConstraint(text: string): SaneConstraint {
  if (!text.startsWith(" ")) return { kind: "free" };
  const body = text.slice(1).replace(/^auto\|/, "");
  if (body === "" || body.startsWith("<") || body.includes(",...")) return { kind: "free" };
  const range = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)([a-z%]*)(?: \(in steps of (\d+(?:\.\d+)?)\))?$/.exec(body);
  if (range !== null) {
    const [min, max] = [Number(range[1]), Number(range[2])];
    if (!Number.isFinite(min) || !Number.isFinite(max) || max < min) return { kind: "free" };
    return { kind: "range", min, max, step: Number(range[4] ?? 0), unit: range[3] ?? "" };
  }
  const values = body.split("|");
  const numeric = values.every((value, index) => /^-?\d+(\.\d+)?$/.test(index === values.length - 1 ? value.replace(UNITS, "") : value));
  if (!numeric) return { kind: "values", values, unit: "" };
  const unit = UNITS.exec(body)?.[1] ?? "";
  return { kind: "values", values: values.map((value) => value.replace(UNITS, "")), unit };
}
