import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import type { Owner } from "../processes/owner.ts";
import type { SessionProcess } from "../sessions/session-process.ts";
import type { ShellProcess } from "../shells/shell-process.ts";

export type ShellState = "connected" | "painted" | "gone";

/** A session process and the shell that shows it. One pair is in front, one waits. */
export interface Pair {
  readonly epoch: number;
  readonly session: SessionProcess;
  /** Null for the moment after it died or was given away. */
  shell: ShellProcess | null;
  shellState: ShellState;
  /** Every process and folder that may have come to know of this visit, dead shells too. */
  readonly owners: Owner[];
  shown: boolean;
  devicesOpen: boolean;
  /** It is being wiped, or was never wanted: its end is no loss. */
  retired: boolean;
  readonly shellWatchers: Set<() => void>;
}

export function createPair(session: SessionProcess): Pair {
  return {
    epoch: session.epoch, session, shell: null, shellState: "gone", owners: [session], shown: false, devicesOpen: false, retired: false,
    shellWatchers: new Set(),
  };
}

export function noteShellState(pair: Pair, state: ShellState): void {
  pair.shellState = state;
  for (const watcher of [...pair.shellWatchers]) watcher();
}

export type ShellWaitError = CodedError<"shell/not-painted" | "session/lost">;

/** Waits until the pair's shell has painted; errors: the time is over, the session process has died. */
export const untilPainted = (clock: Clock, pair: Pair, limitMs: number): Promise<Result<null, ShellWaitError>> => untilShell(["painted"], clock, pair, limitMs);

/** Waits until the pair's shell has said hello. */
export const untilConnected = (clock: Clock, pair: Pair, limitMs: number): Promise<Result<null, ShellWaitError>> => untilShell(["connected", "painted"], clock, pair, limitMs);

function untilShell(states: readonly ShellState[], clock: Clock, pair: Pair, limitMs: number): Promise<Result<null, ShellWaitError>> {
  return new Promise((resolve) => {
    const settle = (result: Result<null, ShellWaitError>): void => {
      clock.clearTimeout(timer);
      pair.shellWatchers.delete(look);
      resolve(result);
    };
    const look = (): void => {
      if (states.includes(pair.shellState)) settle(ok(null));
    };
    const timer = clock.setTimeout(() => settle(err("shell/not-painted", { state: pair.shellState })), limitMs);
    pair.shellWatchers.add(look);
    void pair.session.ended.then(() => settle(err("session/lost")));
    look();
  });
}

/** What the pairs tell the house of, as codes. */
export type PairNotice =
  | { readonly notice: "warm-ready"; readonly epoch: number; readonly tookMs: number }
  | { readonly notice: "warm-failed"; readonly code: string }
  | { readonly notice: "shell-lost"; readonly which: "shown" | "warm"; readonly code: string }
  | { readonly notice: "shell-hung" }
  | { readonly notice: "shell-recovered"; readonly tookMs: number }
  | { readonly notice: "session-process-lost"; readonly which: "shown" | "warm" };

