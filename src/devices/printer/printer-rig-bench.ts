import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import type { Result } from "../../contract/result.ts";
import type { IppPrinterRig } from "../rigs/printer-ipp-rig.ts";
import { systemClock } from "../clock.ts";
import { openIppClient } from "./ipp-client.ts";
import type { Paper, PrinterBench } from "./printer-contract.ts";

/** A rig that does not start is a failed test run, with its reason. */
export const started = <T>(rig: Result<T>): T => {
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

async function isIdle(rig: IppPrinterRig): Promise<boolean> {
  const printer = await openIppClient(rig.url, { clock: systemClock }).getPrinter();
  return printer.ok && printer.value.state === "idle";
}

/** A bench whose paper comes out of `rig`, whatever the booth prints to. */
export const benchOf = (rig: IppPrinterRig, url: string, closeQueue: () => Promise<void>): PrinterBench => ({
  url,
  haste: 10,
  setFault: ({ reasons = [], abort = false, slow = false }) => rig.setFault({ reasons: [...reasons], abort, pageMs: slow ? 300 : 0 }),
  paper: () => Promise.resolve(rig.printedFiles().map((file) => paperOf(rig, file))),
  rest: () => expect.poll(() => isIdle(rig), { timeout: 10_000 }).toBe(true),
  unplug: () => rig.unplug(),
  replug: async () => void started(await rig.replug()),
  close: async () => {
    await closeQueue();
    await rig.close();
  },
});
