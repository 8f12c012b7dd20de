import type { DeviceStatus } from "../../contract/devices.ts";
import { Listeners } from "../listeners.ts";
import type { BarcodeReader, ReadCode } from "./reader.ts";

/** A reader whose state never changes, because there is no wire to watch. */
class StillReader implements BarcodeReader {
  readonly #status: DeviceStatus;
  readonly #codes: Listeners<ReadCode>;

  constructor(status: Pick<DeviceStatus, "state" | "reality">, codes: Listeners<ReadCode>) {
    this.#status = { kind: "barcode", reasons: [], model: null, error: null, losses: 0, ...status };
    this.#codes = codes;
  }

  status(): DeviceStatus {
    return this.#status;
  }

  onStatus(): () => void {
    return () => undefined;
  }

  onCode(listener: (code: ReadCode) => void): () => void {
    return this.#codes.add(listener);
  }

  lookAgain(): Promise<DeviceStatus> {
    return Promise.resolve(this.#status);
  }

  close(): Promise<void> {
    this.#codes.clear();
    return Promise.resolve();
  }
}

/** No reader is configured. */
export const createNoReader = (): BarcodeReader => new StillReader({ state: "absent", reality: "none" }, new Listeners());

export interface WedgeReader {
  readonly reader: BarcodeReader;
  /** A whole code, as the reader typed it into the shell. */
  type(text: string): void;
}

/** A reader that types: whether it is plugged in cannot be told apart from any keyboard. */
export function createWedgeReader(): WedgeReader {
  const codes = new Listeners<ReadCode>();
  return { reader: new StillReader({ state: "ready", reality: "real" }, codes), type: (text) => codes.tell({ kind: "text", text }) };
}
