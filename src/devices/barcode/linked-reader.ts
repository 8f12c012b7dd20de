import type { Clock, ClockTimer } from "../clock.ts";
import { Listeners } from "../listeners.ts";
import { createSupervisor } from "../supervisor.ts";
import type { DeviceDriver, DeviceLink, DeviceReality, LinkEvents, OpenOutcome } from "../supervisor.ts";
import { recheck } from "../supervisor-recheck.ts";
import type { BarcodeReader, CodeAssembler, ReadCode } from "./reader.ts";

/** What a transport hands to the reader above it. */
export interface PieceSink {
  piece(bytes: Uint8Array): void;
  gone(): void;
}

export interface LinkedReaderOptions {
  readonly reality: DeviceReality;
  readonly clock: Clock;
  readonly assembler: CodeAssembler;
  /** Silence that ends a code, ms. */
  readonly idleMs: number;
  /** Layer three: reaches the reader and passes on whatever it sends. */
  open(sink: PieceSink, signal: AbortSignal): Promise<OpenOutcome<DeviceLink>>;
}

/** Feeds an assembler and tells it when the reader has fallen silent. */
class Collector {
  readonly #options: LinkedReaderOptions;
  readonly #onCode: (code: ReadCode) => void;
  #timer: ClockTimer | undefined;

  constructor(options: LinkedReaderOptions, onCode: (code: ReadCode) => void) {
    this.#options = options;
    this.#onCode = onCode;
  }

  take(bytes: Uint8Array): void {
    const { assembler, clock, idleMs } = this.#options;
    clock.clearTimeout(this.#timer);
    for (const code of assembler.push(bytes)) this.#onCode(code);
    if (assembler.pending()) this.#timer = clock.setTimeout(() => assembler.flush().forEach(this.#onCode), idleMs);
  }

  /** Half a code of a reader that is gone is nobody's code. */
  forget(): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#options.assembler.reset();
  }
}

/** A reader with a connection that can be lost: transport, assembler and supervisor put together. */
export function createLinkedReader(options: LinkedReaderOptions): BarcodeReader {
  const codes = new Listeners<ReadCode>();
  const collector = new Collector(options, (code) => codes.tell(code));

  const driver: DeviceDriver<DeviceLink> = {
    open: async (events: LinkEvents, signal) => {
      collector.forget();
      let gone = false;
      const outcome = await options.open({
        piece: (bytes) => {
          if (!gone) collector.take(bytes);
        },
        gone: () => {
          gone = true;
          collector.forget();
          events.lost({ code: "barcode/unplugged" });
        },
      }, signal);
      if (outcome.kind !== "open") return outcome;
      const { link } = outcome;
      return {
        kind: "open",
        link: {
          model: link.model,
          reasons: link.reasons,
          close: async () => {
            gone = true;
            collector.forget();
            await link.close();
          },
        },
      };
    },
  };

  const supervisor = createSupervisor({ kind: "barcode", reality: options.reality, driver, clock: options.clock });
  return {
    status: () => supervisor.status(),
    onStatus: (listener) => supervisor.onStatus(listener),
    onCode: (listener) => codes.add(listener),
    lookAgain: () => recheck(supervisor, options.clock),
    close: async () => {
      codes.clear();
      await supervisor.close();
    },
  };
}
