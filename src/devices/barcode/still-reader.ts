import type { DeviceStatus } from "../../contract/devices.ts";
import { Listeners } from "../listeners.ts";
import type { BarcodeReader, ReadCode } from "./reader.ts";

/** A reader whose state never changes, because there is no wire to watch. */
class StillReader implements BarcodeReader {
  readonly #status: DeviceStatus;
  readonly #codes = new Listeners<ReadCode>();

  constructor(status: Pick<DeviceStatus, "state" | "reality">) {
    this.#status = { kind: "barcode", reasons: [], model: null, error: null, losses: 0, ...status };
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

  /** A whole code, as a keyboard-wedge reader typed it into the shell. */
  type(text: string): void {
    this.#codes.tell({ kind: "text", text });
  }

  close(): Promise<void> {
    this.#codes.clear();
    return Promise.resolve();
  }
}

/** No reader is configured. */
export const createNoReader = (): BarcodeReader => new StillReader({ state: "absent", reality: "none" });

/** A reader that types: whether it is plugged in cannot be told apart from any keyboard. */
export const createWedgeReader = (): BarcodeReader & { type(text: string): void } => new StillReader({ state: "ready", reality: "real" });
