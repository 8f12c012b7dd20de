import { ok, type Result } from "../../contract/result.ts";
import type { IppClient } from "./ipp-client.ts";
import type { PrinterError } from "./ipp-http.ts";
import { blocksPrinting, type PrinterFacts, type PrinterReason } from "./printer-facts.ts";

/**
 * What the booth prints to, and the printer itself. With CUPS these are two: the queue learns of the printer's state only while
 * it prints, with seconds of delay, and shows what it learnt last until the next job. So the printer is asked as well.
 */
export interface WholePrinter {
  readonly queue: PrinterFacts;
  /** The same as `queue` where there is no queue, or none that says where its printer is; null: it does not answer. */
  readonly device: PrinterFacts | null;
  readonly reasons: readonly PrinterReason[];
}

export async function lookAtPrinter(
  client: IppClient,
  openClient: (url: string) => IppClient,
  signal?: AbortSignal,
): Promise<Result<WholePrinter, PrinterError>> {
  const queue = await client.getPrinter(signal);
  if (!queue.ok) return queue;
  const { behind } = queue.value;
  const device = behind === null ? queue : await openClient(behind).getPrinter(signal);
  const reasons: PrinterReason[] = device.ok ? [...device.value.reasons] : ["not-answering"];
  // Stopped without a word: `cupsdisable`, or an error policy that stops the queue.
  if (queue.value.state === "stopped" && !reasons.some(blocksPrinting)) reasons.push("paused");
  return ok({ queue: queue.value, device: device.ok ? device.value : null, reasons });
}
