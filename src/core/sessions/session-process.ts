import { fork, type ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { coreMethods, coreNotes, sessionProcessMethods, sessionProcessNotes } from "../../contract/core-session.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { createRpcPeer, type NoteHandlers, type RpcHandlers, type RpcPeer } from "../../contract/rpc.ts";
import type { ProgramStart } from "../../program/program.ts";
import { newOwnerId } from "../ids.ts";
import { ownerVariable, runtimeVariable, type Owner } from "../processes/owner.ts";

export type SessionPeer = RpcPeer<typeof sessionProcessMethods, typeof sessionProcessNotes>;

/** What a session process asks the core, and what it tells. Bound to one process: a late word of an old one is known by it. */
export interface SessionListener {
  readonly handlers: RpcHandlers<typeof coreMethods>;
  readonly notes: NoteHandlers<typeof coreNotes>;
  /** A message that the contract does not know. */
  readonly onBad: () => void;
}

/** One visit's process. It dies with the visit; what it knew dies with it. */
export interface SessionProcess extends Owner {
  readonly kind: "session";
  readonly epoch: number;
  readonly socket: string;
  readonly peer: SessionPeer;
  /** Settles when it has exited, however that came. */
  readonly ended: Promise<void>;
  /** Cuts the channel: nothing that it still says is heard. */
  dispose(): void;
}

export interface SessionSettings {
  readonly runtime: string;
  readonly program: ProgramStart;
  /** Its children's output is thrown away: a stack trace may quote a citizen's words. */
  readonly output: "ignore" | "inherit";
  /** What the environment is made of; only {@link passedOn} of it. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts one, or says why not. It has said nothing yet; `prepare` comes next. */
export async function startSessionProcess(settings: SessionSettings, epoch: number, listener: SessionListener): Promise<Result<SessionProcess, CodedError<"session/not-started">>> {
  const id = newOwnerId();
  const folder = join(settings.runtime, "sessions", id);
  const child = await forkIn(settings, id, folder);
  if (child === undefined) return err("session/not-started", { step: "folder" });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  if (child.pid === undefined) return err("session/not-started", { step: "fork" });
  const { peer, dispose } = connect(child, listener);
  return ok({ id, kind: "session", epoch, pid: child.pid, folder, socket: join(folder, "shell.sock"), peer, ended, dispose });
}

/** Undefined where folder or process cannot be had: a full tmpfs, no memory. */
async function forkIn(settings: SessionSettings, id: string, folder: string): Promise<ChildProcess | undefined> {
  try {
    await Promise.all([join(folder, "tmp"), join(folder, "home")].map((made) => mkdir(made, { recursive: true, mode: 0o700 })));
    return fork(settings.program.file, [], {
      cwd: folder,
      // A process group of its own: the device host, scanimage and the voice are killed with it.
      detached: true,
      env: sessionEnvironment(settings, id, folder),
      // Node opens its debugger to whoever sends SIGUSR1, unless it is told not to (K49).
      execArgv: [...settings.program.execArgv, "--disable-sigusr1"],
      serialization: "json",
      stdio: ["ignore", settings.output, settings.output, "ipc"],
    });
  } catch {
    return undefined;
  }
}

/** What a session process may know of the world: where programs are, the language of messages, time zone, and the mark of its owner. */
const passedOn = ["PATH", "LANG", "LC_ALL", "TZ"];

function sessionEnvironment(settings: SessionSettings, id: string, folder: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(passedOn.flatMap((name) => (settings.environment[name] === undefined ? [] : [[name, settings.environment[name]] as const])));
  return {
    ...kept,
    HOME: join(folder, "home"),
    TMPDIR: join(folder, "tmp"),
    [ownerVariable]: id,
    [runtimeVariable]: settings.runtime,
  };
}

function connect(child: ChildProcess, listener: SessionListener): { peer: SessionPeer; dispose: () => void } {
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const peer = createRpcPeer(
    connection,
    { methods: coreMethods, notes: coreNotes, handlers: listener.handlers, noteHandlers: listener.notes, onBad: listener.onBad },
    { methods: sessionProcessMethods, notes: sessionProcessNotes },
  );
  connection.onError(() => listener.onBad());
  connection.listen();
  let disposed = false;
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    connection.dispose();
    if (child.connected) child.disconnect();
    child.removeAllListeners("message");
  };
  return { peer, dispose };
}
