import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkNode } from "./check-node.mjs";
import { fetchProblem } from "./problem.mjs";
import { runTool } from "./run-tool.mjs";
import { digestOf, forget, isDone, markDone, sourcesStamp } from "./stamp.mjs";

describe("the Node check", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(["v20.19.0", "v20.20.2", "v22.0.0", "v24.21.0"])("takes %s", (version) => {
    expect(checkNode(version)).toBe(true);
  });

  it.each(["v20.18.3", "v18.20.0", "v16.0.0", "nonsense"])("refuses %s with one sentence that names it and what to install", (version) => {
    const say = vi.spyOn(console, "error").mockReturnValue(undefined);
    expect(checkNode(version)).toBe(false);
    expect(say).toHaveBeenCalledOnce();
    expect(String(say.mock.calls[0]?.[0])).toMatch(/20\.19 or newer: install it/);
  });
});

describe("what is said when a download fails", () => {
  it.each([
    ["npm error code ENOSPC", /disk is full/],
    ["npm error code EINTEGRITY sha512-…", /download of the packages was broken/],
    ["npm error network getaddrinfo ENOTFOUND somewhere", /no network/],
    ["E: Could not resolve 'somewhere'", /no network/],
    ["EACCES: permission denied, mkdir", /may not write/],
    ["at Object.<anonymous> (/x/y.js:1:1)\nError: odd thing", /did not work \(Error: odd thing\)/],
  ])("%s", (output, sentence) => {
    const { message } = fetchProblem("the packages", output);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/start again/);
    expect(message).not.toMatch(/\n|at Object/);
  });
});

describe("a set-up step's stamp", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "virtu-stamp-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is there only after the work, and only for what it was made from", () => {
    const [stamp, source] = [join(folder, "deep", "stamp"), join(folder, "source")];
    writeFileSync(source, "one");
    const digest = digestOf([source]);
    expect(isDone(stamp, digest)).toBe(false);
    markDone(stamp, digest);
    expect(isDone(stamp, digest)).toBe(true);
    writeFileSync(source, "two");
    expect(isDone(stamp, digestOf([source]))).toBe(false);
    forget(stamp);
    expect(isDone(stamp, digest)).toBe(false);
  });
});

describe("the stamp of many sources", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "virtu-stamp-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("knows a changed, a new and a removed file, and an old one that was only touched", () => {
    const [stamp, sources] = [join(folder, "stamp"), join(folder, "sources")];
    mkdirSync(sources);
    const [one, two] = [join(sources, "one"), join(sources, "two")];
    writeFileSync(one, "1");
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(false);
    sourcesStamp(stamp, [sources]).markDone();
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(true);
    expect(sourcesStamp(stamp, [sources], "another machine").isDone()).toBe(false);
    utimesSync(one, 1, 1);
    const touched = readFileSync(stamp, "utf8");
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(true);
    expect(readFileSync(stamp, "utf8")).not.toBe(touched);
    writeFileSync(one, "2");
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(false);
    sourcesStamp(stamp, [sources]).markDone();
    writeFileSync(two, "");
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(false);
    rmSync(two);
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(true);
    sourcesStamp(stamp, [sources]).forget();
    expect(sourcesStamp(stamp, [sources]).isDone()).toBe(false);
  });
});

describe("a tool that set-up runs", () => {
  it("that is not there gives code 127, one that hangs gives 124", async () => {
    expect((await runTool("/no/such/tool", [], { limitMs: 1_000 })).code).toBe(127);
    expect((await runTool("sleep", ["60"], { limitMs: 50 })).code).toBe(124);
  });
});
