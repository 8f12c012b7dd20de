import { fork, spawn, type ChildProcess, type ForkOptions, type SpawnOptions } from "node:child_process";

/** Every process that the session process starts, so that none outlives it. */
export interface Children {
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  fork(module: string, options: ForkOptions): ChildProcess;
  /** SIGKILL to all, without waiting. */
  killAll(): void;
  /** Ends all: first asked, after `graceMs` killed. Resolves when they are gone, with how many there were. */
  endAll(graceMs: number): Promise<number>;
  count(): number;
}

export function createChildren(): Children {
  const living = new Set<ChildProcess>();
  const keep = (child: ChildProcess): ChildProcess => {
    living.add(child);
    const forget = () => living.delete(child);
    child.once("exit", forget);
    /** A child that could not be started never exits. */
    child.once("error", () => (child.pid === undefined ? forget() : undefined));
    return child;
  };
  const gone = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      if (!living.has(child)) resolve();
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
  return {
    spawn: (command, args, options) => keep(spawn(command, [...args], { ...options, shell: false })),
    fork: (module, options) => keep(fork(module, options)),
    killAll: () => {
      for (const child of living) child.kill("SIGKILL");
    },
    endAll: async (graceMs) => {
      const all = [...living];
      for (const child of all) {
        if (child.connected) child.disconnect();
        else child.kill("SIGTERM");
      }
      const timer = setTimeout(() => {
        for (const child of all) child.kill("SIGKILL");
      }, graceMs);
      await Promise.all(all.map(gone));
      clearTimeout(timer);
      return all.length;
    },
    count: () => living.size,
  };
}
