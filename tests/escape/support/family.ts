import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { parseStat } from "../../../src/core/processes/process-table.ts";

/** A living process of the booth. */
export interface Relative {
  readonly pid: number;
  readonly parent: number;
  /** The file name of the program that it runs. */
  readonly program: string;
  readonly commandLine: readonly string[];
}

/**
 * All that descends from the core, and all that has the booth's display in its environment: a program that a page started
 * through the desktop would leave the tree, but not the display. `self` and its own children are the test's tools.
 */
export function familyOf(corePid: number, display: string, self = process.pid): Relative[] {
  const rows = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const row = parseStat(textOf(`/proc/${name}/stat`));
    return row === undefined ? [] : [row];
  });
  const parents = new Map(rows.map((row) => [row.pid, row.parent]));
  const descends = (pid: number, from: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === from) return true;
    return false;
  };
  const onDisplay = (pid: number): boolean => textOf(`/proc/${pid}/environ`).split("\0").includes(`DISPLAY=${display}`);
  return rows
    .filter(({ pid }) => descends(pid, corePid) || (!descends(pid, self) && onDisplay(pid)))
    .flatMap(({ pid, parent }) => {
      const program = programOf(pid);
      return program === null ? [] : [{ pid, parent, program, commandLine: textOf(`/proc/${pid}/cmdline`).split("\0").filter((part) => part !== "") }];
    });
}

/** Chromium's word for what a process of it is: `browser`, `renderer`, `gpu-process`, `utility:network.mojom.NetworkService`. */
export function roleOf({ commandLine }: Relative): string {
  // Chromium writes the title of a child as one string with spaces.
  const words = commandLine.flatMap((part) => part.split(" "));
  const type = words.find((word) => word.startsWith("--type="))?.slice("--type=".length);
  const service = words.find((word) => word.startsWith("--utility-sub-type="))?.slice("--utility-sub-type=".length);
  return type === undefined ? "browser" : service === undefined ? type : `${type}:${service}`;
}

/** The pid and everything below it. */
export function treeOf(family: readonly Relative[], pid: number): Relative[] {
  const found = new Set([pid]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const one of family) if (found.has(one.parent)) found.add(one.pid);
  }
  return family.filter((one) => found.has(one.pid));
}

function programOf(pid: number): string | null {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ""));
  } catch {
    return null;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
