// @ts-check
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { appBuild, linkApp, lookForBuilds } from "./app-build.mjs";
import { debianPackages, lookForDebianPackages } from "./debian-packages.mjs";
import { electronRuntime } from "./electron-runtime.mjs";
import { npmPackages, npmPackagesAreThere, pinnedNode } from "./npm-packages.mjs";
import { SetUpProblem, say } from "./problem.mjs";

/** Packages, runtime, build and room for the visit's own files. */
const LEAST_FREE_BYTES = 2_000_000_000;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Sets up all that is missing, then runs a TypeScript file on the pinned Node. Every failure is one sentence.
 * @param {"run" | "test"} purpose
 * @param {readonly string[]} script file and arguments
 * @returns {Promise<number>} exit code
 */
export async function runWithSetUp(purpose, script) {
  try {
    const electron = await setUp(purpose);
    return await runScript(purpose, script, electron);
  } catch (problem) {
    if (problem instanceof SetUpProblem) console.error(problem.message);
    else console.error(`Set-up stopped at something it does not know (${problem instanceof Error ? problem.message.split("\n")[0] : "unknown"}): start again, and send this line to the developers if it happens twice.`);
    return 1;
  }
}

/** @param {"run" | "test"} purpose */
async function setUp(purpose) {
  if (process.platform !== "linux" || process.arch !== "x64") throw new SetUpProblem(`The booth runs on 64-bit Linux (Debian 12), and this is ${process.platform} ${process.arch}.`);
  const release = takeLock();
  try {
    return await setUpSteps(purpose);
  } finally {
    release();
  }
}

/** @param {"run" | "test"} purpose */
async function setUpSteps(purpose) {
  // The answer takes a while and holds up nobody: what is built is looked at meanwhile.
  const packages = lookForDebianPackages(purpose);
  if (!npmPackagesAreThere(root)) checkSpace();
  await npmPackages(root);
  const builds = lookForBuilds(root);
  await debianPackages(await packages);
  const electron = await electronRuntime(root);
  await appBuild(root, builds);
  linkApp(root, electron.binary);
  say(electron.vendor ? `Electron ${electron.version} from its vendor` : `Electron ${electron.version}, the pinned stand-in for development and tests: never ship it, it is out of support`);
  return electron;
}

/** Two set-ups at once would spoil each other's work. */
function takeLock() {
  mkdirSync(join(root, ".runtime"), { recursive: true });
  const lock = join(root, ".runtime", "set-up.lock");
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  if (holder > 0 && existsSync(`/proc/${holder}`) && holder !== process.pid) throw new SetUpProblem(`Another set-up is at work here (process ${holder}): wait until it has ended and start again.`);
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

function checkSpace() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < LEAST_FREE_BYTES) throw new SetUpProblem(`The disk has only ${Math.floor((bavail * bsize) / 1_000_000)} MB left: free at least 2 GB and start again.`);
}

/** Starts from its snapshot like the programs that it starts; a whole visit needs the tests' tools besides, which are in none. */
const START = "scripts/run/start-booth.ts";

/**
 * @param {"run" | "test"} purpose
 * @param {readonly string[]} script
 * @param {import("./electron-runtime.mjs").ElectronRuntime} electron
 * @returns {Promise<number>}
 */
function runScript(purpose, script, electron) {
  // Compiled code of our own programs: 0.1 s less at each start. Tests meet the programs as they are.
  const cache = purpose === "run" ? { NODE_COMPILE_CACHE: join(root, ".runtime", "code-cache") } : {};
  const env = { ...process.env, ...cache, VIRTU_ELECTRON: electron.binary, VIRTU_ELECTRON_VERSION: electron.version, VIRTU_ELECTRON_VENDOR: electron.vendor ? "1" : "0" };
  return new Promise((resolve) => {
    const [file = "", ...args] = script;
    const program = file === START && !args.includes("--visit") ? ["--snapshot-blob", join(root, "dist", "programs", "start.blob"), "start"] : ["--disable-warning=ExperimentalWarning", join(root, file)];
    const child = spawn(pinnedNode(root), [...program, ...args], { stdio: "inherit", env });
    // The terminal sends its signal to the whole group; the child ends in order and this process waits for it.
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => signal === "SIGINT" || child.kill(signal));
    child.on("error", () => resolve(1));
    child.on("exit", (code, signal) => resolve(code === null ? (signal === "SIGINT" ? 130 : 143) : code));
  });
}
