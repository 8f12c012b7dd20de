import { err, ok } from "../../contract/result.ts";
import type { ProcessKiller } from "../processes/kill.ts";
import type { ProcessMarks, ProcessTable } from "../processes/process-table.ts";
import type { WipeTarget } from "./target.ts";

/** The kernel takes some tens of milliseconds; a process that hangs in a driver for longer is an honest `left`. */
const deathLimitMs = 3_000;

/** Every process of the visit. Looked for again by group, by folder in the command line and by the mark in the environment. */
export const processesTarget = (marks: ProcessMarks, killer: ProcessKiller, table: ProcessTable): WipeTarget => ({
  name: "processes",
  async wipe() {
    const { killed, left } = await killer.killAll(marks, deathLimitMs);
    return left === 0 ? ok({ removed: killed }) : err("wipe/still-alive", { left });
  },
  verify: () => Promise.resolve(ok({ checked: Math.max(1, marks.groups.size), left: table.find(marks).length })),
});

/**
 * Last scan, last bar code, last print: they live in the device host, a child of the session process, and die with the
 * process group. So the proof is that the group is dead.
 */
export const deviceValuesTarget = (sessionMarks: ProcessMarks, killer: ProcessKiller, table: ProcessTable): WipeTarget => ({
  ...processesTarget(sessionMarks, killer, table),
  name: "device-values",
});

/** What the core itself still holds of the visit: open channels, pairs and waiting calls under its epoch; nothing else of it is here. */
export const coreMemoryTarget = (forget: () => void, held: () => number): WipeTarget => ({
  name: "core-memory",
  wipe() {
    const before = held();
    forget();
    return Promise.resolve(ok({ removed: Math.max(0, before - held()) }));
  },
  verify: () => Promise.resolve(ok({ checked: 1, left: held() })),
});
