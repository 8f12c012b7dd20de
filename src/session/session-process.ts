import { randomInt, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { startProgram } from "../program/program.ts";
import { createRpcPeer } from "../contract/rpc.ts";
import { coreMethods, coreNotes, sessionProcessMethods, sessionProcessNotes } from "../contract/core-session.ts";
import { createChildren } from "./children.ts";
import { createAnchoredClock } from "./clock.ts";
import { createSession } from "./session.ts";
import type { CorePeer } from "./session-deps.ts";

/** Entry of the session process: forked by the core with an IPC channel, one for a visit. It ends when that channel does. */

/** Whether this process leads its group, as the core starts it: then all that its children have started is in there too (proc(5), field 5). */
const leadsGroup = (): boolean => {
  const stat = readFileSync("/proc/self/stat", "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]) === process.pid;
};

function main(): void {
  if (process.send === undefined) {
    process.stderr.write("session process: started without an IPC channel\n");
    process.exit(2);
  }
  const children = createChildren();
  /** The core is gone: nothing of the visit may outlive it, so every child goes first and the process with it, at once. */
  const leave = (): void => {
    children.killAll();
    if (leadsGroup()) process.kill(-process.pid, "SIGKILL");
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
}

startProgram(main);
