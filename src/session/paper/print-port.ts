import { rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { DeviceHostClient } from "../device-host-client/client.ts";
import type { Documents } from "../documents/documents.ts";
import { scannedSize, writePdf, type PdfPage } from "../pdf/pages.ts";
import { testPage } from "../staff/test-page.ts";
import type { PrintJob, VisitPorts } from "../visit/ports.ts";

export interface PrintPortDeps {
  readonly work: string;
  readonly devices: () => DeviceHostClient | null;
  readonly documents: Documents;
  readonly version: string;
}

type PrintPort = Pick<VisitPorts, "print" | "cancelPrint">;

interface Printable {
  readonly file: string;
  readonly pages: number;
  /** Made for this job alone and removed with it. */
  readonly temporary: boolean;
}

const printerError = (error: CodedError): CodedError => {
  switch (error.code) {
    case "device-host/gone":
    case "device-host/timed-out":
      return { code: "printer/not-answering" };
    case "device-host/given-up":
      return { code: "printer/absent" };
    case "device-host/bad-reply":
      return { code: "printer/bad-reply" };
    default:
      return error;
  }
};

export function createPrintPort(deps: PrintPortDeps): PrintPort {
  const cancelled = new Set<string>();

  const temporary = async (jobId: string, pages: readonly PdfPage[]): Promise<Result<Printable>> => {
    const file = join(deps.work, `${jobId}.pdf`);
    const written = await writePdf(file, pages);
    return written.ok ? ok({ file, pages: pages.length, temporary: true }) : written;
  };
  const printableOf = async ({ jobId, source }: PrintJob): Promise<Result<Printable>> => {
    switch (source.kind) {
      case "document": {
        const file = await deps.documents.printable(source.documentId);
        return file.ok ? ok({ ...file.value, temporary: false }) : file;
      }
      case "copy":
        return temporary(jobId, source.pages.map((page) => ({
          kind: "jpeg", file: page.file, rotation: page.rotation, size: scannedSize(page.widthPx, page.heightPx, page.dpi),
        })));
      case "test-page":
        return temporary(jobId, testPage(deps.version));
    }
  };
  const ask = async (client: DeviceHostClient, job: PrintJob, file: Printable, signal: AbortSignal): Promise<Result<{ readonly pagesDone: number | null }>> => {
    const cancel = (): void => void client.request("printer.cancel", { jobId: job.jobId });
    if (signal.aborted || cancelled.has(job.jobId)) return err("printer/cancelled");
    signal.addEventListener("abort", cancel, { once: true });
    const result = await client.request("printer.print", { jobId: job.jobId, file: file.file, pages: file.pages, ...job.options });
    signal.removeEventListener("abort", cancel);
    return result.ok ? result : { ok: false, error: printerError(result.error) };
  };

  return {
    print: async (job, signal) => {
      const client = deps.devices();
      if (client === null) return err("printer/absent");
      const file = await printableOf(job);
      if (!file.ok) return file;
      const result = await ask(client, job, file.value, signal);
      if (file.value.temporary) await rm(file.value.file, { force: true }).catch(() => undefined);
      if (result.ok && job.source.kind === "document") deps.documents.markPrinted(job.source.documentId);
      cancelled.delete(job.jobId);
      return result;
    },
    cancelPrint: (jobId) => {
      cancelled.add(jobId);
      void deps.devices()?.request("printer.cancel", { jobId });
    },
  };
}
