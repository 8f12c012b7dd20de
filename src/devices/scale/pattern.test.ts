import { describe, expect, it } from "vitest";
import { ascii } from "./codec-laws.ts";
import { stepsOfPattern } from "./pattern-cost.ts";
import { createPatternCodec, longestPatternLine, readPatternSetting } from "./pattern.ts";
import type { PatternSetting } from "./pattern.ts";
import { noWeight, weight } from "./weight-sample.ts";

const valueOnly = (pattern: string): PatternSetting => ({ pattern, unit: "kg", stableText: null });
const codecOf = (setting: PatternSetting) => {
  const read = readPatternSetting(setting);
  if (!read.ok) throw new Error(read.error.code);
  return createPatternCodec(read.value);
};

describe("the setting of a pattern", () => {
  it.each([
    ["scale-pattern/shape", { pattern: "(?<value>\\d+)", unit: "st", stableText: null }],
    ["scale-pattern/shape", valueOnly("")],
    ["scale-pattern/shape", valueOnly(`(?<value>\\d+)${"x".repeat(200)}`)],
    ["scale-pattern/syntax", valueOnly("(?<value>\\d+")],
    ["scale-pattern/syntax", valueOnly("(?<value>a))(")],
    ["scale-pattern/no-value", valueOnly("(\\d+) kg")],
    ["scale-pattern/no-unit", { pattern: "(?<value>\\d+)", unit: null, stableText: null }],
    ["scale-pattern/no-stable-text", { pattern: "(?<stable>S|U) (?<value>\\d+)", unit: "kg", stableText: null }],
    ["scale-pattern/no-stable-text", { pattern: "(?<value>\\d+)", unit: "kg", stableText: "S" }],
  ])("%s", (code, setting) => {
    expect(readPatternSetting(setting)).toEqual({ ok: false, error: { code } });
  });

  it.each([
    ["nested-repeat", "(?:a+)+(?<value>b)"],
    ["nested-repeat", "(?:a|aa)*(?<value>b)"],
    ["nested-repeat", "(?:a*){40}(?<value>b)"],
    ["nested-repeat", "(?:a?){1,40}(?<value>b)"],
    ["back-reference", "(a*)\\1(?<value>b)"],
    ["back-reference", "(?<x>a*)\\k<x>(?<value>b)"],
    ["look-around", "(?=a*)(?<value>b)"],
    ["look-around", "(?<!a)(?<value>b)"],
    ["too-many-repeats", "a*a*a*a*a*(?<value>b)"],
    ["too-many-repeats", `${"a?".repeat(30)}(?<value>b)`],
  ])("is refused as costly: %s, %s", (because, pattern) => {
    expect(readPatternSetting(valueOnly(pattern))).toEqual({ ok: false, error: { code: "scale-pattern/too-costly", detail: { because } } });
  });

  it("counts no repeat inside a class or behind a backslash", () => {
    expect(stepsOfPattern("[*+?|{2,}()]\\*\\(\\?", 10)).toBe(stepsOfPattern("ab", 10));
  });

  it("ends soon with the costliest pattern that it lets pass", () => {
    const codec = codecOf(valueOnly("a*a*a*a*(?<value>b)"));
    expect(codec.push(ascii(`${"a".repeat(longestPatternLine)}\r\n`))).toEqual([]);
  });
});

describe("a line read by a pattern", () => {
  it("tells value, unit and flag", () => {
    // Rice Lake 350-10: nine places of weight, unit, kind (350-10 operation manual, serial output).
    const codec = codecOf({ pattern: "^ *(?<value>-?\\d+\\.\\d) (?<unit>lb|kg) (?<stable>Gross|Net  ) $", unit: null, stableText: "Gross" });
    expect(codec.push(ascii("     10.0 lb Gross \r\n    -10.0 kg Net   \r\n"))).toEqual([weight(10, "[lb_av]", true), weight(-10, "kg", false)]);
  });

  it("takes the set unit where the line has none, and no flag for one that is not stable", () => {
    expect(codecOf(valueOnly("^W(?<value>\\d+,\\d)$")).push(ascii("W72,5\r"))).toEqual([weight(72.5, "kg", null)]);
  });

  it("names a unit that cannot be told as a fault of the scale", () => {
    expect(codecOf({ pattern: "^(?<value>\\d+)(?<unit>\\w+)$", unit: null, stableText: null }).push(ascii("11st\r"))).toEqual([noWeight("device-fault")]);
  });

  it("has no value where the group holds no number", () => {
    const codec = codecOf(valueOnly("^(?<value>.+)$"));
    expect(codec.push(ascii("Infinity\r1e3\r0x10\r \r--1\r"))).toEqual([]);
    expect(codec.skipped()).toBe(19);
  });

  it("never reads a number from where a long line was cut", () => {
    const codec = codecOf(valueOnly("(?<value>\\d+\\.\\d)kg$"));
    expect(codec.push(ascii(`${"9".repeat(60)}.5kg\r`))).toEqual([]);
    expect(codec.push(ascii("72.5kg\r"))).toEqual([weight(72.5, "kg", null)]);
  });
});
