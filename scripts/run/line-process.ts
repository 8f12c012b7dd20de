import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A child process that says what it does in JSON lines on its standard output. */
export interface LineProcess {
  readonly child: ChildProcess;
  /** The end of what it wrote to its standard error: for developers, never shown to the person who starts the booth. */
  complaints(): string;
  /** Every line so far and to come. */
  onLine(listener: (line: Readonly<Record<string, unknown>>) => void): void;
  /** Writes one line to its standard input. */
  send(line: string): void;
  /** The first line that fits, or null when the process ends or `limitMs` is over before. */
  waitFor(fits: (line: Readonly<Record<string, unknown>>) => boolean, limitMs: number): Promise<Readonly<Record<string, unknown>> | null>;
  /** The next line to come that fits, those before do not count; null as for {@link waitFor}. */
  next(fits: (line: Readonly<Record<string, unknown>>) => boolean, limitMs: number): Promise<Readonly<Record<string, unknown>> | null>;
  /** Ends it in order; SIGKILL when it has not ended after `limitMs`. */
  stop(limitMs?: number): Promise<number | null>;
}

/** Longer than any of our processes takes to end in order: the core ends two shells and wipes. */
const STOP_LIMIT_MS = 10_000;

/** Enough for a stack. */
const COMPLAINTS_KEPT = 8_000;

export function startLineProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv): LineProcess {
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => (complaints = (complaints + chunk.toString("utf8")).slice(-COMPLAINTS_KEPT)));
  const seen: Readonly<Record<string, unknown>>[] = [];
  const listeners = new Set<(line: Readonly<Record<string, unknown>>) => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = parseLine(text);
    seen.push(line);
    for (const listener of listeners) listener(line);
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)).once("error", () => resolve(null)));
  const next: LineProcess["next"] = (fits, limitMs) =>
    new Promise((resolve) => {
      const done = (line: Readonly<Record<string, unknown>> | null): void => {
        listeners.delete(listener);
        clearTimeout(timer);
        resolve(line);
      };
      const listener = (line: Readonly<Record<string, unknown>>): void => {
        if (fits(line)) done(line);
      };
      const timer = setTimeout(() => done(null), limitMs);
      listeners.add(listener);
      void ended.then(() => done(null));
    });
  return {
    child,
    next,
    complaints: () => complaints,
    send: (line) => void child.stdin.write(`${line}\n`),
    onLine(listener) {
      seen.forEach(listener);
      listeners.add(listener);
    },
    waitFor(fits, limitMs) {
      const before = seen.find(fits);
      return before === undefined ? next(fits, limitMs) : Promise.resolve(before);
    },
    async stop(limitMs = STOP_LIMIT_MS) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** A line that is no JSON object is given as `{ text }`. */
function parseLine(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON: a sentence for people.
  }
  return { text };
}
