import { err, ok } from "../../contract/result.ts";
import type { SerialErrorCode, SerialEvents, SerialPorts } from "./serial-ports.ts";

/** Serial ports in memory, for tests: one port, plugged in at first. */
export class FakeSerialPorts implements SerialPorts {
  /** What opening answers; null: it works. */
  refusal: SerialErrorCode | null = null;
  #events: SerialEvents | null = null;

  listen: SerialPorts["listen"] = (_path, _baudRate, events) => {
    if (this.refusal !== null) return Promise.resolve(err(this.refusal));
    this.#events = events;
    return Promise.resolve(ok({
      close: () => {
        if (this.#events === events) this.#events = null;
        return Promise.resolve();
      },
    }));
  };

  /** Whether somebody listens now. */
  get open(): boolean {
    return this.#events !== null;
  }

  send(bytes: string | Uint8Array): void {
    this.#events?.bytes(Buffer.from(bytes));
  }

  /** The plug is pulled; opening fails from now on. */
  drop(refusal: SerialErrorCode = "serial/absent"): void {
    this.refusal = refusal;
    const events = this.#events;
    this.#events = null;
    events?.gone();
  }
}
