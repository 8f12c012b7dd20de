import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import type { ConfigurationFile } from "../../src/contract/configuration.ts";
import { startLineProcess, type LineProcess } from "./line-process.ts";
import { root } from "./root.ts";

type DevicesFile = NonNullable<ConfigurationFile["devices"]>;

/** The booth's devices as found at the start, and the rigs that stand in for those that are not there. */
export interface BoothDevices {
  readonly settings: DevicesFile;
  readonly rigs: Partial<Record<"barcode" | "scanner" | "printer", Rig>>;
  /** One sentence for each device: real, rig or absent. */
  readonly sentences: readonly string[];
  close(): Promise<void>;
}

/** A running rig and what it said when it was ready. */
export interface Rig {
  readonly process: LineProcess;
  readonly ready: Readonly<Record<string, unknown>>;
}

/** A rig starts a daemon or two; on a loaded two-core machine that has taken 6 s. */
const RIG_LIMIT_MS = 30_000;
/** `scanimage -f` asks every backend; USB scanners answer within 3 s. */
const SCANNER_LOOK_MS = 5_000;

/**
 * Looks which devices the machine has and starts rigs for the others.
 * @param configured devices that a configuration file names are taken as they are
 * @param folder on tmpfs, for the rigs' own files
 */
export async function findDevices(configured: DevicesFile | undefined, withRigs: boolean, folder: string): Promise<BoothDevices> {
  mkdirSync(folder, { recursive: true });
  const [barcode, scanner, printer] = await Promise.all([
    choose("bar-code reader", configured?.barcode, findBarcodeReader(), withRigs, () => startBarcodeRig(folder)),
    choose("scanner", configured?.scanner, await findScanner(), withRigs, () => startScannerRig(folder)),
    choose("printer", configured?.printer, await findPrinter(), withRigs, () => startPrinterRig(folder)),
  ]);
  const rigs = { ...(barcode.rig && { barcode: barcode.rig }), ...(scanner.rig && { scanner: scanner.rig }), ...(printer.rig && { printer: printer.rig }) };
  return {
    settings: { barcode: barcode.settings, scanner: scanner.settings, printer: printer.settings },
    rigs,
    sentences: [barcode.sentence, scanner.sentence, printer.sentence],
    close: async () => {
      await Promise.all(Object.values(rigs).map((rig) => rig.process.stop()));
    },
  };
}

interface Choice<S> {
  readonly settings: S | { readonly transport: "none" };
  readonly rig?: Rig;
  readonly sentence: string;
}

async function choose<S extends { transport: string }>(
  name: string,
  configured: S | undefined,
  found: S | null,
  withRigs: boolean,
  startRig: () => Promise<{ settings: S; rig: Rig } | null>,
): Promise<Choice<S>> {
  if (configured !== undefined && configured.transport !== "none") return { settings: configured, sentence: `${name}: as the configuration says (${configured.transport})` };
  if (found !== null) return { settings: found, sentence: `${name}: real` };
  const rig = withRigs ? await startRig() : null;
  if (rig !== null) return { settings: rig.settings, rig: rig.rig, sentence: `${name}: a rig that speaks the real protocol` };
  return { settings: { transport: "none" }, sentence: `${name}: absent${withRigs ? " (its rig could not be started)" : ""}` };
}

/** A USB reader in serial mode that names itself one; others are named in the configuration. */
function findBarcodeReader(): DevicesFile["barcode"] & { transport: "serial" } | null {
  const folder = "/dev/serial/by-id";
  const name = existsSync(folder) ? readdirSync(folder).find((entry) => /honeywell|metrologic|zebra|symbol|datalogic|bar_?code/i.test(entry)) : undefined;
  return name === undefined ? null : { transport: "serial", path: join(folder, name) };
}

/** Asks SANE only on a machine that has a USB bus with devices: asking takes seconds. */
async function findScanner(): Promise<(DevicesFile["scanner"] & { transport: "sane" }) | null> {
  const bus = "/sys/bus/usb/devices";
  if (!existsSync(bus) || !readdirSync(bus).some((entry) => /^[0-9]+-[0-9]/.test(entry))) return null;
  const child = spawn("scanimage", ["-f", "%d%n"], { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, LC_ALL: "C" }, timeout: SCANNER_LOOK_MS });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text = (text + chunk.toString("utf8")).slice(0, 4_000)));
  await new Promise((resolve) => child.once("close", resolve).once("error", resolve));
  // Webcams and cameras call themselves scanners too.
  const device = text.split("\n").find((line) => line !== "" && !/^(v4l|gphoto2):/.test(line));
  return device === undefined ? null : { transport: "sane", device };
}

/** The default queue of a CUPS server on this machine. */
async function findPrinter(): Promise<(DevicesFile["printer"] & { transport: "ipp" }) | null> {
  if (!existsSync("/run/cups/cups.sock")) return null;
  const name = await new Promise<string | null>((resolve) => {
    const asked = request("http://localhost:631/printers/", { timeout: 2_000 }, (reply) => {
      let page = "";
      reply.on("data", (chunk: Buffer) => (page = (page + chunk.toString("utf8")).slice(0, 100_000)));
      reply.on("end", () => resolve(/HREF="\/printers\/([^"/]+)"/i.exec(page)?.[1] ?? null));
    });
    asked.on("error", () => resolve(null)).on("timeout", () => asked.destroy()).end();
  });
  return name === null ? null : { transport: "ipp", url: `http://localhost:631/printers/${name}` };
}

async function startRig(entry: string, args: readonly string[]): Promise<Rig | null> {
  const process_ = startLineProcess(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "src/devices/rigs", entry), ...args], process.env);
  const ready = await process_.waitFor(() => true, RIG_LIMIT_MS);
  if (ready !== null) return { process: process_, ready };
  await process_.stop();
  return null;
}

async function startBarcodeRig(folder: string): Promise<{ settings: DevicesFile["barcode"] & { transport: "serial" }; rig: Rig } | null> {
  const [path, input] = [join(folder, "barcode-line"), join(folder, "barcode-input")];
  const rig = await startRig("serial-reader-rig-main.ts", ["--link", path, "--input", input]);
  return rig === null ? null : { settings: { transport: "serial", path, rig: true }, rig: { ...rig, ready: { path, input } } };
}

async function startScannerRig(folder: string): Promise<{ settings: DevicesFile["scanner"] & { transport: "sane" }; rig: Rig } | null> {
  const rig = await startRig("scanner-escl-main.ts", ["--port", "0", "--folder", join(folder, "scanner")]);
  return rig === null ? null : { settings: { transport: "sane", configFolder: text(rig, "configFolder"), rig: true }, rig };
}

async function startPrinterRig(folder: string): Promise<{ settings: DevicesFile["printer"] & { transport: "ipp" }; rig: Rig } | null> {
  const spool = join(folder, "printer");
  mkdirSync(spool, { recursive: true });
  const rig = await startRig("printer-ipp-main.ts", ["--spool", spool, "--cups"]);
  return rig === null ? null : { settings: { transport: "ipp", url: text(rig, "url"), rig: true }, rig };
}

function text(rig: Rig, field: string): string {
  const value = rig.ready[field];
  if (typeof value !== "string") throw new Error(`the rig did not say its ${field}`);
  return value;
}
