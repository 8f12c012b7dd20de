import type { DeviceSettings, ScannerCapabilities, ScanRequest } from "../../contract/devices.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { AdapterDeps, ScanJobEvents, ScannerAdapter } from "../adapter.ts";
import { probingDriver } from "../supervisor-probe.ts";
import { createSupervisor, type DeviceDriver, type DeviceLink, type Supervisor, type WorkErrorCode } from "../supervisor.ts";
import { createNoScanner } from "./no-scanner.ts";
import { nodePageFiles, type PageFiles } from "./page-files.ts";
import { nodeProcesses, type Processes } from "./processes.ts";
import { presenceCheck } from "./sane-devices.ts";
import { SaneFinder, SCANIMAGE, type FoundScanner } from "./sane-finder.ts";
import { capabilitiesOf } from "./scan-abilities.ts";
import { scanArguments, scanEnvironment } from "./scan-command.ts";
import { scanDelays } from "./scan-delays.ts";
import { jobLimit, runScanJob } from "./scan-job.ts";
import type { ScannerErrorCode } from "./scan-outcome.ts";
import { scannerFindings } from "./scanner-findings.ts";
import { untilDecided } from "./until-decided.ts";

export interface ScannerDeps extends AdapterDeps {
  readonly processes?: Processes;
  readonly files?: PageFiles;
}

type SaneSettings = Extract<DeviceSettings["scanner"], { transport: "sane" }>;
type Outcome = Result<{ readonly pages: number }, CodedError<ScannerErrorCode>>;

/** How long one look may take in all; the supervisor's own limit is made for devices without a list. */
const LOOK_LIMIT = scanDelays.list + scanDelays.open + 2 * scanDelays.cancelGrace;

/** The scanner as the device host sees it: `scanimage` behind the shared supervisor. */
export const createScanner = (settings: DeviceSettings["scanner"], deps: ScannerDeps): ScannerAdapter =>
  settings.transport === "none" ? createNoScanner() : new SaneScanner(settings, deps);

class SaneScanner implements ScannerAdapter {
  readonly kind = "scanner" as const;
  readonly #settings: SaneSettings;
  readonly #deps: Required<ScannerDeps>;
  readonly #finder: SaneFinder;
  readonly #supervisor: Supervisor<DeviceLink>;
  #job: { readonly id: string; readonly cancel: AbortController; readonly ended: Promise<unknown> } | null = null;

  constructor(settings: SaneSettings, deps: ScannerDeps) {
    this.#settings = settings;
    this.#deps = { clock: deps.clock, processes: deps.processes ?? nodeProcesses, files: deps.files ?? nodePageFiles };
    this.#finder = new SaneFinder({ device: settings.device, configFolder: settings.configFolder, ...this.#deps });
    this.#supervisor = createSupervisor({
      kind: "scanner", reality: settings.rig ? "rig" : "real", driver: findingDriver(this.#finder, deps.clock), clock: deps.clock,
      absentPollMs: scanDelays.absent, openLimitMs: LOOK_LIMIT,
    });
  }

  readonly status: ScannerAdapter["status"] = () => this.#supervisor.status();
  readonly onStatus: ScannerAdapter["onStatus"] = (listener) => this.#supervisor.onStatus(listener);

  async capabilities(): Promise<Result<ScannerCapabilities>> {
    const ready = await this.#ready();
    return ready.ok ? ok(capabilitiesOf(ready.value.abilities)) : ready;
  }

  async check(): ReturnType<ScannerAdapter["check"]> {
    if (this.#job === null) this.#supervisor.retry();
    const status = await untilDecided(this.#supervisor, this.#deps.clock, LOOK_LIMIT);
    return scannerFindings(this.#settings, status, this.#finder.found()?.abilities ?? null);
  }

  scan(request: ScanRequest, events: ScanJobEvents): Promise<Outcome> {
    if (this.#job !== null) return Promise.resolve(err("scanner/busy"));
    const cancel = new AbortController();
    const ended = this.#scan(request, events, cancel.signal).finally(() => {
      this.#job = null;
    });
    this.#job = { id: request.jobId, cancel, ended };
    return ended;
  }

  async cancel(jobId: string): Promise<Result<null>> {
    const job = this.#job;
    if (job?.id === jobId) {
      job.cancel.abort();
      await job.ended;
    }
    return ok(null);
  }

  async close(): Promise<void> {
    this.#job?.cancel.abort();
    await this.#job?.ended;
    await this.#supervisor.close();
  }

  async #scan(request: ScanRequest, events: ScanJobEvents, cancel: AbortSignal): Promise<Outcome> {
    const ready = await this.#ready();
    if (cancel.aborted) return err("scanner/cancelled");
    if (!ready.ok) return ready;
    const outcome = await this.#supervisor.run((_link, signal) => this.#finder.turnstile.pass(async () => {
      const result = await this.#runJob(ready.value, request, events, AbortSignal.any([signal, cancel]));
      const suspicious = !result.ok && (result.error.code === "scanner/io" || result.error.code === "scanner/absent");
      return { result, gone: suspicious && !(await this.#finder.isThere(signal)) };
    }), jobLimit(request) + LOOK_LIMIT);
    if (!outcome.ok) return err(workErrors[outcome.error.code]);
    if (outcome.value.gone) this.#supervisor.reportLost({ code: "scanner/absent" });
    return outcome.value.result;
  }

  #runJob(scanner: FoundScanner, request: ScanRequest, events: ScanJobEvents, signal: AbortSignal): Promise<Outcome> {
    const args = scanArguments(scanner.name, scanner.abilities, request);
    if (!args.ok) return Promise.resolve(args);
    const env = scanEnvironment(process.env, this.#settings.configFolder, request.folder);
    return runScanJob({
      ...this.#deps, request, events, signal,
      command: { program: SCANIMAGE, args: args.value, env, cwd: request.folder, takesInput: request.source === "feeder" },
      dpi: Math.round(scanner.abilities.resolutions[request.resolution] ?? request.resolution),
    });
  }

  /** The scanner, once it is known whether there is one. */
  async #ready(): Promise<Result<FoundScanner, CodedError<ScannerErrorCode>>> {
    const status = await untilDecided(this.#supervisor, this.#deps.clock, LOOK_LIMIT);
    const found = this.#finder.found();
    if (found !== null && (status.state === "ready" || status.state === "busy")) return ok(found);
    return err(status.error?.code === "scanner/access-denied" ? "scanner/access-denied" : "scanner/absent");
  }
}

/** What the contract calls the supervisor's refusals. */
const workErrors: Readonly<Record<WorkErrorCode, ScannerErrorCode>> = {
  "device/not-ready": "scanner/absent",
  "device/busy": "scanner/busy",
  "device/lost": "scanner/io",
  "device/timed-out": "scanner/timed-out",
};

/** Each opening looks afresh: a scanner that was plugged in again may have another name and other options. */
function findingDriver(finder: SaneFinder, clock: AdapterDeps["clock"]): DeviceDriver<DeviceLink> {
  return {
    open: async (events, signal) => {
      finder.forget();
      const first = await finder.look(signal);
      if (first.kind !== "there") return first;
      const byList = presenceCheck(finder.found()?.name ?? "").kind === "list";
      let told = false;
      const watch = probingDriver({
        probe: (stop) => {
          // The answer that has opened it serves as the watch's first one too.
          if (told) return finder.look(stop);
          told = true;
          return Promise.resolve(first);
        },
        clock, everyMs: byList ? scanDelays.presenceByList : scanDelays.presence, missesUntilLost: 2, whileBusy: "pause",
      });
      return watch.open(events, signal);
    },
  };
}
