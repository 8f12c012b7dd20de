import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { z } from "zod";
import type { Action } from "../../contract/actions.ts";
import { coreMethods, coreNotes, sessionProcessMethods, sessionProcessNotes, type SessionEvent } from "../../contract/core-session.ts";
import { ok, type Result } from "../../contract/result.ts";
import { createRpcPeer, type RpcPeer } from "../../contract/rpc.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../../contract/session-shell.ts";
import type { Snapshot } from "../../contract/snapshot.ts";

/** Both neighbours of a session process, for tests that fork the real one: a core and a shell that do what they are asked. */

type SessionMethods = typeof sessionProcessMethods;
type ShellCalls = typeof sessionMethods;

export interface CoreEnd {
  readonly child: ChildProcess;
  readonly peer: RpcPeer<SessionMethods, typeof sessionProcessNotes>;
  readonly events: SessionEvent[];
  readonly calls: string[];
  readonly shellStates: string[];
  /** The value of the answer; a coded error fails the test. */
  ask<M extends keyof SessionMethods>(method: M, params: z.output<SessionMethods[M]["params"]>): Promise<z.output<SessionMethods[M]["result"]>>;
}

export interface ShellEnd {
  readonly socket: Socket;
  readonly peer: RpcPeer<ShellCalls, typeof sessionNotes>;
  readonly snapshots: Snapshot[];
  ask<M extends keyof ShellCalls>(method: M, params: z.output<ShellCalls[M]["params"]>): Promise<z.output<ShellCalls[M]["result"]>>;
  act(action: Action): Promise<void>;
  /** Resolves with the newest snapshot as soon as it fits. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
}

export const testToken = (letter: string): string => letter.repeat(43);
export const shellVersions = { electron: "25", chromium: "114" };

/** What was compiled once need not be again at each of the many starts. */
const codeCache = fileURLToPath(new URL("../../../node_modules/.cache/virtu-session-tests", import.meta.url));

async function valueOf<T>(answer: Promise<Result<T>>, what: string): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(`${what}: ${result.error.code}`);
  return result.value;
}

/** Forks the session process as the core does: the leader of its own process group. */
export function startCoreEnd(environment: Readonly<Record<string, string>> = {}): CoreEnd {
  const child = fork(new URL("../session-process.ts", import.meta.url), {
    execPath: process.execPath, execArgv: [], detached: true, serialization: "json", stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", NODE_COMPILE_CACHE: codeCache, ...environment },
  });
  const events: SessionEvent[] = [];
  const calls: string[] = [];
  const shellStates: string[] = [];
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const called = (name: string): Promise<Result<null>> => {
    calls.push(name);
    return Promise.resolve(ok(null));
  };
  const peer = createRpcPeer(connection, {
    methods: coreMethods,
    notes: coreNotes,
    handlers: {
      "visit-started": () => called("visit-started"),
      "visit-ended": ({ reason }) => called(`visit-ended ${reason}`),
      "thanks-done": () => called("thanks-done"),
      "staff.verify-pin": () => Promise.resolve(ok({ right: true, triesLeft: 5, lockedUntil: null })),
      "staff.pin-state": () => Promise.resolve(ok({ triesLeft: 5, lockedUntil: null })),
      "staff.report": () => Promise.resolve(ok({ checks: [], booth: "open" as const, log: [], counters: [] })),
      "staff.set-booth": ({ to }) => called(`booth ${to}`),
      "staff.restart": () => called("restart"),
    },
    noteHandlers: { event: (event) => events.push(event), "shell-state": ({ state }) => shellStates.push(state) },
    onBad: () => calls.push("bad"),
  }, { methods: sessionProcessMethods, notes: sessionProcessNotes });
  connection.listen();
  return { child, peer, events, calls, shellStates, ask: (method, params) => valueOf(peer.request(method, params), method) };
}

/** Connects to the socket; has not said hello yet. */
export async function connectShellEnd(path: string, epoch: number): Promise<ShellEnd> {
  const socket = connect(path);
  await once(socket, "connect");
  const snapshots: Snapshot[] = [];
  const waiting = new Set<() => void>();
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  const peer = createRpcPeer(connection, {
    methods: shellMethods,
    notes: shellNotes,
    handlers: {
      show: () => Promise.resolve(ok({ paintedAtMs: 1 })),
      hide: () => Promise.resolve(ok(null)),
      "log-out": ({ serviceIds }) => Promise.resolve(ok({ called: serviceIds.length, failed: 0 })),
      "clipboard.clear": () => Promise.resolve(ok({ clipboardBytes: 0, primaryBytes: 0 })),
      probe: () => Promise.resolve(ok({ frameMs: 1 })),
      rebind: () => Promise.resolve(ok(null)),
    },
    noteHandlers: {
      snapshot: (snapshot) => {
        snapshots.push(snapshot);
        for (const look of waiting) look();
      },
    },
    onBad: () => undefined,
  }, { methods: sessionMethods, notes: sessionNotes });
  connection.listen();
  const ask: ShellEnd["ask"] = (method, params) => valueOf(peer.request(method, params, 30_000), method);
  return {
    socket, peer, snapshots, ask,
    act: async (action) => {
      await ask("act", { epoch, action });
    },
    until: (fits) => new Promise((resolve) => {
      const look = (): void => {
        const newest = snapshots.at(-1);
        if (newest === undefined || !fits(newest)) return;
        waiting.delete(look);
        resolve(newest);
      };
      waiting.add(look);
      look();
    }),
  };
}
