import { spawn } from "node:child_process";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Files of a visit are counted and removed by a program of their own (find(1), GNU findutils) that tells no more than how many there were.
 * A file may bear a name of the citizen's: the copy that a page's file field is given does. A name that this process had once read would stay
 * in its heap for days.
 */
const find = (path: string, expression: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn("find", ["-P", path, ...expression], { stdio: ["ignore", "pipe", "ignore"] });
    let dots = 0;
    child.stdout.on("data", (chunk: Buffer) => (dots += chunk.length));
    child.once("error", reject);
    // Its exit code says no more than that a file has gone meanwhile; what counts is what is there afterwards.
    child.once("close", () => resolve(dots));
  });

/** One dot a file on standard output. */
const dot = ["-printf", "."] as const;

/** Files and links in a folder tree, folders not counted; links are never followed. A tree that is not there has none. */
export const countFiles = async (path: string): Promise<number> => ((await exists(path)) ? await find(path, ["!", "-type", "d", ...dot]) : 0);

export const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined)) !== undefined;

/** A process that is only just dying may still make a file in a folder that is being emptied; it has no time for more. */
const removals = 5;

/** Takes a tree away and says how many files went. What will not go is left, for the look afterwards to find. */
export async function removeTree(path: string): Promise<number> {
  let removed = 0;
  for (let attempt = 0; attempt < removals && (await exists(path)); attempt += 1) {
    removed += await find(path, ["-depth", "!", "-type", "d", "-delete", ...dot, "-o", "-delete"]);
  }
  return removed;
}

/** Files below `root` whose whole path fits a POSIX extended expression, wherever they lie; a root that is not there has none. */
const named = (expression: string): string[] => ["-type", "f", "-regextype", "posix-extended", "-regex", expression];
export const countNamed = async (root: string, expression: string): Promise<number> => ((await exists(root)) ? await find(root, [...named(expression), ...dot]) : 0);
export const removeNamed = async (root: string, expression: string): Promise<number> =>
  (await exists(root)) ? await find(root, [...named(expression), "-delete", ...dot]) : 0;

/** What lies directly in a folder of ours, where names are ids, as paths. */
export const childrenOf = async (path: string): Promise<string[]> => (await readdir(path).catch(() => [])).map((name) => join(path, name));
