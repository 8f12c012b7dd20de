// @ts-check
import { existsSync } from "node:fs";
import { SetUpProblem, fetchProblem, say } from "./problem.mjs";
import { runTool } from "./run-tool.mjs";

/** Which Debian package the booth needs for what. */
const FOR_RUNNING = {
  "libgtk-3-0": "Electron", "libnss3": "Electron", "libasound2": "Electron", "libgbm1": "Electron", "libxss1": "Electron", "libxtst6": "Electron",
  "xvfb": "a display where there is none", "x11-utils": "asking whether a display answers",
  "sane-utils": "scanning", "sane-airscan": "network scanners and the scanner rig",
  "cups": "printing", "cups-client": "printing", "cups-filters": "printing", "cups-ipp-utils": "the printer rig", "avahi-daemon": "the printer rig", "dbus": "the printer rig",
  "socat": "the bar-code reader rig", "poppler-utils": "pictures of PDF pages", "espeak-ng": "reading aloud", "fonts-dejavu-core": "letters in embedded pages",
};
const FOR_TESTING = { "xdotool": "keys and touches", "xclip": "looking into the clipboards", "qpdf": "looking into PDF files", "procps": "process lists" };

const APT_LIMIT_MS = 30 * 60_000;

/**
 * @typedef {{ wanted: readonly string[], missing: readonly string[] }} DebianPackages
 */

/**
 * Asks which are missing.
 * @param {"run" | "test"} purpose
 * @returns {Promise<DebianPackages>}
 */
export async function lookForDebianPackages(purpose) {
  const wanted = Object.keys(purpose === "test" ? { ...FOR_RUNNING, ...FOR_TESTING } : FOR_RUNNING);
  return { wanted, missing: await missingOf(wanted) };
}

/**
 * As root installs what is missing; otherwise says which one line does it.
 * @param {DebianPackages} packages
 */
export async function debianPackages({ wanted, missing }) {
  if (!existsSync("/usr/bin/dpkg-query")) throw new SetUpProblem("This is not Debian: the booth is made for Debian 12.");
  if (missing.length === 0) return;
  if (process.getuid === undefined || process.getuid() !== 0) {
    throw new SetUpProblem(`Debian packages are missing; install them with this line and start again:\nsudo apt-get install --no-install-recommends ${missing.join(" ")}`);
  }
  say(`Debian packages: installing ${missing.join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  const update = await runTool("apt-get", ["update", "-q"], { env, limitMs: APT_LIMIT_MS });
  if (update.code !== 0) throw fetchProblem("the list of Debian packages", update.output);
  const install = await runTool("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing], { env, limitMs: APT_LIMIT_MS });
  if (install.code !== 0) throw fetchProblem("the Debian packages", install.output);
  const still = await missingOf(wanted);
  if (still.length > 0) throw new SetUpProblem(`These Debian packages could not be installed: ${still.join(" ")}. Run "apt-get install ${still.join(" ")}" and look at what it says.`);
}

/** @param {readonly string[]} names */
async function missingOf(names) {
  const result = await runTool("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\\n", ...names], { limitMs: 30_000 });
  const installed = new Set(result.output.split("\n").filter((line) => line.endsWith(" installed")).map((line) => line.split(" ")[0]));
  return names.filter((name) => !installed.has(name));
}
