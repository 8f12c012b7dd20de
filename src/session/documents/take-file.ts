import { constants } from "node:fs";
import { lstat, open, realpath, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { err, ok, type Result } from "../../contract/result.ts";
import { sniffedBytes, sniffFormat, type Format } from "./sniff.ts";

export interface TakenFile {
  readonly bytes: number;
  readonly format: Format;
}

/**
 * Moves a finished file out of `incoming` to `target`, a path of our own. The shell that names it may have been taken over by
 * a page: only a regular file that really lies there is taken, never a link, a pipe or somebody else's file, and what was
 * looked at is what was moved. Errors: `documents/foreign-path`, `documents/too-large`, `documents/io`.
 */
export async function takeFile(incoming: string, path: string, target: string, mostBytes: number): Promise<Result<TakenFile>> {
  const inside = await pathInside(incoming, path);
  if (inside === null) return err("documents/foreign-path");
  let handle: FileHandle;
  try {
    /** Without O_NONBLOCK a pipe would hold us until somebody writes (open(2)). */
    handle = await open(inside, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return err("documents/foreign-path");
  }
  try {
    return await moveOpened(handle, inside, target, mostBytes);
  } catch {
    await rm(target, { force: true });
    return err("documents/io");
  } finally {
    await handle.close();
  }
}

/** The path with its folder's links resolved, or null where that folder is not `incoming` or below it. */
async function pathInside(incoming: string, path: string): Promise<string | null> {
  try {
    const home = await realpath(incoming);
    const folder = await realpath(dirname(path));
    const name = basename(path);
    return (folder === home || folder.startsWith(home + sep)) && name !== "" && name !== "." && name !== ".." ? join(folder, name) : null;
  } catch {
    return null;
  }
}

async function moveOpened(handle: FileHandle, path: string, target: string, mostBytes: number): Promise<Result<TakenFile>> {
  const stat = await handle.stat();
  if (!stat.isFile() || stat.nlink !== 1) return err("documents/foreign-path");
  if (stat.size > mostBytes) {
    await rm(path, { force: true });
    return err("documents/too-large", { limit: mostBytes });
  }
  await rename(path, target);
  const moved = await lstat(target);
  if (moved.ino !== stat.ino || moved.dev !== stat.dev) {
    await rm(target, { force: true });
    return err("documents/foreign-path");
  }
  await handle.chmod(0o600);
  const head = Buffer.alloc(Math.min(sniffedBytes, stat.size));
  await handle.read(head, 0, head.length, 0);
  return ok({ bytes: stat.size, format: sniffFormat(head, head.length === stat.size) });
}
