import { readFileSync, readdirSync } from "node:fs";

/** A process as /proc shows it. Zombies hold no memory and are left out. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

export function processes(): ProcessInfo[] {
  return readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name)).flatMap((name) => {
    try {
      // proc(5): pid (comm) state ppid pgrp …; the name may hold spaces and brackets.
      const fields = readFileSync(`/proc/${name}/stat`, "latin1").replace(/^.*\) /s, "").split(" ");
      return fields[0] === "Z" ? [] : [{ pid: Number(name), parent: Number(fields[1]), group: Number(fields[2]) }];
    } catch {
      return [];
    }
  });
}

/** A process and all that descends from it. */
export function familyOf(pid: number): number[] {
  const all = processes();
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid: child, parent } of all) {
      if (family.has(parent) && !family.has(child)) {
        family.add(child);
        grown = true;
      }
    }
  }
  return [...family].filter((member) => all.some((info) => info.pid === member));
}
