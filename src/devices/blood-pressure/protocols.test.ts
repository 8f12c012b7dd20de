import { describe, expect, it } from "vitest";
import { hex } from "./codec-properties.ts";
import { bloodPressureProtocols } from "./protocols.ts";

describe("the table of blood-pressure monitors", () => {
  it("names each protocol once and makes a fresh codec for each", () => {
    expect(bloodPressureProtocols.map(({ name }) => name)).toEqual(["bp-a-d-tm", "bp-ua-767", "bp-ua-767-pbt"]);
    for (const { create } of bloodPressureProtocols) {
      const codec = create();
      expect(codec.push(hex("FF FF"))).toEqual([]);
      expect(codec.skipped()).toBe(2);
      expect(create().skipped()).toBe(0);
    }
  });
});
