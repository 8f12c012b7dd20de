import { after, type Clock } from "../clock.ts";
import type { ProcessMarks, ProcessTable } from "./process-table.ts";

export interface KillCount {
  readonly killed: number;
  readonly left: number;
}

export interface ProcessKiller {
  /**
   * Kills everything that carries the marks, with whole process groups that one of them leads, children that are born
   * meanwhile too, and comes back when nothing of it lives, or after `limitMs` with what is left.
   */
  killAll(marks: ProcessMarks, limitMs: number): Promise<KillCount>;
}

/** How often the table is looked at again: the kernel needs some 10-40 ms to take an Electron's memory down. */
const lookAgainMs = 8;

/** kill(2) with SIGKILL; a negative number means the group. */
export type KillSignal = (pid: number) => void;

/** SIGKILL at once, to groups first: nothing of a visit is asked to put itself in order. */
export function createProcessKiller(table: ProcessTable, clock: Clock, kill: KillSignal = systemKill): ProcessKiller {
  return {
    async killAll(marks, limitMs) {
      const killed = new Set<number>();
      const groups = new Set(marks.groups);
      const start = clock.steady();
      for (;;) {
        const rows = table.find({ ...marks, groups });
        // We start every shell and session process as the leader of a group, so a leader's group is ours with all in it.
        for (const row of rows) if (row.pid === row.group) groups.add(row.group);
        for (const group of new Set(rows.map((row) => row.group))) if (groups.has(group)) kill(-group);
        for (const row of rows) {
          killed.add(row.pid);
          kill(row.pid);
        }
        if (rows.length === 0 || clock.steady() - start >= limitMs) return { killed: killed.size, left: rows.length };
        await after(clock, lookAgainMs);
      }
    },
  };
}

const systemKill: KillSignal = (pid) => {
  // 0 is our own group, 1 is init and -1 is everybody: never meant, whatever a caller has read from where.
  if (Math.abs(pid) <= 1) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ESRCH: it was quicker. EPERM: not ours, and the table will still show it.
  }
};
