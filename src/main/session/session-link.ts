import { connect, type Socket } from "node:net";
import type { z } from "zod";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { err, ok, type Result } from "../../contract/result.ts";
import { createRpcPeer, type RpcHandlers, type RpcPeer } from "../../contract/rpc.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../../contract/session-shell.ts";
import type { Snapshot } from "../../contract/snapshot.ts";

export type SessionPeer = RpcPeer<typeof sessionMethods, typeof sessionNotes>;
export type ShellHandlers = RpcHandlers<typeof shellMethods>;
/** The answer to `hello`. */
export type Hello = z.output<(typeof sessionMethods)["hello"]["result"]>;

/** A connection to a session process that has taken our token. */
export interface SessionLink {
  readonly peer: SessionPeer;
  readonly hello: Hello;
  /** Cuts the connection; `onClosed` is not called any more. */
  leave(): void;
}

export interface SessionLinkParts {
  readonly socket: string;
  readonly token: string;
  readonly versions: { readonly electron: string; readonly chromium: string };
  readonly handlers: ShellHandlers;
  /** The session process is being started too: it is waited for. */
  readonly starting: boolean;
  onSnapshot(snapshot: Snapshot): void;
  onBad(): void;
  /** The session process is gone, or has cut us off. */
  onClosed(): void;
}

/** The socket is a file on tmpfs and its owner waits behind it: a local connection takes microseconds. */
const CONNECT_LIMIT_MS = 2_000;
/** The session process is started beside us and may not listen yet; a machine just after power-on takes seconds to load it. */
const START_LIMIT_MS = 15_000;
const ASK_AGAIN_MS = 10;

/** Connects and says hello. Errors: `session/unreachable` and what `hello` answers. */
export async function openSessionLink(parts: SessionLinkParts): Promise<Result<SessionLink>> {
  const socket = await (parts.starting ? connectWhenThere(parts.socket) : connectTo(parts.socket));
  if (socket === undefined) return err("session/unreachable");
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  let left = false;
  const peer: SessionPeer = createRpcPeer(
    connection,
    {
      methods: shellMethods,
      notes: shellNotes,
      handlers: parts.handlers,
      noteHandlers: {
        snapshot: (snapshot) => {
          if (!left) parts.onSnapshot(snapshot);
        },
      },
      onBad: () => parts.onBad(),
    },
    { methods: sessionMethods, notes: sessionNotes },
  );
  connection.onClose(() => {
    if (!left) parts.onClosed();
  });
  // An error of the stream is followed by its close.
  connection.onError(() => undefined);
  connection.listen();
  const hello = await peer.request("hello", { token: parts.token, versions: parts.versions });
  const leave = () => {
    left = true;
    connection.dispose();
    socket.destroy();
  };
  if (!hello.ok) {
    leave();
    return hello;
  }
  return ok({ peer, hello: hello.value, leave });
}

async function connectWhenThere(path: string): Promise<Socket | undefined> {
  const until = performance.now() + START_LIMIT_MS;
  while (performance.now() < until) {
    const socket = await connectTo(path);
    if (socket !== undefined) return socket;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  return undefined;
}

function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(), CONNECT_LIMIT_MS);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once("error", () => socket.destroy());
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
