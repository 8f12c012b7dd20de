import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Owner } from "../processes/owner.ts";
import { marksOf, marksOfRuntime } from "../processes/owner.ts";
import type { ProcessKiller } from "../processes/kill.ts";
import type { ProcessTable } from "../processes/process-table.ts";
import { clipboardTargets, type ClearClipboards } from "./clipboard-targets.ts";
import { crashDumpsTarget, pathsTarget, sessionParts, strayFiles, strayNames } from "./file-targets.ts";
import { childrenOf } from "./folders.ts";
import { printJobsTarget, type PrintQueue } from "./print-jobs-target.ts";
import { coreMemoryTarget, deviceValuesTarget, processesTarget } from "./process-targets.ts";
import type { WipePlan, WipeTarget } from "./target.ts";

export interface WipeTools {
  readonly clock: Clock;
  readonly killer: ProcessKiller;
  readonly table: ProcessTable;
  readonly runtime: string;
  /** Common temporary folders where a tool may have left something. */
  readonly temporaryFolders: readonly string[];
  readonly uid: number;
  readonly printQueue: PrintQueue | null;
}

/** What a visit leaves: everything that it has ever owned, and since when (wall clock). */
export interface Remains {
  readonly owners: readonly Owner[];
  readonly sinceMs: number;
  readonly printed: boolean;
  readonly forget: () => void;
  readonly held: () => number;
}

/** After a visit. The next pair is already in front; its shell empties the clipboards. */
export function visitPlan(tools: WipeTools, remains: Remains, clear: ClearClipboards): WipePlan {
  const sessions = remains.owners.filter((owner) => owner.kind === "session");
  const folders = (kind: Owner["kind"]) => () => Promise.resolve(remains.owners.filter((owner) => owner.kind === kind).map((owner) => owner.folder));
  return [
    [processesTarget(marksOf(remains.owners), tools.killer, tools.table)],
    [
      deviceValuesTarget(marksOf(sessions), tools.killer, tools.table),
      ...fileTargets(tools, folders("shell"), folders("session"), remains.sinceMs),
      printJobsTarget(tools.printQueue, tools.clock, () => !remains.printed),
      ...clipboardTargets(clear),
    ],
    [documentsTarget(folders("session")), coreMemoryTarget(remains.forget, remains.held)],
  ];
}

/** Before the first shell: whatever a core before us, or we ourselves, have left on this runtime folder. */
export function groundPlan(tools: WipeTools): WipePlan {
  const marks = marksOfRuntime(tools.runtime);
  const sessions = () => childrenOf(join(tools.runtime, "sessions"));
  return [
    [processesTarget(marks, tools.killer, tools.table)],
    [
      deviceValuesTarget({ ...marks, folders: [join(tools.runtime, "sessions")] }, tools.killer, tools.table),
      ...fileTargets(tools, () => childrenOf(join(tools.runtime, "shells")), sessions, 0),
    ],
    [documentsTarget(sessions)],
  ];
}

/** The rest of a boot wipe, which needs a shell. */
export function bootPlan(tools: WipeTools, clear: ClearClipboards, forget: () => void, held: () => number): WipePlan {
  return [[printJobsTarget(tools.printQueue, tools.clock, () => true), ...clipboardTargets(clear), coreMemoryTarget(forget, held)]];
}

type Places = () => Promise<readonly string[]>;

function fileTargets(tools: WipeTools, shells: Places, sessions: Places, sinceMs: number): readonly WipeTarget[] {
  const parts = (names: readonly string[]): Places => async () => (await sessions()).flatMap((folder) => names.map((name) => join(folder, name)));
  const strays: Places = async () =>
    (await Promise.all(tools.temporaryFolders.map((folder) => strayFiles(folder, strayNames, tools.uid, sinceMs)))).flat();
  return [
    pathsTarget("profile", shells),
    pathsTarget("downloads", parts(sessionParts.downloads)),
    pathsTarget("scanner-temporaries", async () => [...(await parts(sessionParts.scannerTemporaries)()), ...(await strays())]),
    crashDumpsTarget(async () => [...(await shells()), ...(await sessions())]),
  ];
}

const documentsTarget = (sessions: Places): WipeTarget => pathsTarget("documents", sessions);
