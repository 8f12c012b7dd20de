import { chmod, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { createRpcPeer, type NoteHandlers, type RpcHandlers, type RpcPeer } from "../../contract/rpc.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../../contract/session-shell.ts";
import { createFrameGuard } from "./frame-guard.ts";
import { createTokenGate } from "./token.ts";

export type ShellPeer = RpcPeer<typeof shellMethods, typeof shellNotes>;

/** What the shell asks for, once it has said who it is. */
export interface ShellHandlers {
  readonly hello: RpcHandlers<typeof sessionMethods>["hello"];
  readonly methods: Omit<RpcHandlers<typeof sessionMethods>, "hello">;
  readonly notes: NoteHandlers<typeof sessionNotes>;
  readonly refused: (refusal: Refusal) => void;
  /** The shell that had said hello is gone. */
  readonly gone: () => void;
  readonly connected: (peer: ShellPeer) => void;
}

export interface ShellServer {
  expect(token: string): void;
  /** The shell that has said hello, if one is there. */
  peer(): ShellPeer | null;
  close(): Promise<void>;
}

/** Longest message of a shell: a text of 4000 signs to be spoken, in four bytes each and escaped, is well below. */
const largestMessageBytes = 64 * 1024;
/** A shell says hello in its first milliseconds. Who connects and says nothing is none. */
const helloLimitMs = 5_000;
/** Connections without a hello at one time: the shell that takes over, and a little room. */
const mostStrangers = 4;

interface Visitor {
  readonly socket: Socket;
  state: "stranger" | "shell" | "cut";
}

/** Serves one shell at a time on a Unix socket, first the one with `firstToken`. Everybody who does not open with the expected token is cut and counted. */
export async function createShellServer(path: string, firstToken: string, handlers: ShellHandlers): Promise<Result<ShellServer>> {
  const gate = createTokenGate();
  gate.expect(firstToken);
  const visitors = new Set<Visitor>();
  let current: { readonly visitor: Visitor; readonly peer: ShellPeer } | null = null;

  const cut = (visitor: Visitor): void => {
    visitor.state = "cut";
    visitor.socket.destroy();
  };
  const refuse = (visitor: Visitor, refusal: Refusal): void => {
    if (visitor.state === "cut") return;
    cut(visitor);
    handlers.refused(refusal);
  };

  const receive = (socket: Socket): void => {
    const visitor: Visitor = { socket, state: "stranger" };
    visitors.add(visitor);
    socket.on("error", () => undefined);
    const limit = setTimeout(() => refuse(visitor, "foreign-ipc"), helloLimitMs);
    const guard = createFrameGuard(largestMessageBytes, () => refuse(visitor, visitor.state === "shell" ? "bad-rpc" : "foreign-ipc"));
    const connection = createMessageConnection(new StreamMessageReader(socket.pipe(guard)), new StreamMessageWriter(socket));
    connection.onError(() => refuse(visitor, visitor.state === "shell" ? "bad-rpc" : "foreign-ipc"));

    const peer = createRpcPeer(connection, {
      methods: sessionMethods,
      notes: sessionNotes,
      handlers: {
        ...gatedMethods(handlers.methods, visitor, () => refuse(visitor, "foreign-ipc")),
        hello: async (params) => {
          if (visitor.state !== "stranger" || !gate.take(params.token)) {
            refuse(visitor, "foreign-ipc");
            return err("session/refused");
          }
          clearTimeout(limit);
          visitor.state = "shell";
          if (current !== null) cut(current.visitor);
          current = { visitor, peer };
          const reply = await handlers.hello(params);
          queueMicrotask(() => handlers.connected(peer));
          return reply;
        },
      },
      noteHandlers: gatedNotes(handlers.notes, visitor, () => refuse(visitor, "foreign-ipc")),
      onBad: () => (visitor.state === "shell" ? handlers.refused("bad-rpc") : refuse(visitor, "foreign-ipc")),
    }, { methods: shellMethods, notes: shellNotes });

    socket.on("close", () => {
      clearTimeout(limit);
      visitors.delete(visitor);
      connection.dispose();
      if (current?.visitor !== visitor) return;
      current = null;
      handlers.gone();
    });
    connection.listen();
    if ([...visitors].filter((each) => each.state === "stranger").length > mostStrangers) refuse(visitor, "foreign-ipc");
  };

  const listening = await listen(createServer(receive), path);
  if (!listening.ok) return listening;
  return ok({
    expect: (token) => gate.expect(token),
    peer: () => current?.peer ?? null,
    close: async () => {
      current = null;
      for (const visitor of visitors) cut(visitor);
      await new Promise<void>((resolve) => listening.value.close(() => resolve()));
    },
  });
}

type Methods = ShellHandlers["methods"];

/** Every method but `hello`, refused as long as the visitor has not shown a token. */
function gatedMethods(methods: Methods, visitor: Visitor, refuse: () => void): Methods {
  const gated = Object.entries(methods).map(([name, handle]) => [
    name,
    async (params: never) => {
      if (visitor.state === "shell") return handle(params);
      refuse();
      return err("session/refused");
    },
  ]);
  return Object.fromEntries(gated) as Methods;
}

function gatedNotes(notes: ShellHandlers["notes"], visitor: Visitor, refuse: () => void): ShellHandlers["notes"] {
  const gated = Object.entries(notes).map(([name, handle]) => [
    name,
    (params: never) => (visitor.state === "shell" ? handle(params) : refuse()),
  ]);
  return Object.fromEntries(gated) as ShellHandlers["notes"];
}

async function listen(server: Server, path: string): Promise<Result<Server>> {
  await rm(path, { force: true });
  const listening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(path, () => resolve(true));
  });
  if (!listening) return err("session/socket");
  await chmod(path, 0o600);
  return ok(server);
}
