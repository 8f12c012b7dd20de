import { describe, expect, it } from "vitest";
import { createTokenGate } from "./token.ts";

describe("the one-time token", () => {
  it("is good once", () => {
    const gate = createTokenGate();
    gate.expect("a".repeat(43));
    expect(gate.take("b".repeat(43))).toBe(false);
    expect(gate.take("a".repeat(43))).toBe(true);
    expect(gate.take("a".repeat(43))).toBe(false);
  });

  it("is void when another is expected, and nothing is good before one is", () => {
    const gate = createTokenGate();
    expect(gate.take("")).toBe(false);
    gate.expect("a".repeat(43));
    gate.expect("b".repeat(43));
    expect(gate.take("a".repeat(43))).toBe(false);
    expect(gate.take("b".repeat(43))).toBe(true);
  });
});
