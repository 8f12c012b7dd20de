import { spawn } from "node:child_process";
import type { ChildEnd } from "./scan-outcome.ts";

export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Whether {@link Child.write} will be used; otherwise the child's stdin is /dev/null. */
  readonly takesInput: boolean;
}

export interface ChildEvents {
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
}

/** A started program. It is over, and all its output told, when {@link ended} resolves; that never rejects. */
export interface Child {
  readonly ended: Promise<ChildEnd>;
  /** Writes to its stdin; dropped once the child has closed it. */
  write(text: string): void;
  closeInput(): void;
  /** Does nothing to a child that is over. */
  kill(signal: "SIGINT" | "SIGKILL"): void;
}

/** Starts programs without a shell. The door through which the driver's tests hand in their own. */
export interface Processes {
  start(command: ChildCommand, events: ChildEvents): Child;
}

export const nodeProcesses: Processes = {
  start: (command, events) => {
    const child = spawn(command.program, command.args, {
      cwd: command.cwd, env: { ...command.env }, shell: false,
      stdio: [command.takesInput ? "pipe" : "ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", (chunk: Buffer) => events.stdout(chunk));
    child.stderr?.on("data", (chunk: Buffer) => events.stderr(chunk));
    // A child that has gone closes the pipe under a write; `ended` tells the rest.
    child.stdin?.on("error", () => undefined);
    const ended = new Promise<ChildEnd>((resolve) => {
      child.once("error", (error: NodeJS.ErrnoException) => {
        if (child.pid === undefined) resolve({ kind: "not-started", code: error.code ?? "unknown" });
      });
      child.once("close", (code, signal) =>
        resolve(code === null ? { kind: "signal", signal: signal ?? "unknown" } : { kind: "exit", code }));
    });
    return {
      ended,
      write: (text) => void child.stdin?.write(text),
      closeInput: () => void child.stdin?.end(),
      kill: (signal) => void child.kill(signal),
    };
  },
};
