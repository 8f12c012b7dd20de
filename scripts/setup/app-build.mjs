// @ts-check
import { existsSync, lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetUpProblem, say } from "./problem.mjs";
import { pinnedNode } from "./npm-packages.mjs";
import { runTool } from "./run-tool.mjs";
import { sourcesStamp } from "./stamp.mjs";

const CONTRACT = ["src/contract", "package-lock.json"];

/** What is built, and what it is made of: nothing is built anew because of something that it does not hold. */
const SHELL = { what: "the screens", stamp: "app.stamp", product: "app/package.json", configs: ["vite.main.config.ts", "vite.config.ts"], sources: ["src/main", "src/renderer", "resources/locales", "resources/icons", ...CONTRACT] };
const PROGRAMS = { what: "the programs", stamp: "programs.stamp", product: "programs/start.blob", configs: ["vite.programs.config.ts"], sources: ["src/core", "src/session", "src/devices", "src/program", "scripts/run", "package.json", ...CONTRACT] };

/**
 * @param {string} root
 * @param {typeof SHELL} part
 */
function look(root, part) {
  const stamp = sourcesStamp(join(root, "dist", part.stamp), [...part.sources, ...part.configs].map((path) => join(root, path)), process.arch);
  return { part, stamp, done: existsSync(join(root, "dist", part.product)) && stamp.isDone() };
}

/** @typedef {ReturnType<typeof look>} Build */

/**
 * Looks what has to be built.
 * @param {string} root
 */
export const lookForBuilds = (root) => ({ shell: look(root, SHELL), programs: look(root, PROGRAMS) });

/**
 * Bundles the shell (main process, preloads, screens) into `dist/app`, and the Node programs into `dist/programs` with a
 * startup snapshot each.
 * @param {string} root
 * @param {{ shell: Build, programs: Build }} builds
 */
export async function appBuild(root, builds) {
  await build(root, builds.shell);
  await build(root, builds.programs, () => makeSnapshots(root));
}

/**
 * @param {string} root
 * @param {Build} build
 * @param {() => Promise<void>} [afterwards]
 */
async function build(root, { part: { what, configs }, stamp, done }, afterwards) {
  if (done) return;
  say(`Building ${what}`);
  stamp.forget();
  for (const config of configs) {
    const result = await runTool(pinnedNode(root), [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--config", config, "--logLevel", "error"], { cwd: root, limitMs: 5 * 60_000 });
    if (result.code !== 0) throw new SetUpProblem(`${what[0]?.toUpperCase()}${what.slice(1)} could not be built from this source (${config}): ${reason(result.output)}`);
  }
  await afterwards?.();
  stamp.markDone();
}

const PROGRAM_NAMES = ["core", "session", "device-host", "start"];

/**
 * A snapshot belongs to the very binary of Node that made it; the lock file pins that, and is a part of the stamp.
 * @param {string} root
 */
async function makeSnapshots(root) {
  for (const name of PROGRAM_NAMES) {
    const file = join(root, "dist", "programs", name);
    const result = await runTool(pinnedNode(root), ["--snapshot-blob", `${file}.blob`, "--build-snapshot", `${file}.cjs`], { cwd: root, limitMs: 60_000 });
    if (result.code !== 0) throw new SetUpProblem(`The program ${name} could not be made ready to start: ${reason(result.output)}`);
  }
}

/**
 * The runtime starts the app in its own resources and no other, as a packaged booth does.
 * @param {string} root
 * @param {string} electron the runtime's binary
 */
export function linkApp(root, electron) {
  const link = join(dirname(electron), "resources", "app");
  const app = join(root, "dist", "app");
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there !== undefined && there.isSymbolicLink() && readlinkSync(link) === app) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(app, link);
}

/**
 * What the bundler says, without its stack.
 * @param {string} output
 */
const reason = (output) => output.split("\n").filter((line) => !/^\s+at /.test(line) && line.trim() !== "").slice(0, 6).join("\n");
