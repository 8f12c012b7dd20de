import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";

export type RigError = CodedError<"rig/missing-program" | "rig/did-not-start">;

/** A new folder in memory where there is a tmpfs, of this user alone. What a killed rig has left goes first. */
export function newRigFolder(name: string): string {
  let base = "/dev/shm";
  try {
    accessSync(base, constants.W_OK | constants.X_OK);
  } catch {
    base = tmpdir();
  }
  for (const entry of readdirSync(base)) {
    const pid = new RegExp(`^virtu-${name}-(\\d+)-`).exec(entry)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(base, entry), { recursive: true, force: true });
  }
  return mkdtempSync(join(base, `virtu-${name}-${process.pid}-`));
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}

export interface RigProcess {
  readonly pid: number;
  running(): boolean;
  /** The last lines it wrote, for the message of a rig that does not start. */
  lastWords(): string;
  /** Ends the whole process group; settles when the process itself is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** The programs of a print server live in `sbin`, which is not on everybody's path. */
export const rigEnvironment = (): Record<string, string> => ({
  PATH: `${process.env["PATH"] ?? "/usr/bin:/bin"}:/usr/sbin:/sbin`,
  LANG: "C.UTF-8",
});

const isOnPath = (program: string): boolean =>
  (rigEnvironment()["PATH"] ?? "").split(":").some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Starts a program in a process group of its own. It dies with this process, however this one ends (setpriv of util-linux). */
export async function startProcess(program: string, args: readonly string[], options: SpawnOptions): Promise<Result<RigProcess, RigError>> {
  if (!isOnPath(program)) return err("rig/missing-program", { program });
  const orphanProof = isOnPath("setpriv") ? ["setpriv", "--pdeathsig", "KILL", program] : [program];
  const [first = program, ...before] = orphanProof;
  const child: ChildProcess = spawn(first, [...before, ...args], { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  const hear = (chunk: Buffer): void => void (words = (words + chunk.toString("latin1")).slice(-400));
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const started = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  const { pid } = child;
  if (!started || pid === undefined) return err("rig/missing-program", { program });
  return ok({
    pid,
    running: () => child.exitCode === null && child.signalCode === null,
    lastWords: () => words.trim(),
    kill: async (signal) => {
      try {
        process.kill(-pid, signal);
      } catch {
        // Already gone, and the group with it.
      }
      await exited;
    },
  });
}

/** Asks until the answer is yes; a program that ends meanwhile will not start any more. */
export async function untilReady(program: RigProcess, ready: () => Promise<boolean>, limitMs = 15_000): Promise<Result<null, RigError>> {
  for (const end = performance.now() + limitMs; performance.now() < end; await wait(30)) {
    if (!program.running()) break;
    if (await ready()) return ok(null);
  }
  await program.kill("SIGKILL");
  return err("rig/did-not-start", { words: program.lastWords().slice(-190) });
}
