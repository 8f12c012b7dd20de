import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import type { Readable } from "node:stream";

/** Where the booth's window goes. */
export interface Display {
  /** Environment for the shell: `DISPLAY` or `WAYLAND_DISPLAY`. */
  readonly env: Readonly<Record<string, string>>;
  readonly virtual: boolean;
  close(): Promise<void>;
}

/** Full HD, the booth's landscape layout, as large as the virtual screen. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** Xvfb answers within 100 ms; a machine under load is given a hundred times that. */
const XVFB_LIMIT_MS = 10_000;

/** The machine's own display where one answers, else a virtual one on the first free number. */
export async function openDisplay(env: NodeJS.ProcessEnv, size: ScreenSize): Promise<Display> {
  const wayland = env["WAYLAND_DISPLAY"];
  const runtime = env["XDG_RUNTIME_DIR"];
  if (wayland !== undefined && runtime !== undefined && existsSync(`${runtime}/${wayland}`)) return ownDisplay({ WAYLAND_DISPLAY: wayland });
  const x11 = env["DISPLAY"];
  if (x11 !== undefined && x11 !== "" && ((await acceptsAnybody(x11)) || (await answers(x11)))) return ownDisplay({ DISPLAY: x11 });
  return await virtualDisplay(size);
}

const ownDisplay = (env: Record<string, string>): Display => ({ env, virtual: false, close: () => Promise.resolve() });

/** Connection set-up of X11 (X Window System Protocol, chapter 8): least significant byte first, version 11.0, no authorization. */
const X11_HELLO = Uint8Array.of(0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const X11_ACCEPTED = 1;

/** Asks a local display directly, a thirtieth of the time that xdpyinfo takes to load; one that wants an authorization is xdpyinfo's. */
async function acceptsAnybody(display: string): Promise<boolean> {
  const number = /^:(\d+)(?:\.\d+)?$/.exec(display)?.[1];
  if (number === undefined) return false;
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  const answer = await new Promise<number | undefined>((resolve) => {
    socket.once("data", (reply: Buffer) => resolve(reply[0])).once("error", () => resolve(undefined)).once("close", () => resolve(undefined));
    socket.setTimeout(XVFB_LIMIT_MS, () => resolve(undefined));
    socket.write(X11_HELLO);
  });
  socket.destroy();
  return answer === X11_ACCEPTED;
}

async function answers(display: string): Promise<boolean> {
  const child = spawn("xdpyinfo", ["-display", display], { stdio: "ignore", timeout: 5_000 });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve).once("error", () => resolve(null)));
  return code === 0;
}

/** Starts Xvfb; `-displayfd` makes it choose a free number and say which. */
export async function virtualDisplay(size: ScreenSize): Promise<Display> {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", `${size.width}x${size.height}x24`, "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const number = await readNumber(child);
  return {
    env: { DISPLAY: `:${number}` },
    virtual: true,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function readNumber(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3] as Readable;
  return await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the virtual display did not answer")), XVFB_LIMIT_MS);
    let text = "";
    pipe.on("data", (chunk: Buffer) => {
      text += chunk.toString("ascii");
      if (!text.includes("\n")) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    child.once("error", () => reject(new Error("Xvfb could not be started")));
    child.once("exit", () => reject(new Error("Xvfb ended at once")));
  });
}
