import { execFile } from "node:child_process";
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "../../contract/result.ts";
import { systemClock } from "../clock.ts";
import { openIppClient } from "../printer/ipp-client.ts";
import { freePort, newRigFolder, rigEnvironment, startProcess, untilReady, type RigError } from "./printer-rig-process.ts";

/**
 * A private cupsd with one queue, `virtu`, to an IPP Everywhere printer: the appliance's own configuration (build/cups) with
 * other paths and another port. It always runs without privilege: started by root it becomes `lp`, since cupsd refuses to run
 * its filters as root; started by anybody else it stays who it is.
 */
export interface CupsRig {
  readonly url: string;
  /** Configuration, cache, state, logs and spool; all removed by {@link CupsRig.close}. */
  readonly folder: string;
  /** Documents, control files and filters' temporaries that lie in the spool now. */
  spoolFiles(): string[];
  close(): Promise<void>;
}

const CONFIGURATION = join(import.meta.dirname, "../../../build/cups");
const QUEUE = "virtu";

/** `printerUrl` is the printer's `http:` address, as {@link IppPrinterRig.url} says it. */
export async function startCupsRig(options: { readonly printerUrl: string; readonly port?: number | undefined }): Promise<Result<CupsRig, RigError>> {
  const folder = newRigFolder("cups");
  const port = options.port ?? (await freePort());
  const owner = cupsUser();
  writeConfiguration(folder, port, owner);
  const identity = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  const remove = (): void => rmSync(folder, { recursive: true, force: true });

  const cupsd = await startProcess("cupsd", ["-f", "-c", join(folder, "etc/cupsd.conf"), "-s", join(folder, "etc/cups-files.conf")], {
    ...identity,
    env: rigEnvironment(),
  });
  if (!cupsd.ok) {
    remove();
    return cupsd;
  }
  const close = async (): Promise<void> => {
    await cupsd.value.kill("SIGTERM");
    remove();
  };
  const socket = join(folder, "state/cups.sock");
  const listening = await untilReady(cupsd.value, () => Promise.resolve(isSocket(socket)));
  const queued = listening.ok ? await addQueue(socket, options.printerUrl, identity) : listening;
  if (!queued.ok) {
    await close();
    return queued;
  }
  const url = `http://localhost:${port}/printers/${QUEUE}`;
  const client = openIppClient(url, { clock: systemClock });
  // Where the printer's attributes do not suffice, lpadmin makes a raw queue that filters nothing, and calls that a success.
  const ready = await untilReady(cupsd.value, async () => {
    const printer = await client.getPrinter();
    return printer.ok && printer.value.model?.endsWith("IPP Everywhere") === true;
  });
  if (!ready.ok) {
    remove();
    return ready;
  }
  return ok({
    url,
    folder,
    spoolFiles: () =>
      readdirSync(join(folder, "spool"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name).sort(),
    close,
  });
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
}

/** `lp` for root, else oneself. */
function cupsUser(): Owner {
  const lines = (file: string): string[][] => readFileSync(file, "utf8").split("\n").map((line) => line.split(":"));
  const users = lines("/etc/passwd");
  const own = process.getuid?.() ?? 0;
  const entry = users.find(([name, , uid]) => (own === 0 ? name === "lp" : uid === String(own)));
  const uid = Number(entry?.[2] ?? own);
  const gid = Number(entry?.[3] ?? process.getgid?.() ?? 0);
  const group = lines("/etc/group").find(([, , id]) => id === String(gid))?.[0] ?? String(gid);
  return { uid, gid, user: entry?.[0] ?? String(uid), group };
}

/** The appliance's files with the lines changed that name places of the machine. */
function writeConfiguration(folder: string, port: number, owner: Owner): void {
  for (const name of ["etc", "etc/ppd", "spool", "spool/tmp", "cache", "state", "state/certs", "log"]) mkdirSync(join(folder, name));
  const cupsd = readFileSync(join(CONFIGURATION, "cupsd.conf"), "utf8")
    .replace(/^Listen localhost:631$/m, `Listen localhost:${port}`)
    .replace(/^Listen \/run\/cups\/cups\.sock$/m, `Listen ${join(folder, "state/cups.sock")}`);
  const files = readFileSync(join(CONFIGURATION, "cups-files.conf"), "utf8")
    .replace(/^SystemGroup .*$/m, `SystemGroup ${owner.group}`)
    .replace(/^ErrorLog .*$/m, `ErrorLog ${join(folder, "log/error_log")}`);
  const places = [
    `User ${owner.user}`, `Group ${owner.group}`, `ServerRoot ${join(folder, "etc")}`, `RequestRoot ${join(folder, "spool")}`,
    `TempDir ${join(folder, "spool/tmp")}`, `CacheDir ${join(folder, "cache")}`, `StateDir ${join(folder, "state")}`,
    `PageLog ${join(folder, "log/page_log")}`, "",
  ];
  writeFileSync(join(folder, "etc/cupsd.conf"), cupsd);
  writeFileSync(join(folder, "etc/cups-files.conf"), `${files}\n${places.join("\n")}`);
  if (process.getuid?.() !== 0) return;
  chownSync(folder, owner.uid, owner.gid);
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) chownSync(join(folder, entry), owner.uid, owner.gid);
}

/** As root does it on an appliance; cupsd knows by the socket who asks. */
async function addQueue(socket: string, printerUrl: string, identity: { uid?: number; gid?: number }): Promise<Result<null, RigError>> {
  const device = printerUrl.replace(/^http/, "ipp");
  try {
    await promisify(execFile)("lpadmin", ["-h", socket, "-p", QUEUE, "-E", "-v", device, "-m", "everywhere"], { ...identity, env: rigEnvironment(), timeout: 20_000 });
    return ok(null);
  } catch (error) {
    const words = error instanceof Error ? error.message.slice(-190) : "";
    return err("rig/did-not-start", { words });
  }
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
}
