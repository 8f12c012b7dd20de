import type { ProcessMarks } from "./process-table.ts";

/** A shell or a session process with all that it may have started and written. */
export interface Owner {
  readonly id: string;
  readonly kind: "shell" | "session";
  /** The leader of its process group. */
  readonly pid: number;
  /** Everything that it writes lies in here, on tmpfs. */
  readonly folder: string;
}

export const ownerVariable = "VIRTU_OWNER";
export const runtimeVariable = "VIRTU_RUNTIME";

/** How the processes of these owners are told from all others. */
export const marksOf = (owners: readonly Owner[]): ProcessMarks => ({
  groups: new Set(owners.map((owner) => owner.pid)),
  folders: owners.map((owner) => owner.folder),
  environment: new Set(owners.map((owner) => `${ownerVariable}=${owner.id}`)),
});

/** How the processes of any core that ever ran on this runtime folder are told from all others. */
export const marksOfRuntime = (runtime: string): ProcessMarks => ({
  groups: new Set(),
  folders: [`${runtime}/shells`, `${runtime}/sessions`],
  environment: new Set([`${runtimeVariable}=${runtime}`]),
});
