import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { testPage } from "../staff/test-page.ts";
import { writePdf } from "./pages.ts";
import { countTextPages, textLines, textPages } from "./text-pages.ts";

const execute = promisify(execFile);

describe("text pages", () => {
  let folders: TestFolders;
  beforeEach(async () => {
    folders = await createTestFolders();
  });
  afterEach(() => folders.remove());

  const readBack = async (text: string): Promise<string> => {
    const file = join(folders.work, "t.pdf");
    expect(await writePdf(file, textPages(text))).toEqual({ ok: true, value: null });
    const { stdout } = await execute("pdftotext", ["-layout", file, "-"]);
    return stdout;
  };

  it("print the letters of the languages of the north", async () => {
    const letters = "Äiti åt pølse. Čáhci, đ ŋ š ŧ ž Č Đ Ŋ Š Ŧ Ž. âõ ǥ ǧ ǩ ʒ ǯ € § “lainaus” – …";
    expect(await readBack(letters)).toContain(letters);
  });

  it("say by a question mark that a letter is missing", async () => {
    expect(await readBack("kettu 🦊 (x)\\")).toContain("kettu ? (x)\\");
  });

  it("break long lines at spaces, and pages at form feeds", () => {
    const lines = textLines(`${"sana ".repeat(40)}\n\n${"x".repeat(100)}`);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.join("").replaceAll(" ", "")).toBe("sana".repeat(40) + "x".repeat(100));
    expect(countTextPages("a\fb\fc")).toBe(3);
    expect(countTextPages("x\n".repeat(56))).toBe(1);
    expect(countTextPages("x\n".repeat(57))).toBe(2);
  });

  it("never throw, and count as many pages as they make", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
      expect(textPages(text)).toHaveLength(countTextPages(text));
    }), { numRuns: 60 });
  });

  it("the staff's test page is a sound PDF of one page", async () => {
    const file = join(folders.work, "test.pdf");
    expect(await writePdf(file, testPage("0.1.0"))).toEqual({ ok: true, value: null });
    const { stdout } = await execute("pdfinfo", [file]);
    expect(stdout).toMatch(/Pages: +1\b/u);
    const { stdout: text } = await execute("pdftotext", [file, "-"]);
    expect(text).toContain("áčđŋšŧž");
  });
});
