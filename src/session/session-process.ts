import { randomInt, randomUUID } from "node:crypto";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { createRpcPeer } from "../contract/rpc.ts";
import { coreMethods, coreNotes, sessionProcessMethods, sessionProcessNotes } from "../contract/core-session.ts";
import { createChildren } from "./children.ts";
import { createAnchoredClock } from "./clock.ts";
import { createSession, type CorePeer } from "./session.ts";

/** Entry of the session process: forked by the core with an IPC channel, one for a visit. It ends when that channel does. */

if (process.send === undefined) {
  process.stderr.write("session process: started without an IPC channel\n");
  process.exit(2);
}

const children = createChildren();

/** The core is gone: nothing of the visit may outlive it, so every child goes first and the process with it, at once. */
const leave = (): void => {
  children.killAll();
  process.exit(0);
};
process.on("disconnect", leave);
process.on("SIGTERM", leave);

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const session = createSession({
  core: () => core,
  children,
  clock: createAnchoredClock(),
  random: { uuid: randomUUID, below: (limit) => randomInt(limit) },
});
const core: CorePeer = createRpcPeer(
  connection,
  { methods: sessionProcessMethods, notes: sessionProcessNotes, handlers: session.methods, noteHandlers: session.notes, onBad: () => undefined },
  { methods: coreMethods, notes: coreNotes },
);
connection.listen();
