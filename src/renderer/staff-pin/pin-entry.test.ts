import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutesLocked, pinLength, typePin } from "./pin-entry.ts";

describe("typing a PIN", () => {
  it("takes figures, erases one, and leaves everything else out", () => {
    expect(["1", "2", "x", "3", "Backspace", "F4", "9"].reduce(typePin, "")).toBe("129");
    expect(typePin("", "Backspace")).toBe("");
  });

  it("never becomes anything but figures, and never too long", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom("Backspace", "Enter", "7"), fc.string())), (keys) => {
      const typed = keys.reduce(typePin, "");
      expect(typed).toMatch(/^[0-9]*$/);
      expect(typed.length).toBeLessThanOrEqual(pinLength.max);
    }));
  });
});

describe("the lock", () => {
  it("is told in whole minutes, never none while it holds", () => {
    expect(minutesLocked(600_000, 0)).toBe(10);
    expect(minutesLocked(600_000, 541_000)).toBe(1);
    expect(minutesLocked(600_000, 600_000)).toBe(1);
  });
});
