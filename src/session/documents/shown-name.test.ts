import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentSummarySchema } from "../../contract/documents.ts";
import { fileName, shownName, withoutCollisions } from "./shown-name.ts";

const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.array(fc.constantFrom("..", "/", "\\", "\0", "\n", "\u202e", "CON", "nul", ".", " ", "ä", "😀", "%2e%2e", "C:", "~", "a".repeat(80), ".pdf", "\ud800", "-rf"), { maxLength: 12 }).map((parts) => parts.join("")),
);
const format = fc.constantFrom("pdf", "jpeg", "png", "text", "other");

describe("shownName", () => {
  it("is text that the snapshot takes, without controls or turned-round letters", () => {
    fc.assert(fc.property(anything, (foreign) => {
      const name = shownName(foreign);
      expect(documentSummarySchema.shape.name.safeParse(name).success).toBe(true);
      if (name !== null) expect(name).not.toMatch(/[\p{Cc}\p{Cf}\\/]/u);
    }), { numRuns: 500 });
  });

  it("keeps what a person knows it by", () => {
    expect(shownName("Päätös 12.3.2026.pdf")).toBe("Päätös 12.3.2026.pdf");
    expect(shownName("../../etc/passwd")).toBe("passwd");
    expect(shownName("C:\\Users\\Maija\\hakemus.pdf")).toBe("hakemus.pdf");
    expect(shownName("\u202efdp.exe")).toBe("fdp.exe");
    for (const empty of [null, "", "   ", "..", "\u200b", "/"]) expect(shownName(empty)).toBeNull();
  });
});

describe("fileName", () => {
  it("is one plain name: no path, no dot or space at its ends, no control, no device, at most 100 bytes", () => {
    fc.assert(fc.property(fc.option(anything), format, (shown, kind) => {
      const name = fileName(shown, kind, "download-1");
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(100);
      expect(name).not.toMatch(/[\\/:*?"<>|%\0\p{Cc}\p{Cf}]/u);
      expect(name).not.toMatch(/^[. -]|\.\.|[. ]$/u);
      expect(name).toMatch(/^.+\.[a-z0-9]{1,8}$/u);
      expect(name.split(".")[0]).not.toMatch(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/iu);
      expect(name.isWellFormed()).toBe(true);
    }), { numRuns: 500 });
  });

  it("has the extension that is true of the bytes", () => {
    expect(fileName("kuva.exe", "pdf", "scan-1")).toBe("kuva.pdf");
    expect(fileName("valokuva.JPG", "jpeg", "scan-1")).toBe("valokuva.jpg");
    expect(fileName("taulukko.XLSX", "other", "scan-1")).toBe("taulukko.xlsx");
    expect(fileName(null, "pdf", "scan-1")).toBe("scan-1.pdf");
    expect(fileName("CON.pdf", "pdf", "scan-1")).toBe("_CON.pdf");
  });
});

describe("withoutCollisions", () => {
  it("gives no name twice, in any case", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("a.pdf", "A.pdf", "a-2.pdf", "b.txt"), { maxLength: 20 }), (names) => {
      const unique = withoutCollisions(names);
      expect(new Set(unique.map((name) => name.toLowerCase())).size).toBe(names.length);
    }));
    expect(withoutCollisions(["a.pdf", "a.pdf", "A.PDF"])).toEqual(["a.pdf", "a-2.pdf", "A-3.PDF"]);
  });
});
