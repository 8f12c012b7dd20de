import type { SessionEvent } from "../contract/core-session.ts";
import { err } from "../contract/result.ts";
import type { SessionDeps } from "./session.ts";
import type { VisitPorts } from "./visit/ports.ts";

export interface PortDeps extends SessionDeps {
  readonly report: (event: SessionEvent) => void;
}

/** The world as the statechart sees it. */
export function createPorts(deps: PortDeps): VisitPorts {
  const core = deps.core;
  return {
    now: () => deps.clock.now(),
    uuid: () => deps.random.uuid(),
    below: (limit) => deps.random.below(limit),
    report: deps.report,
    visitStarted: () => void core().request("visit-started", {}),
    visitEnded: (reason) => void core().request("visit-ended", { reason, atMs: performance.timeOrigin + performance.now() }),
    thanksDone: () => void core().request("thanks-done", {}),
    scan: async () => err("scanner/absent"),
    saveScan: async () => err("documents/io"),
    forgetPages: () => undefined,
    print: async () => err("printer/absent"),
    cancelPrint: () => undefined,
    keepCopy: async () => err("documents/io"),
    removeDocument: () => undefined,
    feedBarcode: () => undefined,
    pinState: () => core().request("staff.pin-state", {}),
    verifyPin: (pin) => core().request("staff.verify-pin", { pin }),
    staffReport: () => core().request("staff.report", {}),
    staffBooth: (to) => core().request("staff.set-booth", { to }),
    staffRestart: () => core().request("staff.restart", {}),
  };
}
