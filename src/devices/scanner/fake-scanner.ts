import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from "../../contract/devices.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { ScanJobEvents, ScannerAdapter } from "../adapter.ts";
import type { Clock } from "../clock.ts";
import { Listeners } from "../listeners.ts";
import { encodeJpeg } from "../rigs/scanner-jpeg.ts";
import type { ScannerErrorCode } from "./scan-outcome.ts";

/** The scanner of tests that are about something else: no process, no device, but true files and the true order of events. */
export interface FakeScanner extends ScannerAdapter {
  /** What happens to a page from now on; "jam-after-page" lets the first one through. Null: all is well. */
  fail(code: ScannerErrorCode | "jam-after-page" | null): void;
  loadFeeder(sheets: number): void;
  unplug(): void;
  replug(): void;
}

export interface FakeScannerOptions {
  readonly clock: Clock;
  /** How long one page takes, ms. */
  readonly pageMs?: number;
}

const CAPABILITIES: ScannerCapabilities = { sources: ["flatbed", "feeder"], colours: ["colour", "grey"], resolutions: [75, 150, 300] };
const MODEL = "Fake scanner";
const blankPages = new Map<string, Buffer>();

/** A white A4 sheet as JPEG. */
function blankPage(dpi: number, grey: boolean): { readonly bytes: Buffer; readonly width: number; readonly height: number } {
  const [width, height] = [Math.floor((210 / 25.4) * dpi), Math.floor((297 / 25.4) * dpi)];
  const key = `${dpi} ${grey}`;
  const plane = (value: number): Uint8Array => new Uint8Array(width * height).fill(value);
  const bytes = blankPages.get(key) ?? encodeJpeg({ width, height, dpi, planes: grey ? [plane(255)] : [plane(255), plane(128), plane(128)] });
  blankPages.set(key, bytes);
  return { bytes, width, height };
}

export function createFakeScanner(options: FakeScannerOptions): FakeScanner {
  return new InMemoryScanner(options.clock, options.pageMs ?? 20);
}

class InMemoryScanner implements FakeScanner {
  readonly kind = "scanner" as const;
  readonly #clock: Clock;
  readonly #pageMs: number;
  readonly #statuses = new Listeners<DeviceStatus>();
  #fault: ScannerErrorCode | "jam-after-page" | null = null;
  #sheets = 3;
  #state: DeviceStatus["state"] = "ready";
  #losses = 0;
  #job: { readonly id: string; readonly stop: AbortController; readonly ended: Promise<unknown> } | null = null;

  constructor(clock: Clock, pageMs: number) {
    this.#clock = clock;
    this.#pageMs = pageMs;
  }

  status(): DeviceStatus {
    return {
      kind: "scanner", state: this.#state, reality: "rig", reasons: [], model: this.#state === "absent" ? null : MODEL, error: null, losses: this.#losses,
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.add(listener);
  }

  fail(code: ScannerErrorCode | "jam-after-page" | null): void {
    this.#fault = code;
  }

  loadFeeder(sheets: number): void {
    this.#sheets = sheets;
  }

  unplug(): void {
    this.#losses += 1;
    this.#become("absent");
    this.#job?.stop.abort();
  }

  replug(): void {
    this.#become("ready");
  }

  check(): ReturnType<ScannerAdapter["check"]> {
    const there = this.#state !== "absent";
    return Promise.resolve([
      { kind: "scanner", check: "configured", outcome: "ok", found: "fake" },
      { kind: "scanner", check: "found", outcome: there ? "ok" : "failed", found: there ? MODEL : "absent" },
      { kind: "scanner", check: "answers", outcome: there ? "ok" : "skipped", found: there ? this.#state : null },
      { kind: "scanner", check: "capabilities", outcome: there ? "ok" : "skipped", found: null },
    ]);
  }

  capabilities(): Promise<Result<ScannerCapabilities>> {
    return Promise.resolve(this.#state === "absent" ? err("scanner/absent") : ok(CAPABILITIES));
  }

  scan(request: ScanRequest, events: ScanJobEvents): Promise<Result<{ readonly pages: number }>> {
    if (this.#state === "absent") return Promise.resolve(err("scanner/absent"));
    if (this.#job !== null) return Promise.resolve(err("scanner/busy"));
    this.#become("busy");
    const stop = new AbortController();
    const ended = this.#pages(request, events, stop.signal).finally(() => {
      this.#job = null;
      if (this.#state === "busy") this.#become("ready");
    });
    this.#job = { id: request.jobId, stop, ended };
    return ended;
  }

  async cancel(jobId: string): Promise<Result<null>> {
    if (this.#job?.id === jobId) {
      this.#job.stop.abort();
      await this.#job.ended;
    }
    return ok(null);
  }

  async close(): Promise<void> {
    this.#job?.stop.abort();
    await this.#job?.ended;
    this.#statuses.clear();
  }

  async #pages(request: ScanRequest, events: ScanJobEvents, signal: AbortSignal): Promise<Result<{ readonly pages: number }>> {
    const sheets = request.source === "flatbed" ? 1 : Math.min(this.#sheets, request.maxPages);
    if (sheets === 0) return err("scanner/feeder-empty", { pages: 0 });
    for (let page = 1; page <= sheets; page += 1) {
      events.progress(page, null);
      await this.#pause(signal);
      if (signal.aborted) return err(this.#absent() ? "scanner/io" : "scanner/cancelled", { pages: page - 1 });
      const code = this.#fault === "jam-after-page" ? (page > 1 ? "scanner/feeder-jam" : null) : this.#fault;
      if (code !== null) return err(code, { pages: page - 1 });
      events.progress(page, 1);
      const { bytes, height, width } = blankPage(request.resolution, request.colour === "grey");
      const file = join(request.folder, `${request.jobId}-${page}.jpg`);
      await writeFile(file, bytes);
      events.page({ jobId: request.jobId, page, file, widthPx: width, heightPx: height, dpi: request.resolution });
    }
    return ok({ pages: sheets });
  }

  #absent(): boolean {
    return this.#state === "absent";
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        this.#clock.clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = this.#clock.setTimeout(finish, this.#pageMs);
      if (signal.aborted) finish();
      else signal.addEventListener("abort", finish, { once: true });
    });
  }

  #become(state: DeviceStatus["state"]): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#statuses.tell(this.status());
  }
}
