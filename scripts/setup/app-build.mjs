// @ts-check
import { existsSync, lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetUpProblem, say } from "./problem.mjs";
import { pinnedNode } from "./npm-packages.mjs";
import { runTool } from "./run-tool.mjs";
import { digestOf, forget, isDone, markDone } from "./stamp.mjs";

const BUILDS = ["vite.main.config.ts", "vite.config.ts"];
const SOURCES = ["src/main", "src/renderer", "src/contract", "resources/locales", "resources/icons", "package-lock.json", ...BUILDS];

/**
 * Bundles the shell (main process, preloads, screens) into `dist/app`.
 * @param {string} root
 */
export async function appBuild(root) {
  const stamp = join(root, "dist", "app.stamp");
  const digest = digestOf(SOURCES.map((path) => join(root, path)));
  if (isDone(stamp, digest) && existsSync(join(root, "dist", "app", "package.json"))) return;
  say("Building the screens");
  forget(stamp);
  for (const config of BUILDS) {
    const result = await runTool(pinnedNode(root), [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--config", config, "--logLevel", "error"], { cwd: root, limitMs: 5 * 60_000 });
    if (result.code !== 0) throw new SetUpProblem(`The screens could not be built from this source (${config}): ${reason(result.output)}`);
  }
  markDone(stamp, digest);
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
