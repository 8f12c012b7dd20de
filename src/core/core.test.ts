import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openAuditLog } from "./audit/audit-log.ts";
import { systemClock } from "./clock.ts";
import { createProcessKiller } from "./processes/kill.ts";
import { marksOfRuntime } from "./processes/owner.ts";
import { createProcessTable } from "./processes/process-table.ts";
import { openStore } from "./store/store.ts";
import { dropTestCodeCache, fillTestCodeCache, layOut, startCore, type CoreFolders, type CoreUnderTest } from "./testing/core-under-test.ts";
import { testFolders } from "./testing/folders.ts";

const folder = testFolders();
beforeAll(fillTestCodeCache, 60_000);
afterAll(dropTestCodeCache);

const running: { readonly core: CoreUnderTest; readonly folders: CoreFolders }[] = [];
afterEach(async () => {
  for (const { core, folders } of running.splice(0)) {
    core.child.kill("SIGKILL");
    await core.exited;
    await createProcessKiller(table, systemClock).killAll(marksOfRuntime(folders.runtime), 5_000);
  }
});

const table = createProcessTable();
const alive = (folders: CoreFolders) => table.find(marksOfRuntime(folders.runtime));
/** Files below the runtime folder, but for the core's own. */
const files = (folders: CoreFolders) =>
  readdirSync(folders.runtime, { recursive: true, encoding: "utf8" }).filter((name) => !["state.json", "core.lock", "shells", "sessions"].includes(name));

function start(folders: CoreFolders, environment: NodeJS.ProcessEnv = {}): CoreUnderTest {
  const core = startCore(folders, environment);
  running.push({ core, folders });
  return core;
}

async function opened(folders = layOut(folder("core")), environment: NodeJS.ProcessEnv = {}): Promise<{ core: CoreUnderTest; folders: CoreFolders }> {
  const core = start(folders, environment);
  await core.next("attract");
  await core.next("warm");
  return { core, folders };
}

async function walkIn(core: CoreUnderTest): Promise<void> {
  await core.act({ type: "start" });
  await core.next("visit");
  await core.act({ type: "arrive-name", name: "Tunturikoivu" });
  await core.act({ type: "terms-accept" });
  await expect.poll(() => core.see("shown")).toMatchObject({ screen: "home", visible: true });
}

async function end(core: CoreUnderTest): Promise<void> {
  await core.act({ type: "end-request" });
  await core.act({ type: "end-confirm" });
}

async function problemOf(folders: CoreFolders): Promise<unknown> {
  const core = start(folders);
  const code = await core.exited;
  return { code, problem: core.lines.at(-1) };
}

const limit = { timeout: 60_000 };

describe("a booth from start to end", () => {
  it("opens, serves, swaps, wipes, proves it, thanks and opens again; at SIGTERM nothing is left", limit, async () => {
    const { core, folders } = await opened();
    expect(core.lines.map((line) => line.event).slice(0, 2)).toEqual(["staff-pin", "started"]);
    expect(await problemOf(folders)).toMatchObject({ code: 78, problem: { event: "problem", code: "runtime/in-use", sentence: expect.stringContaining(String(core.child.pid)) as string } });
    await walkIn(core);
    const before = core.state();
    await core.order(before.shown, { order: "plant", name: "Cookies", text: "CANARY" });
    await end(core);
    expect((await core.next("swapped")).ms).toBeGreaterThan(0);
    const { receipt } = await core.next("wiped");
    expect(receipt).toMatchObject({ outcome: "clean", reason: "finished", epoch: before.epoch });
    expect(receipt.targets.find((one) => one.target === "processes")?.removed).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(folders.runtime, "shells", before.shown?.shellId ?? ""))).toBe(false);
    expect(existsSync(join(folders.runtime, "sessions", before.shown?.sessionId ?? ""))).toBe(false);
    await expect.poll(async () => (await core.see("shown")).screen).toBe("thanks");
    await core.act({ type: "thanks-done" });
    await core.next("attract");
    await expect.poll(() => core.see("shown")).toMatchObject({ screen: "attract", visible: true });
    core.child.kill("SIGTERM");
    expect(await core.exited).toBe(0);
    expect(alive(folders)).toEqual([]);
    expect(files(folders)).toEqual([]);
    expect(events(folders)).toEqual(expect.arrayContaining(["core-started", "booth", "visit-ended", "wiped", "swap", "core-stopped"]));
  });
});

describe("crashes in mid-visit", () => {
  it("of the shell: the warm one shows the same visit within two seconds, and another is warmed", limit, async () => {
    const { core } = await opened(layOut(folder("core")), { VIRTU_TEST_SECRET: "x", NODE_OPTIONS: "--no-warnings" });
    await walkIn(core);
    const { shown, warm } = core.state();
    const start = performance.now();
    process.kill(-(shown?.pid ?? 0), "SIGKILL");
    await expect.poll(() => core.state().shown?.shellId, { interval: 5 }).toBe(warm?.shellId);
    await expect.poll(() => core.see("shown").catch(() => null), { interval: 5 }).toMatchObject({ screen: "home", visible: true, epoch: shown?.epoch });
    expect(performance.now() - start).toBeLessThan(2_000);
    await core.next("warm");
    await end(core);
    expect((await core.next("wiped")).receipt).toMatchObject({ outcome: "clean", reason: "finished" });

    // What a shell is given of the core's own world, seen from inside one.
    const { environment, arguments: given } = await core.see("shown");
    expect(environment).toEqual(expect.arrayContaining(["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "VIRTU_SOCKET", "VIRTU_TOKEN"]));
    expect(environment).not.toContain("VIRTU_TEST_SECRET");
    expect(environment).not.toContain("NODE_OPTIONS");
    expect(given.join(" ")).toContain("--disable-dev-shm-usage");
    expect(given.join(" ")).not.toMatch(/remote-debugging|[A-Za-z0-9_-]{43}/);
  });

  it("of the session process: the visit is lost, and is wiped as lost", limit, async () => {
    const { core } = await opened();
    await walkIn(core);
    core.skip();
    process.kill(core.state().shown?.sessionPid ?? 0, "SIGKILL");
    expect((await core.next("wiped")).receipt).toMatchObject({ outcome: "clean", reason: "session-lost" });
    await expect.poll(async () => (await core.see("shown")).screen).toBe("thanks");
  });

  it("of the core: all of it dies with it, and the next start wipes before it opens", limit, async () => {
    const { core, folders } = await opened();
    await walkIn(core);
    await core.order(core.state().shown, { order: "plant", name: "Cookies", text: "CANARY" });
    core.child.kill("SIGKILL");
    await core.exited;
    await expect.poll(() => alive(folders).length).toBe(0);
    expect(files(folders).length).toBeGreaterThan(0);
    const next = start(folders);
    const { receipt } = await next.next("wiped");
    expect(receipt).toMatchObject({ outcome: "clean", reason: "boot" });
    expect(receipt.targets.find((one) => one.target === "profile")?.removed).toBeGreaterThan(0);
    await next.next("attract");
    expect(files(folders).some((name) => name.includes("Cookies"))).toBe(false);
    expect(events(folders, 'core-started "crashed"')).toBe(true);
  });
});

describe("a wipe that is not clean", () => {
  it("closes the booth with a screen that says so, and it stays closed; a damaged store is set aside before", limit, async () => {
    const folders = layOut(folder("core"));
    mkdirSync(folders.state, { recursive: true });
    writeFileSync(join(folders.state, "kiosk.db"), "this was a database ".repeat(100));
    const { core } = await opened(folders);
    expect(core.lines.map((line) => line.event)).toContain("store-set-aside");
    expect(readFileSync(join(folders.state, "kiosk.db.corrupt-1"), "utf8")).toContain("this was");
    await walkIn(core);
    await core.order(core.state().warm, { order: "clipboard", bytes: 12 });
    await end(core);
    core.skip();
    const { receipt } = await core.next("wiped");
    expect(receipt.outcome).toBe("not-clean");
    expect(receipt.targets.filter((one) => one.outcome !== "clean" && one.outcome !== "absent")).toMatchObject([{ target: "clipboard", outcome: "left", left: 12 }]);
    expect(await core.next("out-of-order")).toEqual({ event: "out-of-order", code: "wipe/not-clean" });
    await expect.poll(async () => (await core.see("shown")).screen).toBe("out-of-order");
    expect(core.lines.filter((line) => line.event === "attract")).toHaveLength(1);
  });
});

describe("a core that cannot start", () => {
  it("with a wrong value, which it names", limit, async () => {
    const folders = layOut(folder("core"), { visit: { minutes: 1 } });
    expect(await problemOf(folders)).toMatchObject({ code: 78, problem: { code: "configuration/wrong-value", detail: { path: "visit.minutes", value: "1" } } });
  });

  it("without an app in its Electron", limit, async () => {
    const folders = layOut(folder("core"));
    const bare = join(folder("bare"), "electron");
    writeFileSync(bare, "");
    expect(await problemOf({ ...folders, electron: bare })).toMatchObject({ code: 78, problem: { code: "shell/no-app" } });
  });
});

/** The event names in the log of a core that has ended, or whether one with this word was written. */
function events(folders: CoreFolders): string[];
function events(folders: CoreFolders, what: string): boolean;
function events(folders: CoreFolders, what?: string): string[] | boolean {
  const store = openStore(folders.state);
  if (!store.ok) throw new Error(store.error.code);
  const rows = openAuditLog(store.value, systemClock).newest(200);
  store.value.database.close();
  return what === undefined ? rows.map((row) => row.event) : rows.some((row) => `${row.event} ${Object.values(row.fields).map((value) => JSON.stringify(value)).join(" ")}` === what);
}
