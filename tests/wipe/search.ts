import { lstatSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { BoothUnderTest } from "../support/booth-under-test.ts";
import type { Channel } from "./canaries.ts";
import { familyOf, processes } from "./processes.ts";
import { filesBelow, scanFile, scanProcess, scanProcessFace, type Hit, type Wanted } from "./scan.ts";

/** What a search of the whole booth looked at and found. */
export interface Search {
  readonly hits: readonly Hit[];
  readonly processes: number;
  readonly files: number;
  readonly ms: number;
}

/** Whose memory is looked into, with the name that a reader of the test's output knows it by. */
interface Living {
  readonly pid: number;
  readonly role: string;
}

const zeros = (pid: number, file: "cmdline" | "environ"): string[] => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1").split("\0");
  } catch {
    return [];
  }
};

/** Chromium sets its command line anew, with spaces. */
function roleOf(pid: number, corePid: number): string {
  if (pid === corePid) return "core";
  const line = zeros(pid, "cmdline").join(" ");
  if (line.includes("session-process")) return "session";
  if (line.includes("device-host")) return "device-host";
  const type = /--type=([a-z-]+)/.exec(line)?.[1];
  if (type === "utility") return `shell ${/--utility-sub-type=[a-z_]+\.mojom\.([A-Za-z]+)/.exec(line)?.[1] ?? "utility"}`;
  if (type !== undefined) return `shell ${type}`;
  return line.includes("--user-data-dir") ? "shell main" : (line.split(" ")[0] ?? "");
}

/** Core, sessions, device hosts, shells, and whoever of them has lost its parent: told by the core's family, the mark in the environment, the profile. */
export function boothProcesses(booth: BoothUnderTest): number[] {
  const core = booth.booth.core.child.pid;
  const { runtimeFolder } = booth.booth;
  const isOurs = (pid: number): boolean =>
    zeros(pid, "environ").includes(`VIRTU_RUNTIME=${runtimeFolder}`) || zeros(pid, "cmdline").some((argument) => argument.includes(`${runtimeFolder}/`));
  const marked = processes().filter(({ pid }) => isOurs(pid)).map(({ pid }) => pid);
  return [...new Set([...(core === undefined ? [] : familyOf(core)), ...marked.flatMap(familyOf)])];
}

/** The living processes of the booth that play a part: `device-host`, `session`, `shell renderer` and so on. */
export const playing = (booth: BoothUnderTest, role: string): number[] => boothProcesses(booth).filter((pid) => roleOf(pid, booth.booth.core.child.pid ?? 0) === role);

/** The server of the virtual display, a child of the test: titles and clipboards pass through it. */
const displayServer = (): number[] => processes().filter(({ pid, parent }) => parent === process.pid && zeros(pid, "cmdline")[0] === "Xvfb").map(({ pid }) => pid);

/** The print server of the rig; the booth's own machine has it on the appliance. */
export function cupsProcess(booth: BoothUnderTest): number {
  const rig = booth.booth.devices.rigs.printer?.process.child.pid ?? 0;
  const cupsd = familyOf(rig).find((pid) => zeros(pid, "cmdline")[0]?.endsWith("cupsd") === true);
  if (cupsd === undefined) throw new Error("there is no CUPS rig");
  return cupsd;
}

/** The print server's spool, cache, state and log. */
export function cupsFolder(booth: BoothUnderTest): string {
  const line = zeros(cupsProcess(booth), "cmdline");
  return dirname(dirname(line[line.indexOf("-c") + 1] ?? ""));
}

/** The printer behind CUPS is hardware: its own spool and the paper that came out. */
export const paperFolder = (booth: BoothUnderTest): string => join(dirname(booth.booth.runtimeFolder), "rigs/printer");

/** Written since then; a copy of an older file that kept its time is the installation's, not the visit's. */
const newerThan = (since: number) => (file: string): boolean => {
  try {
    return lstatSync(file).mtimeMs >= since;
  } catch {
    return false;
  }
};

/** Where anything of a visit could lie on this machine: the booth's own folders whole, common ones as far as they are newer than `since`. */
function filesOf(booth: BoothUnderTest, since: number): string[] {
  const own = [dirname(booth.booth.runtimeFolder), booth.booth.stateFolder, cupsFolder(booth)];
  const paper = (path: string): boolean => path === paperFolder(booth);
  const otherBooth = (path: string): boolean => own.includes(path) || /^\/dev\/shm\/virtu-(booth|cups)-/.test(path);
  const common = ["/tmp", "/var/tmp", "/dev/shm", "/var/log", "/var/spool", ...[".cache", ".config", ".local", ".cups", ".pki", ".sane"].map((name) => join(homedir(), name))];
  return [...new Set([...own.flatMap((folder) => filesBelow(folder, paper)), ...common.flatMap((folder) => filesBelow(folder, otherBooth)).filter(newerThan(since))])];
}

/**
 * Looks for canaries in the memory of every process of the booth and of the display's server, in the command line and environment of every
 * process of the machine, and in every file of the booth, of CUPS, and of the machine's common folders that is newer than `since` (ms since 1970).
 * The processes of the test itself and of the rigs (outside hardware, and CUPS's two programs) are not looked into.
 */
export function searchBooth(booth: BoothUnderTest, wanted: Wanted, since: number): Search {
  return search(booth, wanted, filesOf(booth, since));
}

/** Memory alone, where time counts. */
export const searchMemory = (booth: BoothUnderTest, wanted: Wanted): Search => search(booth, wanted, []);

function search(booth: BoothUnderTest, wanted: Wanted, files: readonly string[]): Search {
  const start = performance.now();
  const core = booth.booth.core.child.pid ?? 0;
  const living: Living[] = [
    ...boothProcesses(booth).map((pid) => ({ pid, role: roleOf(pid, core) })),
    ...displayServer().map((pid) => ({ pid, role: "display" })),
  ];
  const looked = new Set(living.map(({ pid }) => pid));
  const others = processes().filter(({ pid }) => !looked.has(pid));
  const hits = [
    ...living.flatMap(({ pid, role }) => scanProcess(wanted, pid).map((hit) => ({ ...hit, place: `${role} ${hit.place}` }))),
    ...others.flatMap(({ pid }) => scanProcessFace(wanted, pid)),
    ...files.flatMap((file) => scanFile(wanted, file)),
  ];
  return { hits, processes: living.length, files: files.length, ms: Math.round(performance.now() - start) };
}

/** Which channels were found, each with the kinds of places. */
export function foundIn(search: Search): Map<Channel, string[]> {
  const found = new Map<Channel, Set<string>>();
  for (const { channel, place, in: where } of search.hits) {
    if (channel === null) continue;
    const kind = where === "memory" ? place.replace(/ [0-9]+.*$/, "") : where;
    found.set(channel, (found.get(channel) ?? new Set()).add(kind));
  }
  return new Map([...found].map(([channel, kinds]) => [channel, [...kinds].sort()]));
}

/** Hits as lines that fit a failed test's message: each place once. */
export const placesOf = (search: Search): string[] =>
  [...new Set(search.hits.map(({ place, encoding, channel, in: where }) => `${channel ?? "?"} as ${encoding}, ${where}: ${place}`))].slice(0, 60);
