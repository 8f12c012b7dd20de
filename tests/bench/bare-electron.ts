import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../scripts/run/root.ts";
import { familyOf } from "../wipe/processes.ts";

/** The same runtime with a bare window in place of the booth's app; hard links, so it costs no space. */
export interface BareElectron {
  /** Starts it; ms from the start to the painted window. `beside` is called while it is there, with its processes. */
  run(env: Readonly<Record<string, string>>, by: "itself" | "npm start", beside?: (pids: readonly number[]) => void | Promise<void>): Promise<{ readonly startMs: number }>;
  close(): void;
}

export function bareElectron(binary: string): BareElectron {
  const folder = mkdtempSync(join(root, ".runtime", "bare-"));
  execFileSync("cp", ["-al", `${dirname(binary)}/.`, folder]);
  const app = join(folder, "resources", "app");
  rmSync(app, { recursive: true, force: true });
  symlinkSync(join(root, "tests/bench/bare-window"), app);
  return {
    run: async (env, by, beside) => {
      const profile = mkdtempSync("/dev/shm/virtu-bare-");
      const flags = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), `--user-data-dir=${profile}`];
      const began = performance.now();
      const binary = join(folder, "electron");
      const [command, args] = by === "itself" ? [binary, flags] : ["npm", ["start", "--silent", "--", ...flags]];
      const child = spawn(command, args, { cwd: app, env: { ...process.env, ...env, VIRTU_BARE_WINDOW: binary }, stdio: ["ignore", "pipe", "ignore"], detached: true });
      await firstLine(child);
      const startMs = performance.now() - began;
      await beside?.(familyOf(child.pid ?? 0));
      const gone = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-(child.pid ?? 0), "SIGKILL");
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      return { startMs };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error("no output"));
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", () => reject(new Error("the bare window ended at once")));
  });

/** Proportional set size: shared pages count once in all (proc(5), smaps_rollup). */
export function pssOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+([0-9]+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
    } catch {
      return sum;
    }
  }, 0);
}
