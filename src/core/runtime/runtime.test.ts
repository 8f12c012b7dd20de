import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProcessTable } from "../processes/process-table.ts";
import { testFolders } from "../testing/folders.ts";
import { takeInstanceLock } from "./instance-lock.ts";
import { longestRuntimePath, openRuntimeFolder, runtimeCandidates } from "./runtime-folder.ts";
import { writeStateFile, type RunningState } from "./state-file.ts";

const folder = testFolders();
const uid = process.getuid?.() ?? 0;
const codeOf = async (question: Parameters<typeof openRuntimeFolder>[0]) => {
  const opened = await openRuntimeFolder(question);
  return opened.ok ? opened.value : opened.error.code;
};

describe("the runtime folder", () => {
  it("is made below the first tmpfs, closed to others", async () => {
    const base = folder();
    expect(await codeOf({ configured: null, candidates: ["/nowhere", "/proc", base], uid })).toBe(join(base, `virtu-kiosk-${uid}`));
    expect(statSync(join(base, `virtu-kiosk-${uid}`)).mode & 0o777).toBe(0o700);
  });

  it("is the configured one, and found again at the next start", async () => {
    const path = join(folder(), "run");
    expect([await codeOf({ configured: path, candidates: [], uid }), await codeOf({ configured: path, candidates: [], uid })]).toEqual([path, path]);
  });

  it("is refused on a disk and in /proc, and nothing is made there", async () => {
    const onDisk = join(import.meta.dirname, "not-made", "run");
    expect(await codeOf({ configured: onDisk, candidates: [], uid })).toBe("runtime/not-tmpfs");
    expect(await codeOf({ configured: "/proc/self/vk", candidates: [], uid })).toBe("runtime/not-tmpfs");
    expect(existsSync(join(import.meta.dirname, "not-made"))).toBe(false);
  });

  it("is refused when somebody else owns it, when others may look into it, and when it is a link", async () => {
    const [open, linked, base] = [folder(), folder(), folder()];
    chmodSync(open, 0o755);
    symlinkSync(linked, join(base, `virtu-kiosk-${uid}`));
    expect(await codeOf({ configured: open, candidates: [], uid })).toBe("runtime/not-ours");
    expect(await codeOf({ configured: folder(), candidates: [], uid: uid + 1 })).toBe("runtime/not-ours");
    expect(await codeOf({ configured: null, candidates: [base], uid })).toBe("runtime/not-ours");
  });

  it("is refused where a socket's path would not fit, and where nothing can be made", async () => {
    expect(await codeOf({ configured: `/dev/shm/${"x".repeat(longestRuntimePath)}`, candidates: [], uid })).toBe("runtime/path-too-long");
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(await codeOf({ configured: join(file, "run"), candidates: [], uid })).toBe("runtime/not-writable");
    expect(await codeOf({ configured: null, candidates: ["/nowhere"], uid })).toBe("runtime/no-tmpfs");
  });

  it("is looked for in the user's own place first", () => {
    expect(runtimeCandidates({ XDG_RUNTIME_DIR: "/run/user/7" })[0]).toBe("/run/user/7");
    expect(runtimeCandidates({ XDG_RUNTIME_DIR: "not/absolute" })[0]).toBe("/run/virtu-kiosk");
  });
});

describe("one core on a runtime folder", () => {
  const table = createProcessTable();

  it("the second is told who has it; after the first has gone it is free", async () => {
    const path = folder();
    const first = await takeInstanceLock(path, table);
    const second = await takeInstanceLock(path, table);
    expect(second).toEqual({ ok: false, error: { code: "runtime/in-use", detail: { folder: path, pid: process.pid } } });
    if (first.ok) await first.value.release();
    expect((await takeInstanceLock(path, table)).ok).toBe(true);
  });

  it.each([
    ["a dead process", "999999999 1\n"], ["a process number that somebody else has got since", `${process.pid} 1\n`], ["half a line", "12"], ["rubbish", "\0\0\0"], ["nothing", ""],
  ])("a lock of %s is nobody's", async (_, text) => {
    const path = folder();
    writeFileSync(join(path, "core.lock"), text);
    expect((await takeInstanceLock(path, table)).ok).toBe(true);
    expect(readFileSync(join(path, "core.lock"), "utf8")).toContain(String(process.pid));
    expect(readdirSync(path)).toEqual(["core.lock"]);
  });
});

describe("state.json", () => {
  const state: RunningState = { corePid: 1, boothState: "open", epoch: 3, shown: null, warm: null };

  it("is written whole", () => {
    const path = folder();
    writeStateFile(path, state);
    expect(JSON.parse(readFileSync(join(path, "state.json"), "utf8"))).toEqual(state);
    expect(readdirSync(path)).toEqual(["state.json"]);
  });

  it("that cannot be written does not end the core", () => {
    const path = folder();
    mkdirSync(join(path, "state.json"));
    expect(() => writeStateFile(path, state)).not.toThrow();
    expect(() => writeStateFile("/nowhere", state)).not.toThrow();
  });
});
