import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexScreens, screensFile, type ScreensFile } from "./screens-files.ts";

describe("the files of the screens", () => {
  let folder: string;
  let index: ReadonlyMap<string, ScreensFile>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "virtu-screens-"));
    mkdirSync(join(folder, "screens/assets"), { recursive: true });
    writeFileSync(join(folder, "secret.js"), "");
    for (const file of ["index.html", "assets/a.js", "assets/b.woff2", "assets/odd.exe"]) writeFileSync(join(folder, "screens", file), "");
    symlinkSync(join(folder, "secret.js"), join(folder, "screens/link.js"));
    index = indexScreens(join(folder, "screens"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are found by their address, with their type", () => {
    expect(screensFile("virtu://screens/", index)).toEqual({ path: join(folder, "screens/index.html"), type: "text/html; charset=utf-8" });
    expect(screensFile("virtu://screens/assets/a.js?v=1#x", index)?.type).toBe("text/javascript; charset=utf-8");
    expect(screensFile("virtu://screens/assets/b.woff2", index)?.type).toBe("font/woff2");
  });

  it.each([
    "virtu://screens/../secret.js", "virtu://screens/%2e%2e/secret.js", "virtu://screens/..%2fsecret.js", "virtu://screens/assets/..%5c..%5csecret.js", "virtu://other/index.html", "virtu://screens//index.html",
    "virtu://screens/link.js", "virtu://screens/assets/odd.exe", "virtu://screens/assets", "virtu://screens/none.js", "https://screens/index.html", "file:///etc/passwd", "virtu:index.html", "nonsense", "virtu://screens/assets/a.js/", "virtu://screens/__proto__",
  ])("are not to be had by %s", (address) => {
    expect(screensFile(address, index)).toBeUndefined();
  });

  it("never lead out of their folder", () => {
    fc.assert(fc.property(fc.webPath(), fc.string({ maxLength: 60 }), (path, text) => {
      for (const address of [`virtu://screens${path}`, `virtu://screens/${text}`, text]) {
        const file = screensFile(address, index);
        if (file !== undefined) expect(file.path.startsWith(join(folder, "screens/"))).toBe(true);
      }
    }));
  });
});
