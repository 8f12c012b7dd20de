import type { DeviceFinding } from "../../contract/devices.ts";
import { A4, capabilitiesOf } from "./job-template.ts";
import type { IppClient } from "./ipp-client.ts";
import { lookAtPrinter } from "./whole-printer.ts";
import { blocksPrinting, type PrinterFacts, type PrinterReason, type Supply } from "./printer-facts.ts";

type Check = DeviceFinding["check"];
type Finding = Pick<DeviceFinding, "outcome" | "found">;

const inOrder: readonly Check[] = ["configured", "found", "answers", "media", "consumables", "capabilities"];
const skipped: Finding = { outcome: "skipped", found: null };

const findings = (found: Partial<Record<Check, Finding>>): DeviceFinding[] =>
  inOrder.map((check) => ({ kind: "printer", check, ...(found[check] ?? skipped) }));

/** A booth without a printer. */
export const notConfigured = (): DeviceFinding[] => findings({ configured: { outcome: "skipped", found: "none" } });

/** The staff page's numbered checks, in the contract's order. */
export async function checkPrinter(client: IppClient, openClient: (url: string) => IppClient): Promise<DeviceFinding[]> {
  const configured: Finding = { outcome: "ok", found: "ipp" };
  const printer = await lookAtPrinter(client, openClient);
  if (!printer.ok) {
    const failed: Finding = { outcome: "failed", found: printer.error.code };
    const isAbsent = printer.error.code === "printer/absent";
    return findings({ configured, ...(isAbsent ? { found: failed } : { found: { outcome: "ok", found: null }, answers: failed }) });
  }
  const { queue, device, reasons } = printer.value;
  const found: Finding = { outcome: "ok", found: (device ?? queue).model };
  if (device === null) return findings({ configured, found, answers: { outcome: "failed", found: "printer/not-answering" } });
  return findings({
    configured,
    found,
    answers: answersOf(queue, reasons),
    media: mediaOf(device, reasons),
    consumables: suppliesOf(device.supplies, reasons),
    capabilities: { outcome: "ok", found: capabilityWords(queue) },
  });
}

const firstOf = (reasons: readonly PrinterReason[], wanted: readonly PrinterReason[]): PrinterReason | undefined =>
  reasons.find((reason) => wanted.includes(reason));

function answersOf(queue: PrinterFacts, reasons: readonly PrinterReason[]): Finding {
  if (!queue.accepting) return { outcome: "failed", found: "not-accepting" };
  // A queue that CUPS has stopped after an error stays so until `cupsenable`.
  if (queue.state === "stopped") return { outcome: "failed", found: "stopped" };
  const elsewhere = [...mediaReasons, ...supplyReasons];
  const blocker = reasons.find((reason) => blocksPrinting(reason) && !elsewhere.includes(reason));
  return blocker === undefined ? { outcome: "ok", found: queue.state } : { outcome: "failed", found: blocker };
}

const mediaReasons: readonly PrinterReason[] = ["media-empty", "media-jam", "input-tray-missing", "media-low"];
const supplyReasons: readonly PrinterReason[] = ["toner-empty", "toner-low"];

function mediaOf(device: PrinterFacts, reasons: readonly PrinterReason[]): Finding {
  const reason = firstOf(reasons, mediaReasons);
  if (reason !== undefined) return { outcome: reason === "media-low" ? "warning" : "failed", found: reason };
  // CUPS does not know what lies in the trays; its media-ready lists what the driver could take.
  if (device.mediaReady !== null && !device.mediaReady.includes(A4)) return { outcome: "failed", found: device.mediaReady[0] ?? "none" };
  return { outcome: "ok", found: device.mediaReady === null ? null : A4 };
}

function suppliesOf(supplies: readonly Supply[], reasons: readonly PrinterReason[]): Finding {
  const left = supplies.flatMap(({ kind, level }) => (level === null ? [] : [kind === "filled" ? 100 - level : level]));
  const lowest = left.length === 0 ? null : Math.min(...left);
  const reason = firstOf(reasons, supplyReasons);
  if (reason === "toner-empty") return { outcome: "failed", found: reason };
  if (reason !== undefined) return { outcome: "warning", found: lowest === null ? reason : `${lowest} %` };
  return lowest === null ? skipped : { outcome: "ok", found: `${lowest} %` };
}

function capabilityWords(queue: PrinterFacts): string {
  const { duplex, colour } = capabilitiesOf(queue);
  return [...(duplex ? ["duplex"] : []), ...(colour ? ["colour"] : []), "A4"].join(", ");
}
