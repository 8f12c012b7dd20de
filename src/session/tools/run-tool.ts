import { constants } from "node:os";
import type { Children } from "../children.ts";
import type { SessionClock } from "../clock.ts";
import { err, ok, type Result } from "../../contract/result.ts";

/** A program of the system that is given hostile bytes: bounded in time, memory, output, and in what it knows. */
export interface ToolRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** Goes to its standard input, never onto its command line, which every process of the machine can read. */
  readonly input?: string;
  readonly limitMs: number;
  readonly mostOutputBytes: number;
  readonly memoryBytes: number;
}

export type ToolError = "tool/missing" | "tool/failed" | "tool/timed-out" | "tool/too-much-output";

/** Runs one program to its end and gives what it wrote to its standard output. */
export type RunTool = (request: ToolRequest) => Promise<Result<Buffer>>;

/** Exit code of a shell, and of prlimit, for a command that does not exist (POSIX 2.8.2). */
const commandNotFound = 127;

/** `work`: the only folder that the program is told of; on the session's tmpfs. */
export function createToolRunner(children: Children, clock: SessionClock, work: string): RunTool {
  /** By its own marks the core finds at the wipe whatever was started in its name. */
  const marks = Object.entries(process.env).filter(([name]) => name.startsWith("VIRTU_"));
  const environment = { ...Object.fromEntries(marks), LC_ALL: "C", PATH: "/usr/bin:/bin", HOME: work, TMPDIR: work };

  return (request) => new Promise((resolve) => {
    const cpuSeconds = Math.max(1, Math.ceil(request.limitMs / 1_000));
    const child = children.spawn(
      "prlimit",
      [`--as=${request.memoryBytes}`, `--cpu=${cpuSeconds}`, "--core=0", "--", request.command, ...request.args],
      { cwd: work, env: environment, stdio: ["pipe", "pipe", "ignore"] },
    );
    const parts: Buffer[] = [];
    let bytes = 0;
    let failure: ToolError | null = null;
    const giveUp = (code: ToolError): void => {
      failure ??= code;
      child.kill("SIGKILL");
    };
    const timer = clock.setTimeout(() => giveUp("tool/timed-out"), request.limitMs);
    const end = (result: Result<Buffer>): void => {
      clock.clearTimeout(timer);
      resolve(result);
    };
    child.stdout?.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > request.mostOutputBytes) giveUp("tool/too-much-output");
      else parts.push(part);
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(request.input ?? "");
    child.once("error", () => end(err("tool/missing")));
    child.once("close", (exit, signal) => {
      if (failure !== null) end(err(failure));
      else if (exit === 0) end(ok(Buffer.concat(parts)));
      else end(err(exit === commandNotFound ? "tool/missing" : "tool/failed", { exit: exit ?? -(signal === null ? 0 : constants.signals[signal]) }));
    });
  });
}
