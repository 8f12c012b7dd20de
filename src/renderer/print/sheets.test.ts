import { describe, expect, it } from "vitest";
import { sheetsOf, wayToFit } from "./sheets.ts";

const one = { copies: 1, sides: "one-sided" } as const;
const both = { copies: 1, sides: "two-sided-long-edge" } as const;

describe("sheets of paper", () => {
  it("are pages times copies, or half of them on both sides", () => {
    expect(sheetsOf(3, { ...one, copies: 2 })).toBe(6);
    expect(sheetsOf(3, both)).toBe(2);
    expect(sheetsOf(3, { ...both, copies: 2 })).toBe(4);
  });

  it("fit, or there is a way to make them fit, or none", () => {
    expect(wayToFit(3, one, true, 3)).toBe("fits");
    expect(wayToFit(3, { ...one, copies: 2 }, false, 3)).toBe("fewer");
    expect(wayToFit(6, one, true, 3)).toBe("fewer-or-both-sides");
    expect(wayToFit(6, one, false, 3)).toBe("none");
    expect(wayToFit(8, both, true, 3)).toBe("none");
    expect(wayToFit(1, one, true, 0)).toBe("none");
  });
});
