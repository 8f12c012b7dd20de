// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
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
 * What the bundler says, without its stack.
 * @param {string} output
 */
const reason = (output) => output.split("\n").filter((line) => !/^\s+at /.test(line) && line.trim() !== "").slice(0, 6).join("\n");
