import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ok, type Result } from "../../contract/result.ts";
import { systemClock } from "../clock.ts";
import { openIppClient } from "../printer/ipp-client.ts";
import { startDnssdStandIn } from "./printer-dnssd-stand-in.ts";
import { soundPrinter, writeFault, type PrinterFault } from "./printer-fault-file.ts";
import { freePort, newRigFolder, rigEnvironment, startProcess, untilReady, type RigError, type RigProcess } from "./printer-rig-process.ts";

/** An IPP Everywhere printer with duplex and A4 paper: `ippeveprinter` of CUPS. Needs no privilege, no D-Bus and no Avahi. */
export interface IppPrinterRig {
  readonly url: string;
  /** Everything of the printer: its fault file, its spool, and `printed`. */
  readonly spoolFolder: string;
  /** What came out as paper, in order: PDF files as the printer got them. An aborted or cancelled job leaves none. */
  printedFiles(): string[];
  /** What the printer was told about a printed file: name, user, copies, sides, media, colour. */
  ticketOf(printedFile: string): Record<string, string>;
  /** Replaces what is wrong with the printer; what is not named is well. */
  setFault(fault: Partial<PrinterFault>): Promise<void>;
  /** Per cent of black left; the other colours stay at 50. */
  setToner(level: number): Promise<void>;
  /** The power cord: whatever it was printing is gone. */
  unplug(): Promise<void>;
  replug(): Promise<Result<null, RigError>>;
  /** Ends all processes and removes the folder, if the rig made it. */
  close(): Promise<void>;
}

export interface IppPrinterRigOptions {
  readonly port?: number | undefined;
  /** An existing folder, best on a tmpfs; stays after {@link IppPrinterRig.close}. */
  readonly spoolFolder?: string | undefined;
}

/** Fills tray 1 (`main`) with so many sheets of A4, and tray 2 (`photo`) with enough, through the printer's own web form: its panel. */
const trayForm = (sheets: number): string =>
  `/media?size1=iso_a4_210x297mm&type1=stationery&level1=${sheets}&size2=iso_a6_105x148mm&type2=photographic-glossy&level2=25`;
const FULL_TRAY = 250;
const ticketSchema = z.record(z.string(), z.string());

export async function startIppPrinterRig(options: IppPrinterRigOptions = {}): Promise<Result<IppPrinterRig, RigError>> {
  const folder = options.spoolFolder ?? newRigFolder("printer");
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}/ipp/print`;
  const faultFile = join(folder, "fault.json");
  for (const name of ["printed", "spool"]) mkdirSync(join(folder, name), { recursive: true });
  writeFault(faultFile, soundPrinter);
  const bus = await startDnssdStandIn(join(folder, `bus-${process.pid}`));

  let printer: RigProcess | null = null;
  const panel = async (path: string): Promise<void> => {
    const page = await fetch(new URL(path, url));
    await page.arrayBuffer();
  };
  const replug = async (): Promise<Result<null, RigError>> => {
    const started = await startPrinter(port, folder, { VIRTU_RIG_FOLDER: folder, VIRTU_RIG_URL: url, DBUS_SYSTEM_BUS_ADDRESS: bus.busAddress });
    if (!started.ok) return started;
    printer = started.value;
    const client = openIppClient(url, { clock: systemClock });
    const ready = await untilReady(started.value, async () => (await client.getPrinter()).ok);
    if (ready.ok) await panel(trayForm(FULL_TRAY));
    return ready;
  };
  const unplug = async (): Promise<void> => {
    await printer?.kill("SIGKILL");
    printer = null;
  };
  const close = async (): Promise<void> => {
    await unplug();
    await bus.close();
    if (options.spoolFolder === undefined) rmSync(folder, { recursive: true, force: true });
  };

  const started = await replug();
  if (!started.ok) {
    await close();
    return started;
  }
  return ok({
    url,
    spoolFolder: folder,
    printedFiles: () => readdirSync(join(folder, "printed")).filter((name) => name.endsWith(".pdf")).sort().map((name) => join(folder, "printed", name)),
    ticketOf: (file) => ticketSchema.parse(JSON.parse(readFileSync(`${file}.json`, "utf8"))),
    setFault: async (fault) => {
      const whole = { ...soundPrinter, ...fault };
      writeFault(faultFile, whole);
      await panel(trayForm(whole.reasons.includes("media-empty") ? 0 : FULL_TRAY));
    },
    setToner: (level) => panel(`/supplies?supply0=25&supply1=${level}&supply2=50&supply3=50&supply4=50`),
    unplug,
    replug,
    close,
  });
}

/** PDF passes through; CUPS 2.4 makes a queue only for a printer that takes a raster format as well, and then prefers PDF. */
const FORMATS = "application/pdf,image/pwg-raster";

/** The command's environment is the printer's own, with each attribute of the job added as `IPP_…`. */
function startPrinter(port: number, folder: string, environment: Readonly<Record<string, string>>): Promise<Result<RigProcess, RigError>> {
  return startProcess(
    "ippeveprinter",
    [
      "-2", "-p", String(port), "-n", "localhost", "-d", join(folder, "spool"), "-f", FORMATS, "-s", "20,20",
      "-M", "Virtu", "-m", "Rig", "-c", join(import.meta.dirname, "printer-ipp-command.sh"), "Virtu rig",
    ],
    { env: { ...rigEnvironment(), VIRTU_RIG_NODE: process.execPath, ...environment } },
  );
}
