import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import type BetterSqlite3 from "better-sqlite3";
import type * as NodeHid from "node-hid";
import type * as Serialport from "serialport";

export type ProgramName = "core" | "session" | "device-host" | "start";

/** What `fork` needs: `execArgv` before everything else, then `file` (which is only a name where a snapshot is started). */
export interface ProgramStart {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/** Packages with native code. Each is a dependency of ours; nothing else is loaded by name. */
interface NativePackages {
  readonly "better-sqlite3": typeof BetterSqlite3;
  readonly "node-hid": typeof NodeHid;
  readonly serialport: typeof Serialport;
}

/** Node's flag (nodejs.org/api/cli.html#--snapshot-blobpath). */
const snapshotFlag = "--snapshot-blob";

/**
 * Runs `main` now, or, while a snapshot is being made, in every process that is started from it. `rehearse` runs only while one is
 * made: what it has called is in the snapshot as compiled code. It must leave nothing behind.
 */
export function startProgram(main: () => void, rehearse: () => void = () => undefined): void {
  if (!startupSnapshot.isBuildingSnapshot()) return main();
  rehearse();
  startupSnapshot.setDeserializeMainFunction(main);
}

/**
 * V8's flags for the core, which lives for months and has little to do: code that is not optimised anew with every visit, a young
 * generation that does not grow, memory given back before speed is gained. Without them 100 MB and 27 kB more with each visit; measured.
 */
export const longLivedFlags: readonly string[] = ["--max-semi-space-size=1", "--optimize-for-size", "--no-opt", "--no-maglev", "--no-sparkplug", "--regexp-interpret-all"];

/** The same for the C library (mallopt(3)): one arena instead of one for each of Node's threads, and what is free at its end is given back. */
export const longLivedEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "131072" };

/** How to start `name` from a snapshot in `folder`. */
export const snapshotProgram = (name: ProgramName, folder: string): ProgramStart => ({ file: name, execArgv: [snapshotFlag, join(folder, `${name}.blob`)] });

/** How this process starts another of ours: from the snapshot beside its own, or from `source` where it runs from sources itself. */
export function siblingProgram(name: ProgramName, source: URL, execArgv: readonly string[] = process.execArgv): ProgramStart {
  const own = snapshotOf(execArgv);
  return own === undefined ? { file: fileURLToPath(source), execArgv: [] } : snapshotProgram(name, dirname(own));
}

/** Throws where the package is not installed: a booth without it was not set up. */
export function nativePackage<N extends keyof NativePackages>(name: N): NativePackages[N] {
  // A module's own address is, in a snapshot, that of the machine where it was made.
  const from = snapshotOf(process.execArgv) ?? fileURLToPath(import.meta.url);
  return createRequire(from)(name) as NativePackages[N];
}

function snapshotOf(execArgv: readonly string[]): string | undefined {
  const at = execArgv.indexOf(snapshotFlag);
  const path = at < 0 ? undefined : execArgv[at + 1];
  return path === undefined ? undefined : resolve(path);
}
