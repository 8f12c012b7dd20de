import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ConfigurationFile } from "../../contract/configuration.ts";
import type { Line } from "../lines.ts";
import type { RunningPair, RunningState } from "../runtime/state-file.ts";
import type { ShellOrder, ShellSight } from "./fake-shell.ts";

/** A real core with real session processes; only Electron is a stand-in. */
export interface CoreUnderTest {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  /** The next line of this kind after the ones that were taken before. */
  next<E extends Line["event"]>(event: E): Promise<Extract<Line, { event: E }>>;
  /** Reads on from here: what has been said so far does not count for `next`. */
  skip(): void;
  state(): RunningState;
  order(pair: RunningPair | null, order: ShellOrder): Promise<unknown>;
  see(which: "shown" | "warm"): Promise<ShellSight>;
  act(action: Extract<ShellOrder, { order: "act" }>["action"]): Promise<void>;
  exited: Promise<number | null>;
}

export interface CoreFolders {
  readonly runtime: string;
  readonly state: string;
  readonly electron: string;
  readonly config: string;
}

const core = join(import.meta.dirname, "../core.ts");

/** Compiled code for the programs of these tests, which run from their sources. */
const codeCache = join("/dev/shm", `vk-code-${process.pid}`);

/** Loads the session process's program once, without a job. Call before the tests of a file, and `dropTestCodeCache` after. */
export function fillTestCodeCache(): void {
  spawnSync(process.execPath, [join(import.meta.dirname, "../../session/session-process.ts")], { env: { NODE_COMPILE_CACHE: codeCache }, stdio: "ignore" });
}

export const dropTestCodeCache = (): void => rmSync(codeCache, { recursive: true, force: true });

/** Lays out what a core needs in `folder`: a program that is its Electron, a configuration, a place for its state. */
export function layOut(folder: string, configuration: Partial<ConfigurationFile> = {}): CoreFolders {
  const electron = join(folder, "electron", "electron");
  mkdirSync(join(folder, "electron", "resources", "app"), { recursive: true });
  const program = join(import.meta.dirname, "fake-shell.ts");
  writeFileSync(electron, `#!/bin/sh\nNODE_COMPILE_CACHE='${codeCache}' exec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(electron, 0o755);
  const folders = { runtime: join(folder, "run"), state: join(folder, "state"), electron, config: join(folder, "configuration.json") };
  const file: ConfigurationFile = { booth: { name: "Virtu", municipality: "Utsjoki" }, ...configuration, paths: { state: folders.state, runtime: folders.runtime } };
  writeFileSync(folders.config, JSON.stringify(file));
  return folders;
}

export function startCore(folders: CoreFolders, environment: NodeJS.ProcessEnv = {}): CoreUnderTest {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", core, "--config", folders.config, "--electron", folders.electron], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: codeCache, ...environment },
  });
  const lines: Line[] = [];
  let taken = 0;
  const waiters = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const waiter of [...waiters]) waiter();
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const state = (): RunningState => JSON.parse(readFileSync(join(folders.runtime, "state.json"), "utf8")) as RunningState;
  const order = (pair: RunningPair | null, what: ShellOrder): Promise<unknown> => ask(join(folders.runtime, "shells", pair?.shellId ?? "none", "home", "c.sock"), what);
  return {
    child, lines, exited, state, order,
    skip: () => {
      taken = lines.length;
    },
    next: (event) =>
      new Promise((resolve) => {
        const look = (): void => {
          const at = lines.findIndex((line, index) => index >= taken && line.event === event);
          if (at < 0) return;
          taken = at + 1;
          waiters.delete(look);
          resolve(lines[at] as never);
        };
        waiters.add(look);
        look();
      }),
    see: async (which) => (await order(state()[which], { order: "see" })) as ShellSight,
    async act(action) {
      const answer = (await order(state().shown, { order: "act", action })) as { ok: boolean };
      if (!answer.ok) throw new Error(`${action.type}: ${JSON.stringify(answer)}`);
    },
  };
}

async function ask(path: string, what: ShellOrder): Promise<unknown> {
  const socket = connect(path);
  socket.write(`${JSON.stringify(what)}\n`);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return JSON.parse(text) as unknown;
}
