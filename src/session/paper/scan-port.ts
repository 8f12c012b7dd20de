import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ScannedPage } from "../../contract/devices.ts";
import { err, type CodedError, type Result } from "../../contract/result.ts";
import type { DeviceHostClient } from "../device-host-client/client.ts";
import type { VisitContext, WorldEvent } from "../visit/context.ts";
import type { DraftFile } from "../visit/draft-file.ts";
import type { VisitPorts } from "../visit/ports.ts";

export interface ScanPortDeps {
  readonly scans: string;
  readonly devices: () => DeviceHostClient | null;
  readonly uuid: () => string;
  readonly send: (event: WorldEvent) => void;
  readonly context: () => VisitContext;
}

export interface ScanPort {
  readonly scan: VisitPorts["scan"];
  readonly forgetPages: VisitPorts["forgetPages"];
  /** A page that the device host announces; one that no job waits for any more is removed at once. */
  page(page: ScannedPage): void;
}

/** The device host's own failures in the scanner's words: a person has one scanner, not a host. */
const scannerError = (error: CodedError): CodedError => {
  switch (error.code) {
    case "device-host/gone":
      return { code: "scanner/io", detail: { host: "gone" } };
    case "device-host/given-up":
      return { code: "scanner/absent", detail: { host: "given-up" } };
    case "device-host/timed-out":
      return { code: "scanner/timed-out" };
    case "device-host/bad-reply":
      return { code: "scanner/bad-output" };
    default:
      return error;
  }
};

export function createScanPort(deps: ScanPortDeps): ScanPort {
  let former: Promise<unknown> = Promise.resolve();

  const run = async (request: Parameters<VisitPorts["scan"]>[0], signal: AbortSignal): Promise<Result<{ readonly pages: number }>> => {
    if (signal.aborted) return err("scanner/cancelled");
    const client = deps.devices();
    if (client === null) return err("scanner/absent");
    const folder = join(deps.scans, request.jobId);
    try {
      await mkdir(folder, { mode: 0o700 });
    } catch {
      return err("scanner/no-space");
    }
    const cancel = (): void => void client.request("scanner.cancel", { jobId: request.jobId });
    signal.addEventListener("abort", cancel, { once: true });
    const result = await client.request("scanner.scan", { ...request, folder });
    signal.removeEventListener("abort", cancel);
    return result.ok ? result : { ok: false, error: scannerError(result.error) };
  };

  return {
    /** A cancelled scanner needs some seconds to park its arm; who starts anew meanwhile waits for it and is not told "busy". */
    scan: async (request, signal) => {
      const mine = former.then(() => run(request, signal));
      former = mine.catch(() => undefined);
      return mine;
    },
    forgetPages: (pages: readonly DraftFile[]) => {
      for (const page of pages) void rm(page.file, { force: true }).catch(() => undefined);
    },
    page: (page) => {
      if (!liesIn(join(deps.scans, page.jobId), page.file)) return;
      const id = deps.uuid();
      deps.send({ type: "scan.page", page, id });
      const { scan, copy } = deps.context();
      if (![...scan.pages, ...copy.pages].some((each) => each.id === id)) void rm(page.file, { force: true }).catch(() => undefined);
    },
  };
}

/** Whether a path is a plain name right in a folder. */
const liesIn = (folder: string, path: string): boolean => path.startsWith(`${folder}/`) && /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(path.slice(folder.length + 1));
