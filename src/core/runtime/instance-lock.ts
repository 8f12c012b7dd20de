import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { ProcessTable } from "../processes/process-table.ts";

export type InstanceLockError = CodedError<"runtime/in-use">;

export interface InstanceLock {
  release(): Promise<void>;
}

const lockName = "core.lock";

/**
 * One core on a runtime folder. The lock names its owner by pid and start time, so that one left by kill -9 is seen to
 * be nobody's even when its number has gone to another process. `link` makes it appear whole or not at all.
 */
export async function takeInstanceLock(folder: string, table: ProcessTable, self = process.pid): Promise<Result<InstanceLock, InstanceLockError>> {
  const path = join(folder, lockName);
  const mine = `${self} ${table.startTicksOf(self) ?? 0}\n`;
  const draft = `${path}.${self}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await linked(draft, path)) return ok({ release: () => release(path, mine) });
      const owner = parseOwner(await textOf(path));
      if (owner !== undefined && table.startTicksOf(owner.pid) === owner.startTicks) return err("runtime/in-use", { folder, pid: owner.pid });
      await rm(path, { force: true });
    }
    return err("runtime/in-use", { folder });
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch {
    return false;
  }
}

function parseOwner(text: string): { pid: number; startTicks: number } | undefined {
  const match = /^([0-9]{1,10}) ([0-9]{1,20})\n$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), startTicks: Number(match[2]) };
}

async function release(path: string, mine: string): Promise<void> {
  if ((await textOf(path)) === mine) await rm(path, { force: true });
}

const textOf = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
