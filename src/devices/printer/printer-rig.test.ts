import { execFileSync } from "node:child_process";
import { startCupsRig } from "../rigs/printer-cups-rig.ts";
import { startIppPrinterRig, type IppPrinterRig } from "../rigs/printer-ipp-rig.ts";
import type { Result } from "../../contract/result.ts";
import { describePrinter, type Paper, type PrinterBench } from "./printer-contract.ts";

const started = <T>(rig: Result<T>): T => {
  if (!rig.ok) throw new Error(JSON.stringify(rig.error));
  return rig.value;
};

/** pdftotext ends each page with a form feed. A blank back of a duplex job is a page without text. */
const textsOf = (file: string): string[] =>
  execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).split("\f").map((page) => page.trim()).filter((page) => page !== "");

/** Copies that the queue did not make, the printer does: set by set. */
function paperOf(rig: IppPrinterRig, file: string): Paper {
  const { jobName = "", user = "", sides = "", media = "", copies } = rig.ticketOf(file);
  const texts = textsOf(file);
  return { jobName, user, sides, media, texts: Array.from({ length: Number(copies) }, () => texts).flat() };
}

const benchOf = (rig: IppPrinterRig, url: string, closeQueue: () => Promise<void>): PrinterBench => ({
  url,
  haste: 6,
  setFault: ({ reasons = [], abort = false, slow = false }) => rig.setFault({ reasons: [...reasons], abort, pageMs: slow ? 400 : 0 }),
  paper: () => Promise.resolve(rig.printedFiles().map((file) => paperOf(rig, file))),
  unplug: () => rig.unplug(),
  replug: async () => void started(await rig.replug()),
  close: async () => {
    await closeQueue();
    await rig.close();
  },
});

describePrinter("ippeveprinter", async () => {
  const rig = started(await startIppPrinterRig());
  return benchOf(rig, rig.url, () => Promise.resolve());
});

describePrinter("CUPS before ippeveprinter", async () => {
  const rig = started(await startIppPrinterRig());
  const cups = started(await startCupsRig({ printerUrl: rig.url }));
  return benchOf(rig, cups.url, () => cups.close());
});
