import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Who is who right now, for tests and for a developer's debugger. Numbers and enums only. */
export interface RunningState {
  readonly corePid: number;
  readonly boothState: string;
  readonly epoch: number;
  readonly shown: RunningPair | null;
  readonly warm: RunningPair | null;
}

export interface RunningPair {
  readonly epoch: number;
  readonly sessionId: string;
  readonly sessionPid: number;
  /** Empty for the moment in which the pair has no shell. */
  readonly shellId: string;
  /** Also the number of its process group; 0 while there is none. */
  readonly pid: number;
  /** Only with `development.inspectShells`, once Chromium has written it down. */
  readonly devToolsPort: number | null;
}

export const stateFileName = "state.json";

/** Written whole or not at all: a reader never meets half of it. A full tmpfs must not end the core, so then it is not written. */
export function writeStateFile(folder: string, state: RunningState): void {
  const path = join(folder, stateFileName);
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    rmSync(`${path}.new`, { force: true });
  }
}
