import { siblingProgram, type ProgramStart } from "../../program/program.ts";
import type { Children } from "../children.ts";

/** One run of the device host as this room sees it: messages in and out, and its end. */
export interface HostLink {
  /** False where the host cannot be reached any more. */
  send(message: object): boolean;
  kill(): void;
}

export interface HostListeners {
  message(message: unknown): void;
  /** Told once; nothing follows it. */
  exit(): void;
}

export type StartHost = (listeners: HostListeners) => HostLink;

/** The devices room's entry; this room knows it by its place only. */
const deviceHostSource = new URL("../../devices/host/device-host.ts", import.meta.url);

/** Forks the device host. What it writes to its standard error is dropped: it could hold a citizen's words. SIGUSR1 opens no debugger (K49). */
export const forkHost = (children: Children, program: ProgramStart = siblingProgram("device-host", deviceHostSource)): StartHost => (listeners) => {
  const child = children.fork(program.file, { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [...program.execArgv, "--disable-sigusr1"], serialization: "json" });
  let told = false;
  const exit = (): void => {
    if (told) return;
    told = true;
    listeners.exit();
  };
  child.on("message", (message) => (told ? undefined : listeners.message(message)));
  child.once("exit", exit);
  child.once("error", exit);
  /** A host that closed its channel is on its way out; what it still does concerns nobody. */
  child.once("disconnect", exit);
  return {
    send: (message) => child.connected && child.send(message, (error) => (error === null ? undefined : child.kill("SIGKILL"))),
    kill: () => child.kill("SIGKILL"),
  };
};
