import { describe, expect, it } from "vitest";
import { joinSentences } from "./readable-text.ts";

describe("joining what is read aloud", () => {
  it("ends each block with a pause and keeps the marks that are there", () => {
    expect(joinSentences(["Mitä haluat tehdä?", " ", "Maksa\n lasku", "Näytä viivakoodi."])).toBe("Mitä haluat tehdä? Maksa lasku. Näytä viivakoodi.");
  });

  it("is empty for nothing", () => {
    expect(joinSentences(["", "  "])).toBe("");
  });
});
