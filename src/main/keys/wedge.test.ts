import { beforeEach, describe, expect, it } from "vitest";
import { manualTimers, type ManualTimers } from "../testing/manual-timers.ts";
import { createWedgeDetector, type WedgeDetector } from "./wedge.ts";

const digits = "458101710000001220004829900000000559582243294671120131";

describe("the detector of bar-code readers that play keyboard", () => {
  let timers: ManualTimers;
  let found: string[];
  let wedge: WedgeDetector;
  beforeEach(() => {
    timers = manualTimers();
    found = [];
    wedge = createWedgeDetector(timers, (text) => found.push(text));
  });

  const type = (text: string, gapMs: number) => {
    const taken: boolean[] = [];
    for (const key of text) {
      timers.advance(gapMs);
      taken.push(wedge.key(key));
    }
    return taken;
  };

  it.each([["Datalogic", 1], ["Honeywell", 10], ["Netum", 19], ["Zebra", 100]])("takes a code of a %s at %i ms a key, ended by Enter, and holds all its keys back", (_reader, gap) => {
    expect(type(digits, gap).every((taken) => taken)).toBe(true);
    expect(wedge.key("Enter")).toBe(true);
    expect(found).toEqual([digits]);
  });

  it("takes a code that ends with Tab, or with nothing", () => {
    type(digits, 5);
    wedge.key("Tab");
    type(digits, 5);
    timers.advance(151);
    expect(found).toEqual([digits, digits]);
  });

  it("takes a short text with a symbology identifier, with the shifts of its layout in between", () => {
    wedge.key("Shift");
    type("]Q1BCD", 5);
    wedge.key("Shift");
    type("\n".repeat(0), 5);
    expect(wedge.key("Enter")).toBe(true);
    expect(found).toEqual(["]Q1BCD"]);
  });

  it("leaves a person alone: slow keys, short words, Enter by itself", () => {
    type(digits, 140);
    wedge.key("Enter");
    type("hello", 10);
    expect(wedge.key("Enter")).toBe(false);
    expect(wedge.key("Enter")).toBe(false);
    expect(wedge.key("Tab")).toBe(false);
    expect(wedge.key("ArrowLeft")).toBe(false);
    expect(found).toEqual([]);
  });

  it("starts again after a pause, after another key and after a reset", () => {
    type(digits.slice(0, 15), 5);
    timers.advance(200);
    type(digits.slice(15, 30), 5);
    wedge.key("Backspace");
    type(digits.slice(0, 15), 5);
    wedge.reset();
    type(digits.slice(15, 30), 5);
    wedge.key("Enter");
    expect(found).toEqual([]);
  });

  it("holds no more than a code can be long", () => {
    type("x".repeat(3_000), 1);
    wedge.key("Enter");
    expect(found.map((text) => text.length)).toEqual([1_024]);
  });
});
