import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { testFolders } from "../testing/folders.ts";
import { createProcessKiller } from "./kill.ts";
import { marksOf, marksOfRuntime, type Owner } from "./owner.ts";
import { createProcessTable, parseStat } from "./process-table.ts";

const folder = testFolders();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const table = createProcessTable();
const killer = createProcessKiller(table, systemClock);
const nothing = { groups: new Set<number>(), folders: [], environment: new Set<string>() };

/** A shell that starts a second process and says so, as Electron starts its renderers. */
async function startTree(environment: NodeJS.ProcessEnv, detached: boolean, argument = "none"): Promise<ChildProcess> {
  const child = spawn("/bin/sh", ["-c", "sleep 60 & echo ready; wait", argument], { detached, env: { PATH: process.env["PATH"], ...environment }, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

const owner = (pid: number, path = "/run/none"): Owner => ({ id: `id-${pid}`, kind: "shell", pid, folder: path });

describe("the process table", () => {
  it("finds a process by its group, by a folder in its arguments, and by the mark in its environment", async () => {
    const child = await startTree({ VIRTU_OWNER: "mark-1" }, true, "--user-data-dir=/run/vk/shells/7/profile");
    const pid = child.pid as number;
    expect(table.find({ ...nothing, groups: new Set([pid]) })).toHaveLength(2);
    // A child that has been forked but is not yet the other program still shows its parent's arguments.
    await expect.poll(() => table.find({ ...nothing, folders: ["/run/vk/shells/7"] }).map((row) => row.pid)).toEqual([pid]);
    expect(table.find({ ...nothing, environment: new Set(["VIRTU_OWNER=mark-1"]) })).toHaveLength(2);
    expect(table.find({ ...nothing, folders: ["/run/vk/shells/70"], environment: new Set(["VIRTU_OWNER=mark-10"]) })).toEqual([]);
  });

  it("counts a zombie as dead", async () => {
    // The shell's child ends at once, and the shell, which has become sleep, never asks for it.
    const child = spawn("/bin/sh", ["-c", "sh -c 'exit 0' & echo ready; exec sleep 60"], { env: { PATH: process.env["PATH"], VIRTU_OWNER: "mark-2" }, stdio: ["ignore", "pipe", "ignore"] });
    children.push(child);
    await once(child.stdout as NodeJS.ReadableStream, "data");
    await expect.poll(() => table.find({ ...nothing, environment: new Set(["VIRTU_OWNER=mark-2"]) }).length).toBe(1);
  });

  it("reads names with spaces and brackets, and nothing from a torn line", () => {
    expect(parseStat("42 (a) R (b) S 1 42 42 0 -1 4194560 100 0 0 0 0 0 0 0 20 0 1 0 123456 1 1")).toEqual({ pid: 42, parent: 1, group: 42, startTicks: 123456 });
    expect(parseStat("42 (x) Z 1 42 42 0")).toBeUndefined();
    expect(parseStat("")).toBeUndefined();
  });

  it("never throws on anything that stands in a stat file", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      parseStat(text);
    }));
  });

  it("lives with processes that end while it looks", () => {
    const root = folder("proc");
    mkdirSync(join(root, "41"));
    mkdirSync(join(root, "42"));
    writeFileSync(join(root, "42", "stat"), "42 (x) S 1 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 1");
    const rows = createProcessTable(root).find({ ...nothing, groups: new Set([9]) });
    expect(rows.map((row) => row.pid)).toEqual([42]);
  });
});

describe("the killer", () => {
  it("takes the whole group, and comes back when it is gone", async () => {
    const child = await startTree({}, true);
    expect(await killer.killAll(marksOf([owner(child.pid as number)]), 2_000)).toEqual({ killed: 2, left: 0 });
  });

  it("takes a process that has left the group but carries the mark", async () => {
    const child = await startTree({ VIRTU_OWNER: "id-away" }, false);
    const marks = { ...nothing, environment: new Set(["VIRTU_OWNER=id-away"]) };
    expect(await killer.killAll(marks, 2_000)).toEqual({ killed: 2, left: 0 });
    expect(child.pid).toBeDefined();
  });

  it("finds what an earlier core has left on this runtime folder, with the children that carry no mark", async () => {
    await startTree({}, true, "--user-data-dir=/run/vk2/shells/1/profile");
    await startTree({ VIRTU_RUNTIME: "/run/vk2" }, true);
    const other = await startTree({ VIRTU_RUNTIME: "/run/vk3" }, true, "--user-data-dir=/run/vk22/shells/1/profile");
    const marks = marksOfRuntime("/run/vk2");
    expect((await killer.killAll(marks, 2_000)).left).toBe(0);
    expect(table.find(marks)).toEqual([]);
    expect(table.find({ ...nothing, groups: new Set([other.pid as number]) })).toHaveLength(2);
    expect(table.startTicksOf(other.pid as number)).toBeGreaterThan(0);
  });

  it("says what it could not kill", async () => {
    const child = await startTree({}, true);
    const powerless = createProcessKiller(table, systemClock, () => undefined);
    expect((await powerless.killAll(marksOf([owner(child.pid as number)]), 50)).left).toBe(2);
  });

  it("asks for no more than the groups and processes that it has found", async () => {
    const killed: number[] = [];
    let looks = 0;
    const two = { find: () => (looks++ === 0 ? [{ pid: 10, parent: 1, group: 10, startTicks: 1 }, { pid: 11, parent: 1, group: 7, startTicks: 1 }] : []), startTicksOf: () => undefined };
    await createProcessKiller(two, systemClock, (pid) => killed.push(pid)).killAll({ ...nothing, groups: new Set([99]) }, 100);
    expect(killed).toEqual([-10, 10, 11]);
  });
});
