import type { DeviceFinding, DeviceSettings, DeviceStatus, PrinterCapabilities, PrintProgress, PrintRequest } from "../../contract/devices.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { AdapterDeps, PrinterAdapter, Unsubscribe } from "../adapter.ts";
import { createSupervisor, type DeviceLink, type ProbeOutcome, type Supervisor, type WorkErrorCode } from "../supervisor.ts";
import { probingDriver } from "../supervisor-probe.ts";
import { openIppClient, type IppClient } from "./ipp-client.ts";
import { capabilitiesOf } from "./job-template.ts";
import { printDelays } from "./job-watch.ts";
import { runPrintJob } from "./print-job.ts";
import { checkPrinter, notConfigured } from "./printer-check.ts";
import { lookAtPrinter } from "./whole-printer.ts";

/** How often a printer is looked at while nobody prints, ms, with its reason. */
export const probeDelays = {
  /** Paper that was refilled shows within ten seconds; every look wakes some printers from their sleep. */
  every: 10_000,
  /** An absent printer costs one refused connection. */
  absentEvery: 5_000,
} as const;
/** A printer that changes its Wi-Fi cell misses one look. */
const MISSES_UNTIL_LOST = 2;

export interface PrinterDeps extends AdapterDeps {
  /** How a printer's or queue's `http:` address is spoken to; default: IPP. */
  readonly openClient?: (url: string) => IppClient;
}

/** The printer of a booth: one job at a time, its true state, and its checks. */
export function createPrinter(settings: DeviceSettings["printer"], deps: PrinterDeps): PrinterAdapter {
  if (settings.transport === "none") return noPrinter();
  return new IppPrinter(settings, deps);
}

class IppPrinter implements PrinterAdapter {
  readonly kind = "printer";
  readonly #deps: PrinterDeps;
  readonly #openClient: (url: string) => IppClient;
  readonly #client: IppClient;
  readonly #supervisor: Supervisor<DeviceLink>;
  #current: { readonly jobId: string; readonly cancel: AbortController; readonly ended: Promise<unknown> } | null = null;

  constructor(settings: Extract<DeviceSettings["printer"], { transport: "ipp" }>, deps: PrinterDeps) {
    this.#deps = deps;
    this.#openClient = deps.openClient ?? ((url) => openIppClient(url, { clock: deps.clock }));
    this.#client = this.#openClient(settings.url);
    this.#supervisor = createSupervisor({
      kind: "printer",
      reality: settings.rig ? "rig" : "real",
      clock: deps.clock,
      absentPollMs: probeDelays.absentEvery,
      driver: probingDriver({
        probe: (signal) => probe(this.#client, this.#openClient, signal),
        clock: deps.clock,
        everyMs: probeDelays.every,
        missesUntilLost: MISSES_UNTIL_LOST,
        // A job looks for itself, and longer than a probe does before it gives a printer up.
        whileBusy: "pause",
      }),
    });
  }

  status(): DeviceStatus {
    return this.#supervisor.status();
  }

  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe {
    return this.#supervisor.onStatus(listener);
  }

  async capabilities(): Promise<Result<PrinterCapabilities>> {
    const printer = await this.#client.getPrinter();
    return printer.ok ? ok(capabilitiesOf(printer.value)) : printer;
  }

  async print(request: PrintRequest, onProgress: (progress: PrintProgress) => void): Promise<Result<{ readonly pagesDone: number | null }>> {
    if (this.#current !== null) return err("printer/busy");
    const cancel = new AbortController();
    const run = this.#supervisor.run(
      (_, signal) => runPrintJob(request, {
        client: this.#client, openClient: this.#openClient, clock: this.#deps.clock, cancel: cancel.signal, signal, onProgress,
      }),
      printDelays.jobLimit,
    );
    this.#current = { jobId: request.jobId, cancel, ended: run };
    const outcome = await run;
    this.#current = null;
    if (!outcome.ok) return err(workFailure[outcome.error.code]);
    // The supervisor looks no more while a job runs: what the job has found out, it must be told.
    if (!outcome.value.ok && isGone(outcome.value.error)) this.#supervisor.reportLost(outcome.value.error);
    return outcome.value;
  }

  cancel(jobId: string): Promise<Result<null>> {
    if (this.#current?.jobId === jobId) this.#current.cancel.abort();
    return Promise.resolve(ok(null));
  }

  check(): Promise<DeviceFinding[]> {
    this.#supervisor.retry();
    return checkPrinter(this.#client, this.#openClient);
  }

  async close(): Promise<void> {
    const ended = this.#current?.ended;
    await this.#supervisor.close();
    await ended;
  }
}

const workFailure: Readonly<Record<WorkErrorCode, string>> = {
  "device/not-ready": "printer/absent",
  "device/busy": "printer/busy",
  "device/lost": "printer/not-answering",
  "device/timed-out": "printer/timed-out",
};

const isGone = (error: CodedError): boolean => error.code === "printer/absent" || error.code === "printer/not-answering";

async function probe(client: IppClient, openClient: (url: string) => IppClient, signal: AbortSignal): Promise<ProbeOutcome> {
  const printer = await lookAtPrinter(client, openClient, signal);
  if (printer.ok) return { kind: "there", model: printer.value.device?.model ?? printer.value.queue.model, reasons: printer.value.reasons };
  if (printer.error.code === "printer/absent") return { kind: "absent" };
  return { kind: "failed", error: printer.error, reason: "not-answering" };
}

/** A booth without a printer. */
function noPrinter(): PrinterAdapter {
  const status: DeviceStatus = { kind: "printer", state: "absent", reality: "none", reasons: [], model: null, error: null, losses: 0 };
  const absent = (): Promise<Result<never>> => Promise.resolve(err("printer/absent"));
  return {
    kind: "printer",
    status: () => status,
    onStatus: () => () => undefined,
    capabilities: absent,
    print: absent,
    cancel: () => Promise.resolve(ok(null)),
    check: () => Promise.resolve(notConfigured()),
    close: () => Promise.resolve(),
  };
}
