import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { createLimiter } from "./limiter.ts";

const mebibyte = 1024 * 1024;
const bounds = { limitMs: 5_000, mostOutputBytes: mebibyte, memoryBytes: 256 * mebibyte };

describe("a program that is given hostile bytes", () => {
  let folders: TestFolders;
  beforeEach(async () => {
    folders = await createTestFolders();
  });
  afterEach(() => folders.remove());

  const run = (command: string, args: readonly string[], change: Partial<typeof bounds> & { readonly input?: string } = {}) =>
    folders.run({ command, args, ...bounds, ...change });

  it("gives what it wrote, and reads its input", async () => {
    const result = await run("cat", [], { input: "päivää" });
    expect(result.ok && result.value.toString()).toBe("päivää");
  });

  it("sees nothing of our environment but what it needs", async () => {
    process.env["SECRET_CANARY"] = "x";
    const result = await run("env", []);
    delete process.env["SECRET_CANARY"];
    const names = result.ok ? result.value.toString().trim().split("\n").map((line) => line.split("=")[0]) : [];
    expect(names.filter((name) => !name?.startsWith("VIRTU_")).sort()).toEqual(["HOME", "LC_ALL", "PATH", "TMPDIR"]);
  });

  it("a failure is a value with its exit code", async () => {
    expect(await run("false", [])).toEqual({ ok: false, error: { code: "tool/failed", detail: { exit: 1 } } });
    expect(await run("no-such-program", [])).toMatchObject({ ok: false, error: { code: "tool/missing" } });
  });

  it("is killed when its time is over", async () => {
    expect(await run("sleep", ["60"], { limitMs: 50 })).toEqual({ ok: false, error: { code: "tool/timed-out" } });
    expect(folders.children.count()).toBe(0);
  });

  it("is killed when it writes too much", async () => {
    expect(await run("cat", ["/dev/zero"])).toEqual({ ok: false, error: { code: "tool/too-much-output" } });
  });

  it("gets no more memory than it is given", async () => {
    const result = await run("dd", ["if=/dev/zero", "of=/dev/null", "bs=500M", "count=1"], { memoryBytes: 64 * mebibyte });
    expect(result).toMatchObject({ ok: false, error: { code: "tool/failed" } });
  });

  it("takes arguments as they are: no shell reads them", async () => {
    const result = await run("printf", ["%s", "$(id); `id` && rm -rf / #"]);
    expect(result.ok && result.value.toString()).toBe("$(id); `id` && rm -rf / #");
  });

  it("dies with everybody else", async () => {
    const running = run("sleep", ["60"]);
    await expect.poll(() => folders.children.count()).toBe(1);
    expect(await folders.children.endAll(1_000)).toBe(1);
    expect(await running).toMatchObject({ ok: false, error: { code: "tool/failed" } });
    expect(folders.children.count()).toBe(0);
  });

  it("one that does not go when asked is killed", async () => {
    const stubborn = run("sh", ["-c", "trap '' TERM; echo; while :; do sleep 0.05; done"]);
    await expect.poll(() => folders.children.count()).toBe(1);
    expect(await folders.children.endAll(50)).toBe(1);
    expect(await stubborn).toMatchObject({ ok: false });
  });
});

describe("createLimiter", () => {
  it("runs no more at once than it may, all in the end, also after a failure", async () => {
    const limited = createLimiter(2);
    let running = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (fails) throw new Error("fails");
      return 1;
    };
    const all = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => limited(() => work(at % 3 === 0))));
    expect(all.filter((each) => each.status === "fulfilled")).toHaveLength(6);
    expect(most).toBe(2);
  });
});
