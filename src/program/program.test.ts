import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nativePackage, siblingProgram, snapshotProgram } from "./program.ts";

it("starts a sibling as it was started itself", () => {
  const source = new URL("file:///somewhere/session-process.ts");
  expect(siblingProgram("session", source, [])).toEqual({ file: "/somewhere/session-process.ts", execArgv: [] });
  expect(siblingProgram("session", source, ["--snapshot-blob", "/opt/programs/core.blob", "--disable-sigusr1"])).toEqual(snapshotProgram("session", "/opt/programs"));
  expect(snapshotProgram("core", "/opt/programs")).toEqual({ file: "core", execArgv: ["--snapshot-blob", "/opt/programs/core.blob"] });
});

it("finds a package with native code", () => {
  expect(typeof nativePackage("better-sqlite3")).toBe("function");
});

describe("a program in a snapshot", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "virtu-snapshot-"));
    writeFileSync(
      join(folder, "program.cjs"),
      `const { randomUUID } = require("node:crypto");
       let rehearsed = 0;
       require("node:v8").startupSnapshot.setDeserializeMainFunction(() => console.log(JSON.stringify({
         rehearsed, uuid: randomUUID(), random: Math.random(), wall: Date.now(), steady: performance.timeOrigin + performance.now(), mark: process.env.MARK, args: process.argv.slice(1) })));
       rehearsed += 1;`,
    );
    expect(spawnSync(process.execPath, ["--snapshot-blob", join(folder, "program.blob"), "--build-snapshot", join(folder, "program.cjs")]).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (mark: string): Record<string, unknown> => {
    const { stdout } = spawnSync(process.execPath, ["--snapshot-blob", join(folder, "program.blob"), "--disable-sigusr1", "core", "--x"], { env: { MARK: mark }, encoding: "utf8" });
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it("has each time its own environment, arguments, time and randomness: what our tokens are made of is in no file", () => {
    const [first, second] = [run("one"), run("two")];
    expect(first).toMatchObject({ rehearsed: 1, mark: "one", args: ["core", "--x"] });
    expect(second).toMatchObject({ mark: "two" });
    expect(first["uuid"]).not.toBe(second["uuid"]);
    expect(first["random"]).not.toBe(second["random"]);
    expect(Math.abs(Number(first["wall"]) - Number(first["steady"]))).toBeLessThan(1_000);
    expect(Math.abs(Number(first["wall"]) - Date.now())).toBeLessThan(60_000);
  });
});
