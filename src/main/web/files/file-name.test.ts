import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shownName } from "./file-name.ts";

describe("the name of a download", () => {
  it.each([
    ["lasku.pdf", "lasku.pdf"], ["../../../../tmp/karku.txt", "karku.txt"], ["..\\..\\karku.txt", "karku.txt"], [".bashrc", "bashrc"], ["lasku\u202Efdp.exe", "laskufdp.exe"], ["a\u0000b\nc.pdf", "abc.pdf"],
    ["  päätös  1.pdf ", "päätös 1.pdf"], ["", null], ["...", null], ["/", null], ["päätös 🧾 čŋ.pdf", "päätös 🧾 čŋ.pdf"],
  ])("%j is shown as %j", (given, shown) => {
    expect(shownName(given)).toBe(shown);
  });

  it("is cut in the middle when it is long, and keeps its ending", () => {
    const name = shownName(`${"a".repeat(600)}.pdf`) ?? "";
    expect(name).toHaveLength(120);
    expect(name.endsWith("….pdf")).toBe(true);
  });

  it("is never a path, never hidden, never long, whatever is given", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
      const name = shownName(given);
      if (name === null) return;
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\.|^\s|\s$/u);
      expect(Array.from(name).length).toBeLessThanOrEqual(120);
    }));
  });
});
