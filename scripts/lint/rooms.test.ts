import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../run/root.ts";

/** Runs the room rules over a small tree of its own. */
function broken(files: Readonly<Record<string, string>>, folder: string): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  copyFileSync(join(root, ".dependency-cruiser.cjs"), join(folder, ".dependency-cruiser.cjs"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "NodeNext", allowImportingTsExtensions: true, noEmit: true } }));
  const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const run = spawnSync(process.execPath, [cruiser, "src", "--config", ".dependency-cruiser.cjs", "--output-type", "err"], { cwd: folder, encoding: "utf8" });
  return run.stdout + run.stderr;
}

describe("the room rules", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "virtu-rooms-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["contract-imports", "src/contract/a.ts", "../core/b.ts", "src/core/b.ts"],
    ["renderer-imports", "src/renderer/a.ts", "../core/b.ts", "src/core/b.ts"],
    ["main-imports", "src/main/a.ts", "../session/b.ts", "src/session/b.ts"],
    ["devices-imports", "src/devices/a.ts", "../core/b.ts", "src/core/b.ts"],
    ["session-imports", "src/session/a.ts", "../devices/b.ts", "src/devices/b.ts"],
    ["core-imports", "src/core/a.ts", "../main/b.ts", "src/main/b.ts"],
    ["no-tests-in-the-product", "src/core/a.ts", "./testing/b.ts", "src/core/testing/b.ts"],
  ])("%s is proved: %s may not import %s", (rule, from, specifier, to) => {
    expect(broken({ [from]: `import { b } from "${specifier}";\nexport const a = b;\n`, [to]: "export const b = 1;\n" }, folder)).toContain(rule);
  });

  it("finds a cycle", () => {
    expect(broken({ "src/core/a.ts": `import { b } from "./b.ts";\nexport const a = () => b;\n`, "src/core/b.ts": `import { a } from "./a.ts";\nexport const b = () => a;\n` }, folder)).toContain("no-cycles");
  });

  it("lets through what a room may import", () => {
    expect(broken({ "src/core/a.ts": `import { b } from "../contract/b.ts";\nexport const a = b;\n`, "src/contract/b.ts": "export const b = 1;\n" }, folder)).toContain("no dependency violations found");
  });
});
