import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { wipeTargets, type WipeTargetReceipt } from "../../contract/receipt.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { systemClock } from "../clock.ts";
import { createProcessKiller } from "../processes/kill.ts";
import { createProcessTable } from "../processes/process-table.ts";
import { marksOf, type Owner } from "../processes/owner.ts";
import { testFolders } from "../testing/folders.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { strayFiles, strayNames } from "./file-targets.ts";
import { bootPlan, groundPlan, visitPlan, type Remains, type WipeTools } from "./plans.ts";
import type { PrintQueue } from "./print-jobs-target.ts";
import { isClean, runWipe, targetLimitMs, type WipePlan, type WipeTarget } from "./target.ts";

const folder = testFolders();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const table = createProcessTable();
const uid = process.getuid?.() ?? 0;

const put = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "a word of hers");
};

const emptyClipboards = () => Promise.resolve(ok({ clipboardBytes: 0, primaryBytes: 0 }));
const row = (rows: readonly WipeTargetReceipt[], target: string) => rows.find((one) => one.target === target);
const figures = (rows: readonly WipeTargetReceipt[], target: string) => {
  const found = row(rows, target);
  return found === undefined ? "no row" : `${found.outcome} removed ${found.removed} left ${found.left}`;
};

interface Scene {
  readonly tools: WipeTools;
  readonly remains: Remains;
  readonly runtime: string;
  readonly temporary: string;
  readonly session: string;
  readonly shell: string;
}

/** What a visit leaves: two process trees and files in every place that the wipe knows. */
async function scene(queue: PrintQueue | null = null): Promise<Scene> {
  const [runtime, temporary] = [folder("run"), folder("tmp")];
  const [session, shell] = [join(runtime, "sessions", "s1"), join(runtime, "shells", "h1")];
  for (const path of ["documents/a.pdf", "stage/b.pdf", "incoming/download.bin", "scans/1.pnm", "work/2.jpg", "tmp/x", "tmp/core.17"]) put(join(session, path));
  for (const path of ["profile/Local Storage/leveldb/000003.log", "profile/Crashpad/pending/1.dmp", "tmp/y"]) put(join(shell, path));
  symlinkSync("/etc/passwd", join(shell, "profile", "link"));
  put(join(temporary, "sane-Ab12Cd"));
  put(join(temporary, "somebody.txt"));
  const owners: Owner[] = [await treeIn(session, "session"), await treeIn(shell, "shell")];
  const tools: WipeTools = {
    clock: systemClock, killer: createProcessKiller(table, systemClock), table, runtime, temporaryFolders: [temporary], uid, printQueue: queue,
  };
  return { tools, runtime, temporary, session, shell, remains: { owners, sinceMs: Date.now() - 60_000, printed: false, forget: () => undefined, held: () => 0 } };
}

async function treeIn(path: string, kind: Owner["kind"]): Promise<Owner> {
  const child = spawn("/bin/sh", ["-c", "sleep 60 & echo ready; wait", `--folder=${path}/x`], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return { id: `${kind}-id`, kind, pid: child.pid as number, folder: path };
}

describe("the wipe of a visit", () => {
  it("takes everything away, proves it, and counts it; what is not hers stays", async () => {
    const { tools, remains, temporary, runtime } = await scene();
    let held = 2;
    const rows = await runWipe(visitPlan(tools, { ...remains, forget: () => (held = 0), held: () => held }, emptyClipboards), systemClock);
    expect(rows.map(({ target, outcome }) => `${target} ${outcome}`).sort()).toEqual(
      wipeTargets.map((target) => `${target} ${target === "print-jobs" ? "absent" : "clean"}`).sort(),
    );
    expect(isClean(rows)).toBe(true);
    expect(figures(rows, "processes")).toBe("clean removed 4 left 0");
    expect(figures(rows, "profile")).toMatch(/^clean removed [34] left 0$/);
    expect(figures(rows, "downloads")).toBe("clean removed 1 left 0");
    expect(figures(rows, "documents")).toBe("clean removed 2 left 0");
    expect(figures(rows, "core-memory")).toBe("clean removed 2 left 0");
    expect(readdirSync(join(runtime, "sessions"))).toEqual([]);
    expect(readdirSync(join(runtime, "shells"))).toEqual([]);
    expect(readdirSync(temporary)).toEqual(["somebody.txt"]);
    expect(existsSync("/etc/passwd")).toBe(true);
  });

  it("sees a process of the visit that comes to life after the kill", async () => {
    const { tools, remains, session } = await scene();
    const processes = visitPlan(tools, remains, emptyClipboards)[0]?.[0] as WipeTarget;
    expect(await processes.wipe()).toMatchObject({ ok: true, value: { removed: 4 } });
    expect(await processes.verify()).toMatchObject({ ok: true, value: { left: 0 } });
    await treeIn(session, "session");
    expect(await processes.verify()).toMatchObject({ ok: true, value: { left: 1 } });
  });
});

describe("a wipe that does nothing", () => {
  it.each([
    ["processes", 4], ["device-values", 2], ["profile", 4], ["downloads", 1], ["scanner-temporaries", 5], ["crash-dumps", 2], ["documents", 7],
    ["core-memory", 1], ["print-jobs", 1], ["clipboard", 9], ["clipboard-primary", 7],
  ] as const)("of %s is caught by the look afterwards", async (name, least) => {
    const queue: PrintQueue = { purge: () => Promise.resolve(ok(null)), open: () => Promise.resolve(ok(1)) };
    const { tools, remains } = await scene(queue);
    const dirty: Remains = { ...remains, held: () => 1 };
    const full = () => Promise.resolve(ok({ clipboardBytes: 9, primaryBytes: 7 }));
    const target = visitPlan(tools, dirty, full).flat().find((one) => one.name === name) as WipeTarget;
    const lazy: WipeTarget = { ...target, wipe: name === "print-jobs" ? () => target.wipe() : () => Promise.resolve(ok({ removed: 5 })) };
    const [receipt] = await runWipe([[lazy]], systemClock);
    expect(receipt).toMatchObject({ target: name, outcome: "left" });
    expect(receipt?.left).toBeGreaterThanOrEqual(least);
    expect(isClean([receipt as WipeTargetReceipt])).toBe(false);
  });
});

describe("a target that fails", () => {
  const plan = (target: Partial<WipeTarget>): WipePlan => [[{ name: "documents", wipe: () => Promise.resolve(ok({ removed: 1 })), verify: () => Promise.resolve(ok({ checked: 1, left: 0 })), ...target }]];

  it.each([
    ["says that it could not wipe", { wipe: () => Promise.resolve(err("a/b")) }],
    ["throws while it wipes", { wipe: (): Promise<Result<{ removed: number }>> => Promise.reject(new Error("bug")) }],
    ["could not look", { verify: () => Promise.resolve(err("a/b")) }],
    ["throws while it looks", { verify: (): Promise<Result<{ checked: number; left: number }>> => { throw new Error("bug"); } }],
  ])("and %s is not clean", async (_, target) => {
    const rows = await runWipe(plan(target), systemClock);
    expect(rows).toMatchObject([{ outcome: "failed" }]);
    expect(isClean(rows)).toBe(false);
  });

  it("and never answers is given up after its time, and the others have their rows", async () => {
    const clock = createTestClock();
    const hanging: WipeTarget = { name: "print-jobs", wipe: () => new Promise(() => undefined), verify: () => Promise.resolve(ok({ checked: 1, left: 0 })) };
    const running = runWipe([[hanging], ...plan({})], clock);
    await clock.advance(targetLimitMs);
    expect((await running).map(({ target, outcome }) => `${target} ${outcome}`)).toEqual(["print-jobs failed", "documents clean"]);
  });

  it("no rows at all are no proof", () => {
    expect(isClean([])).toBe(false);
  });
});

describe("print jobs", () => {
  const queueOf = (open: (number | "off")[]): PrintQueue & { readonly purged: () => number } => {
    let purges = 0;
    return {
      open: () => {
        const next = open.length > 1 ? open.shift() : open[0];
        return Promise.resolve(next === "off" || next === undefined ? err("printer/absent") : ok(next));
      },
      purge: () => {
        purges += 1;
        return Promise.resolve(ok(null));
      },
      purged: () => purges,
    };
  };
  const wipe = async (queue: PrintQueue, printed: boolean) => {
    const { tools, remains } = await scene(queue);
    const target = visitPlan(tools, { ...remains, printed }, emptyClipboards).flat().find((one) => one.name === "print-jobs") as WipeTarget;
    return (await runWipe([[target]], systemClock))[0];
  };

  it("are ended; a sheet that is still being parked is waited for", async () => {
    const queue = queueOf([2, 1, 1, 0]);
    expect(await wipe(queue, true)).toMatchObject({ outcome: "clean", removed: 2, checked: 1, left: 0 });
    expect(queue.purged()).toBe(1);
  });

  it("of a printer that was switched off do not close the booth for somebody who has printed nothing", async () => {
    expect(await wipe(queueOf(["off"]), false)).toMatchObject({ outcome: "clean", checked: 0 });
  });

  it("of a printer that was switched off after she printed are not proved", async () => {
    expect(await wipe(queueOf(["off"]), true)).toMatchObject({ outcome: "failed" });
  });

  it("are not proved either when it is switched off between the wipe and the look", async () => {
    expect(await wipe(queueOf([1, "off"]), false)).toMatchObject({ outcome: "failed" });
  });
});

describe("the boot wipe", () => {
  it("takes what an earlier core has left: processes, folders, whatever their names", async () => {
    const { tools, runtime, remains } = await scene();
    put(join(runtime, "sessions", "older", "documents", "1.pdf"));
    put(join(runtime, "shells", "stray-file"));
    const rows = await runWipe(groundPlan(tools), systemClock);
    expect(isClean(rows)).toBe(true);
    // The two leaders are found by their folders; how much of their groups is seen before it is dead is chance.
    expect(figures(rows, "processes")).toMatch(/^clean removed [234] left 0$/);
    expect(table.find(marksOf(remains.owners))).toEqual([]);
    expect([...readdirSync(join(runtime, "sessions")), ...readdirSync(join(runtime, "shells"))]).toEqual([]);
  });

  it("of a fresh machine is clean", async () => {
    const { tools } = await scene();
    const fresh = { ...tools, runtime: folder("fresh") };
    expect(isClean(await runWipe(groundPlan(fresh), systemClock))).toBe(true);
  });

  it("empties the clipboards before the first screen; one that cannot be read closes the booth", async () => {
    const { tools } = await scene();
    const rows = await runWipe(bootPlan(tools, () => Promise.resolve(err("session/no-shell")), () => undefined, () => 0), systemClock);
    expect(figures(rows, "clipboard")).toBe("failed removed 0 left 0");
  });
});

describe("files that went astray", () => {
  it("are only ours, only of the visit's time, and only of known names", async () => {
    const path = folder();
    for (const name of ["sane.aB3dE9", "scanimage-Zz09zZ", "magick-AbCdEfGhIjKlMnOpQrStUv", "sane-notes.txt", "saner", "old", "sane-oldold"]) put(join(path, name));
    utimesSync(join(path, "sane-oldold"), 1, 1);
    const found = await strayFiles(path, strayNames, uid, Date.now() - 60_000);
    expect(found.map((one) => one.slice(path.length + 1)).sort()).toEqual(["sane.aB3dE9", "scanimage-Zz09zZ"]);
    expect(await strayFiles(path, strayNames, uid + 1, 0)).toEqual([]);
  });
});
