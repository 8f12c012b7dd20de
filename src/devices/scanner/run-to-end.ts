import type { Clock } from "../clock.ts";
import type { ChildCommand, Processes } from "./processes.ts";
import { errorOf, type ChildEnd } from "./scan-outcome.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { scanDelays } from "./scan-delays.ts";

/** `-A` of the richest devices is 20 KiB; what comes beyond this is thrown away. */
const MOST_STDOUT = 262_144;
export const MOST_STDERR = 8_192;

/** Keeps the first `most` bytes of a stream. */
export class BoundedText {
  readonly #chunks: Buffer[] = [];
  readonly #most: number;
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Uint8Array): void {
    const room = this.#most - this.#length;
    if (room <= 0) return;
    const kept = Buffer.from(chunk.subarray(0, room));
    this.#chunks.push(kept);
    this.#length += kept.length;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/**
 * Runs a short command and gives what it printed to stdout. It is killed after `limitMs`, or when `signal` aborts; this
 * settles only when the process is gone.
 */
export async function runToEnd(
  processes: Processes, clock: Clock, command: ChildCommand, limitMs: number, signal: AbortSignal,
): Promise<Result<string>> {
  if (isAborted(signal)) return err("scanner/cancelled");
  const stdout = new BoundedText(MOST_STDOUT);
  const stderr = new BoundedText(MOST_STDERR);
  const child = processes.start(command, { stdout: (chunk) => stdout.add(chunk), stderr: (chunk) => stderr.add(chunk) });
  const late = new AbortController();
  // It only asks and moves nothing: there is no arm to park, but a USB transfer to end, hence SIGINT first.
  let killTimer: ReturnType<Clock["setTimeout"]> | undefined;
  const stop = (): void => {
    child.kill("SIGINT");
    killTimer ??= clock.setTimeout(() => child.kill("SIGKILL"), scanDelays.cancelGrace);
  };
  const timer = clock.setTimeout(() => {
    late.abort();
    stop();
  }, limitMs);
  signal.addEventListener("abort", stop, { once: true });
  const end: ChildEnd = await child.ended;
  signal.removeEventListener("abort", stop);
  clock.clearTimeout(timer);
  clock.clearTimeout(killTimer);
  if (isAborted(late.signal)) return err("scanner/timed-out");
  if (isAborted(signal)) return err("scanner/cancelled");
  const code = errorOf(end, stderr.text());
  if (code === null) return ok(stdout.text());
  return end.kind === "not-started" ? err(code, { tool: "scanimage", start: end.code }) : err(code);
}
