import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ServiceTray } from "../../contract/service-tray.ts";
import { err } from "../../contract/result.ts";
import { inspect, pagesAt, type Inspector } from "./inspector.ts";
import { until } from "./until.ts";
import { startFakeSession, testBooth, type FakeSession, type ShellPeer } from "./fake-session.ts";

const root = join(import.meta.dirname, "../../..");
/** The built shell; `VIRTU_APP` names another than the tree's. */
const built = process.env["VIRTU_APP"] ?? join(root, "dist/app");
const parts = ["main.cjs", "preload-screens.cjs", "page-main.js", "page-isolated.js", "package.json"];

/** A real shell on a display of its own, with a fake session process behind its socket. */
export interface ShellProcess {
  readonly session: FakeSession;
  readonly peer: ShellPeer;
  readonly display: string;
  readonly process: ChildProcess;
  readonly profile: string;
  readonly exited: Promise<number | null>;
  /** Of the debugger, on loopback. */
  readonly port: number;
  /** Addresses of all that has a page: each window and each view. */
  pages(): Promise<string[]>;
  /** Our own screens. */
  screens(): Promise<Inspector>;
  /** The embedded page; waits until there is one. */
  web(): Promise<Inspector>;
  /** Shows the window; throws if no frame of it gets painted. */
  shown(): Promise<void>;
  stop(): Promise<void>;
}

export interface ShellProcessOptions {
  readonly services?: ServiceTray;
  readonly window?: string | null;
  readonly switches?: readonly string[];
  readonly screens?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** false: does not wait for the shell's hello, for one that never says it. */
  readonly waits?: boolean;
  /** Runs the binary under a name of its own, which is what Electron calls a packaged application. No debugger: nothing to inspect. */
  readonly packaged?: boolean;
}

export async function startShell(options: ShellProcessOptions = {}): Promise<ShellProcess> {
  const folder = mkdtempSync(join(tmpdir(), "virtu-shell-test-"));
  const incoming = join(folder, "session");
  const profile = join(folder, "profile");
  mkdirSync(incoming);
  const session = await startFakeSession(incoming, options.services ?? { groups: [], services: [] }, testBooth);
  const xvfb = await startDisplay();
  const { binary, args } = electronWith(appFolder(folder, options.screens ?? join(import.meta.dirname, "screens")), options.packaged === true);
  const env: NodeJS.ProcessEnv = { ...process.env, DISPLAY: xvfb.display, VIRTU_SOCKET: session.socket, VIRTU_TOKEN: session.token, HOME: folder, XDG_CONFIG_HOME: folder };
  if (options.window !== null) env["VIRTU_WINDOW"] = options.window ?? "1280x900";
  Object.assign(env, options.env);
  const shell = spawn(
    binary,
    [...args, `--user-data-dir=${profile}`, "--remote-debugging-port=0", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...(options.switches ?? [])],
    { env, stdio: process.env["VIRTU_TEST_LOUD"] === undefined ? "ignore" : "inherit", detached: true },
  );
  const exited = new Promise<number | null>((resolve) => shell.once("exit", resolve));
  const peer = options.waits === false ? neverThere : await session.shell();
  const port = options.waits === false || options.packaged === true ? 0 : await debuggerPort(profile);
  return {
    session, peer, profile, exited, port, display: xvfb.display, process: shell,
    pages: () => pagesAt(port),
    screens: () => inspect(port, (url) => url.startsWith("virtu://")),
    web: () => inspect(port, (url) => url.startsWith("http")),
    async shown() {
      const shown = await peer.request("show", {});
      if (!shown.ok) throw new Error(shown.error.code);
    },
    async stop() {
      session.stop();
      if (shell.exitCode === null && shell.pid !== undefined) process.kill(-shell.pid, "SIGKILL");
      await exited;
      xvfb.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const neverThere: ShellPeer = { request: () => Promise.resolve(err("rpc/closed")), notify: () => undefined };

/** The built shell with the screens of the tests in place of the booth's. */
function appFolder(folder: string, screens: string): string {
  const app = join(folder, "app");
  mkdirSync(app);
  for (const part of parts) cpSync(join(built, part), join(app, part));
  cpSync(screens, join(app, "screens"), { recursive: true });
  return app;
}

/** The stand-in runtime knows no application on its command line: it gets a twin of hard links with the link `resources/app`. */
function electronWith(app: string, packaged: boolean): { binary: string; args: string[] } {
  const binary = process.env["VIRTU_ELECTRON"] ?? runtimeInTree();
  if (!packaged && existsSync(join(dirname(binary), "resources/default_app.asar"))) return { binary, args: [app] };
  const twin = join(dirname(app), "electron");
  linkTree(dirname(binary), twin);
  rmSync(join(twin, "resources/app"), { recursive: true, force: true });
  symlinkSync(app, join(twin, "resources/app"));
  if (packaged) renameSync(join(twin, "electron"), join(twin, "virtu-kiosk"));
  return { binary: join(twin, packaged ? "virtu-kiosk" : "electron"), args: [] };
}

function runtimeInTree(): string {
  const runtimes = join(root, ".runtime");
  const found = existsSync(runtimes) ? readdirSync(runtimes).find((name) => existsSync(join(runtimes, name, "electron"))) : undefined;
  if (found === undefined) throw new Error("no Electron runtime: run npm test, or set VIRTU_ELECTRON");
  return join(runtimes, found, "electron");
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) linkTree(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) {
      try {
        linkSync(join(from, entry.name), join(to, entry.name));
      } catch {
        // Another file system: a copy does as well.
        cpSync(join(from, entry.name), join(to, entry.name));
      }
    }
  }
}

/** Xvfb picks a free number itself and writes it to its third descriptor. */
async function startDisplay(): Promise<{ display: string; stop: () => void }> {
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const pipe = xvfb.stdio[3] as NodeJS.ReadableStream;
  const number = await new Promise<string>((resolve, reject) => {
    pipe.once("data", (data: Buffer) => resolve(data.toString().trim()));
    xvfb.once("exit", () => reject(new Error("Xvfb did not start")));
  });
  return { display: `:${number}`, stop: () => xvfb.kill() };
}

async function debuggerPort(profile: string): Promise<number> {
  const file = join(profile, "DevToolsActivePort");
  return await until(() => {
    const port = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
    return port > 0 && port;
  });
}
