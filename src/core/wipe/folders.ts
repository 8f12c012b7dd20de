import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Files and links in a folder tree, folders not counted; links are never followed. A tree that is not there has none. */
export async function countFiles(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (entries !== undefined) return entries.filter((entry) => !entry.isDirectory()).length;
  return (await exists(path)) ? 1 : 0;
}

export const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined)) !== undefined;

/**
 * Takes a tree away and says how many files it held. A process that is only just dying may still make a file, so a
 * folder that will not go is tried again a few times.
 */
export async function removeTree(path: string): Promise<number> {
  const held = await countFiles(path);
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
  return held;
}

/** What lies directly in a folder, as paths. */
export const childrenOf = async (path: string): Promise<string[]> => (await readdir(path).catch(() => [])).map((name) => join(path, name));
