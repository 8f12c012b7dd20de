import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { Action } from "../../contract/actions.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { createRpcPeer, type RpcHandlers } from "../../contract/rpc.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../../contract/session-shell.ts";
import type { Snapshot } from "../../contract/snapshot.ts";

/**
 * A shell without Electron, under the same contract: a program that the core starts as its Electron. A test moves it over
 * a socket in its own folder, one JSON line a question.
 */

export type ShellOrder =
  | { readonly order: "see" }
  | { readonly order: "act"; readonly action: Action }
  /** Writes a file into the profile, as a page would. */
  | { readonly order: "plant"; readonly name: string; readonly text: string }
  /** From now on probes are not answered. */
  | { readonly order: "hang" }
  /** What the next look at the clipboards finds left in them. */
  | { readonly order: "clipboard"; readonly bytes: number };

export interface ShellSight {
  readonly screen: string;
  readonly visible: boolean;
  readonly epoch: number;
  readonly recovered: boolean;
  readonly environment: readonly string[];
  readonly arguments: readonly string[];
}

let snapshot: Snapshot | null = null;
let visible = false;
let hanging = false;
let clipboardBytes = 0;
let act: (action: Action) => Promise<Result<null>> = () => Promise.resolve(err("session/unreachable"));
let leaveOld = (): void => undefined;

const handlers: RpcHandlers<typeof shellMethods> = {
  show: () => {
    visible = true;
    return Promise.resolve(ok({ paintedAtMs: Date.now() }));
  },
  hide: () => {
    visible = false;
    return Promise.resolve(ok(null));
  },
  "log-out": ({ serviceIds }) => Promise.resolve(ok({ called: serviceIds.length, failed: 0 })),
  "clipboard.clear": () => Promise.resolve(ok({ clipboardBytes, primaryBytes: 0 })),
  probe: () => (hanging ? new Promise(() => undefined) : Promise.resolve(ok({ frameMs: 1 }))),
  rebind: async ({ socket, token }) => {
    const leave = leaveOld;
    const bound = await bind(socket, token);
    setTimeout(leave, 50);
    return bound;
  },
};

/** Like the real one, it is started beside its session process and waits for the socket. */
async function reach(path: string, waitMs: number): Promise<Socket | undefined> {
  const until = performance.now() + waitMs;
  do {
    const socket = connect(path);
    if (await new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)))) return socket;
    await new Promise((resolve) => setTimeout(resolve, 10));
  } while (performance.now() < until);
  return undefined;
}

async function bind(path: string, token: string, waitMs = 0): Promise<Result<null>> {
  const socket = await reach(path, waitMs);
  if (socket === undefined) return err("session/unreachable");
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  let left = false;
  const peer = createRpcPeer(
    connection,
    { methods: shellMethods, notes: shellNotes, handlers, noteHandlers: { snapshot: (next) => { if (!left) snapshot = next; } }, onBad: () => undefined },
    { methods: sessionMethods, notes: sessionNotes },
  );
  connection.onClose(() => {
    if (!left) process.exit(0);
  });
  connection.listen();
  const hello = await peer.request("hello", { token, versions: { electron: "0", chromium: "0" } });
  if (!hello.ok) return hello;
  snapshot = hello.value.snapshot;
  act = (action) => peer.request("act", { epoch: snapshot?.epoch ?? 0, action });
  leaveOld = () => {
    left = true;
    socket.destroy();
  };
  return ok(null);
}

const home = process.env["HOME"] ?? "/nowhere";

async function obey(order: ShellOrder): Promise<unknown> {
  switch (order.order) {
    case "see":
      return {
        screen: snapshot?.screen.name ?? "none", visible, epoch: snapshot?.epoch ?? 0, recovered: snapshot?.recovered ?? false,
        environment: Object.keys(process.env).sort(), arguments: process.argv.slice(2),
      } satisfies ShellSight;
    case "act":
      return await act(order.action);
    case "plant":
      writeFileSync(join(home, "..", "profile", order.name), order.text);
      return null;
    case "hang":
      hanging = true;
      return null;
    case "clipboard":
      clipboardBytes = order.bytes;
      return null;
  }
}

function serve(socket: Socket): void {
  socket.on("error", () => undefined);
  createInterface({ input: socket }).on("line", (line) => {
    void obey(JSON.parse(line) as ShellOrder).then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
  });
}

// Before it says hello: from then on the core may call the booth open, and a test gives its orders.
const orders = createServer(serve).listen(join(home, "c.sock"));
await once(orders, "listening");
const bound = await bind(process.env["VIRTU_SOCKET"] ?? "", process.env["VIRTU_TOKEN"] ?? "", 10_000);
if (!bound.ok) process.exit(69);
