import type { DeviceDriver, DeviceLink, LinkEvents, ProbeOptions, ProbeOutcome } from "./device-driver.ts";

/** Watches a device that has no connection to lose: asks again and again, and says what has changed. */
class ProbeWatch implements DeviceLink {
  readonly model: string | null;
  readonly reasons: DeviceLink["reasons"];
  readonly #options: ProbeOptions;
  readonly #events: LinkEvents;
  readonly #stop = new AbortController();
  #timer: ReturnType<ProbeOptions["clock"]["setTimeout"]> | undefined;
  #probing: Promise<void> | null = null;
  #busy = false;
  #misses = 0;

  constructor(first: Extract<ProbeOutcome, { kind: "there" }>, options: ProbeOptions, events: LinkEvents) {
    this.model = first.model;
    this.reasons = first.reasons;
    this.#options = options;
    this.#events = events;
    this.#waitForNext();
  }

  setBusy(busy: boolean): void {
    this.#busy = busy;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#options.clock.clearTimeout(this.#timer);
    await this.#probing;
  }

  #waitForNext(): void {
    if (this.#stop.signal.aborted) return;
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#probing = this.#probe().finally(() => this.#waitForNext());
    }, this.#options.everyMs);
  }

  async #probe(): Promise<void> {
    if (this.#busy && this.#options.whileBusy === "pause") return;
    const outcome = await this.#options.probe(this.#stop.signal);
    // Work that has begun meanwhile may be the very cause of a failed answer.
    if (this.#stop.signal.aborted || (this.#busy && this.#options.whileBusy === "pause")) return;
    if (outcome.kind === "there") {
      this.#misses = 0;
      this.#events.reasons(outcome.reasons);
      return;
    }
    this.#misses += 1;
    if (this.#misses < this.#options.missesUntilLost) return;
    this.#stop.abort();
    this.#events.lost(outcome.kind === "failed" ? outcome.error : { code: "device/absent" });
  }
}

/** Makes a supervisor's driver from a probe: the first answer opens it, answers that stay away lose it. */
export function probingDriver(options: ProbeOptions): DeviceDriver<DeviceLink> {
  return {
    open: async (events, signal) => {
      const first = await options.probe(signal);
      return first.kind === "there" ? { kind: "open", link: new ProbeWatch(first, options, events) } : first;
    },
  };
}
