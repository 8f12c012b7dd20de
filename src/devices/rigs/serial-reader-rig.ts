import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Writable } from "node:stream";

/**
 * A bar-code reader on a serial line that is not there: one end of a pseudo-terminal pair, made by socat, appears at `path`
 * like a reader's `/dev/ttyACM0`, and what is sent into the other end is what a reader would send.
 */
export interface SerialReaderRig {
  readonly path: string;
  /** Sends a code as a reader does; `suffix` is what it was configured to add, CR unless told. */
  send(code: string | Uint8Array, options?: { readonly suffix?: string }): Promise<void>;
  /** The plug is pulled: the line hangs up and the path goes away. */
  unplug(): Promise<void>;
  /** A new line at the same path, as a USB port makes it. */
  replug(): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  readonly socat: ChildProcess;
  readonly input: Writable;
  /** Holds the reader's end open, so that the line does not hang up whenever the booth lets go of the port. */
  readonly hold: FileHandle;
}

/** Socat says this on stderr when both of its ends are open and the link is in its place. */
const socatReady = "starting data transfer loop";

async function plugIn(path: string): Promise<Line> {
  await rm(path, { force: true });
  const socat = spawn("socat", ["-u", "-d", "-d", "STDIN", `PTY,raw,echo=0,mode=660,link=${path}`], {
    stdio: ["pipe", "ignore", "pipe"], env: { PATH: process.env["PATH"], LC_ALL: "C" },
  });
  await new Promise<void>((resolve, reject) => {
    let said = "";
    socat.on("error", reject);
    socat.on("exit", () => reject(new Error("socat could not make a pseudo-terminal")));
    socat.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2_000);
      if (said.includes(socatReady)) resolve();
    });
  });
  const hold = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  // A pipe that breaks because the plug was pulled is what the rig is for.
  socat.stdin.on("error", () => undefined);
  return { socat, input: socat.stdin, hold };
}

async function pullOut(line: Line, path: string): Promise<void> {
  if (line.socat.exitCode === null && line.socat.signalCode === null) {
    const exited = once(line.socat, "exit");
    line.socat.kill("SIGKILL");
    await exited;
  }
  await line.hold.close();
  await rm(path, { force: true });
}

/** Plugs a reader in at `path`. Needs the Debian package socat. */
export async function startSerialReaderRig(path: string): Promise<SerialReaderRig> {
  let line: Line | null = await plugIn(path);
  const unplug = async (): Promise<void> => {
    const pulled = line;
    line = null;
    if (pulled !== null) await pullOut(pulled, path);
  };
  return {
    path,
    send: async (code, options) => {
      if (line === null) return;
      const bytes = Buffer.concat([Buffer.from(code), Buffer.from(options?.suffix ?? "\r")]);
      if (!line.input.write(bytes)) await once(line.input, "drain");
    },
    unplug,
    replug: async () => {
      line ??= await plugIn(path);
    },
    close: unplug,
  };
}
