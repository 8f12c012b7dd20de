import { spawn } from "node:child_process";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Files of a visit are counted and removed by a program of their own (find(1), GNU findutils) that tells no more than how many there were.
 * A file may bear a name of the citizen's: the copy that a page's file field is given does. A name that this process had once read would stay
 * in its heap for days.
 */
const find = (paths: readonly string[], expression: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn("find", ["-P", ...paths, ...expression], { stdio: ["ignore", "pipe", "ignore"] });
    let dots = 0;
    child.stdout.on("data", (chunk: Buffer) => (dots += chunk.length));
    child.once("error", reject);
    // Its exit code says no more than that a file has gone meanwhile; what counts is what is there afterwards.
    child.once("close", () => resolve(dots));
  });

/** One program for all of them: starting it costs more than what it does. Places that are not there hold nothing. */
const findThere = async (paths: readonly string[], expression: readonly string[]): Promise<number> => {
  const there = await existing(paths);
  return there.length === 0 ? 0 : await find(there, expression);
};

/** One dot a file on standard output. */
const dot = ["-printf", "."] as const;

export const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined)) !== undefined;

/** Those of the paths that are there. */
export async function existing(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(paths.map(exists));
  return paths.filter((_, index) => there[index]);
}

/** Files and links in these trees, folders not counted; links are never followed. */
export const countFiles = (...paths: readonly string[]): Promise<number> => findThere(paths, ["!", "-type", "d", ...dot]);

/** A process that is only just dying may still make a file in a folder that is being emptied; it has no time for more. */
const removals = 5;

/** Takes trees away and says how many files went. What will not go is left, for the look afterwards to find. */
export async function removeTree(...paths: readonly string[]): Promise<number> {
  let removed = 0;
  for (let attempt = 0, left = await existing(paths); attempt < removals && left.length > 0; attempt += 1, left = await existing(left)) {
    removed += await find(left, ["-depth", "!", "-type", "d", "-delete", ...dot, "-o", "-delete"]);
  }
  return removed;
}

/** Files below `root` whose whole path fits a POSIX extended expression, wherever they lie; a root that is not there has none. */
const named = (expression: string): string[] => ["-type", "f", "-regextype", "posix-extended", "-regex", expression];
export const countNamed = (roots: readonly string[], expression: string): Promise<number> => findThere(roots, [...named(expression), ...dot]);
export const removeNamed = (roots: readonly string[], expression: string): Promise<number> => findThere(roots, [...named(expression), "-delete", ...dot]);

/** What lies directly in a folder of ours, where names are ids, as paths. */
export const childrenOf = async (path: string): Promise<string[]> => (await readdir(path).catch(() => [])).map((name) => join(path, name));
