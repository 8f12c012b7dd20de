import { describe, expect, it } from "vitest";
import type { StaffCheck } from "../../contract/snapshot.ts";
import type { Text } from "../i18n/texts.ts";
import { counterName, eventName, tally } from "./staff-words.ts";

const t: Text = (key) => `<${key}>`;

describe("words of the log", () => {
  it("are told in the reader's language, and as they are where nobody knows them", () => {
    expect(eventName(t, "wiped")).toBe("<events.wiped>");
    expect(eventName(t, "from-the-future")).toBe("from-the-future");
    expect(eventName(t, "constructor")).toBe("constructor");
  });

  it("name a counter by its event and keep the rest", () => {
    expect(counterName(t, "visits")).toBe("<events.visits>");
    expect(counterName(t, "services.health-social")).toBe("<events.services>: health-social");
  });
});

describe("the summary of the checks", () => {
  const check = (number: number, outcome: StaffCheck["outcome"]): StaffCheck => ({ number, check: "clock", outcome, findings: [], found: null });

  it("counts what is not well", () => {
    expect(tally([check(1, "ok"), check(2, "failed"), check(3, "warning"), check(4, "skipped"), check(5, "failed")])).toEqual({ failed: 2, warnings: 1, running: false });
    expect(tally([check(1, "running")])).toEqual({ failed: 0, warnings: 0, running: true });
  });
});
