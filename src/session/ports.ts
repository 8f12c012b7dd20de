import type { SessionEvent } from "../contract/core-session.ts";
import { err } from "../contract/result.ts";
import type { DeviceHostClient } from "./device-host-client/client.ts";
import type { Documents } from "./documents/documents.ts";
import { createPrintPort } from "./paper/print-port.ts";
import type { ScanPort } from "./paper/scan-port.ts";
import type { SessionDeps } from "./session-deps.ts";
import { checkSpeech } from "./speech/say.ts";
import { gatherStaffReport } from "./staff/report.ts";
import type { RunTool } from "./tools/run-tool.ts";
import { delays } from "./visit/delays.ts";
import type { VisitPorts } from "./visit/ports.ts";

export interface PortDeps extends SessionDeps {
  readonly report: (event: SessionEvent) => void;
  readonly devices: () => DeviceHostClient | null;
  readonly documents: Documents;
  readonly scans: () => ScanPort;
  readonly run: RunTool;
  readonly work: string;
  readonly version: string;
}

/** The world as the statechart sees it. */
export function createPorts(deps: PortDeps): VisitPorts {
  const { core, devices, documents } = deps;
  const prints = createPrintPort(deps);
  return {
    now: () => deps.clock.now(),
    uuid: () => deps.random.uuid(),
    below: (limit) => deps.random.below(limit),
    report: deps.report,
    visitStarted: () => core().request("visit-started", {}),
    visitEnded: (reason) => void core().request("visit-ended", { reason, atMs: performance.timeOrigin + performance.now() }),
    thanksDone: () => void core().request("thanks-done", {}),
    scan: (request, signal) => deps.scans().scan(request, signal),
    saveScan: (pages) => documents.addScan(pages),
    forgetPages: (pages) => deps.scans().forgetPages(pages),
    print: (job, signal) => prints.print(job, signal),
    cancelPrint: (jobId) => prints.cancelPrint(jobId),
    keepCopy: (pages) => documents.addScan(pages),
    removeDocument: (id) => documents.remove(id),
    feedBarcode: (text) => void devices()?.request("barcode.feed", { text }),
    pinState: () => core().request("staff.pin-state", {}),
    verifyPin: (pin) => core().request("staff.verify-pin", { pin }),
    staffReport: () => gatherStaffReport({
      core: () => core().request("staff.report", {}, delays.staffReportLimit),
      devices: async (kind) => devices()?.request("host.check", { kind }) ?? err("device-host/gone"),
      speech: () => checkSpeech(deps.run),
    }),
    staffBooth: (to) => core().request("staff.set-booth", { to }),
    staffRestart: () => core().request("staff.restart", {}),
  };
}
