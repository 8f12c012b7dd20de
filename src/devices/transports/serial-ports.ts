import { stat } from "node:fs/promises";
import type { SerialPort as Port } from "serialport";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { nativePackage } from "../../program/program.ts";
import type { Clock, ClockTimer } from "../clock.ts";

export type SerialErrorCode =
  | "serial/absent"
  /** The path is there but is no character device: a wrong configuration, and nothing that we ever open. */
  | "serial/not-a-port"
  | "serial/access-denied"
  | "serial/in-use"
  | "serial/failed";

export interface SerialEvents {
  bytes(chunk: Uint8Array): void;
  /** The device went away; said once. */
  gone(): void;
}

/** An open port that is only ever listened to. */
export interface SerialListening {
  close(): Promise<void>;
}

/** A way to serial ports; tests and rigs bring their own paths, not their own implementation. */
export interface SerialPorts {
  /** 8 data bits, no parity, 1 stop bit, locked against other programs. What had arrived before is thrown away. */
  listen(path: string, baudRate: number, events: SerialEvents): Promise<Result<SerialListening, CodedError<SerialErrorCode>>>;
}

/**
 * How often the path is looked at while the port is open. serialport 13 misses the hang-up when it comes between two reads: then
 * it reads nothing, over and over, and says nothing (seen with pseudo-terminals). Half a second of that is bearable.
 */
export const presenceMs = 500;

/** Two looks at a path find the same device if the answers agree. */
async function identityOf(path: string): Promise<Result<string, CodedError<"serial/absent" | "serial/not-a-port">>> {
  try {
    const found = await stat(path);
    return found.isCharacterDevice() ? ok(`${found.dev}:${found.ino}:${found.rdev}`) : err("serial/not-a-port");
  } catch {
    return err("serial/absent");
  }
}

/** Maps the texts of the serialport binding, which has no codes: strerror(3) and its own words for a taken lock. */
function openError(message: string): SerialErrorCode {
  if (/permission denied/i.test(message)) return "serial/access-denied";
  if (/cannot lock|temporarily unavailable|device or resource busy/i.test(message)) return "serial/in-use";
  return /no such (?:file|device)/i.test(message) ? "serial/absent" : "serial/failed";
}

const settled = (start: (done: (error: Error | null | undefined) => void) => void): Promise<Error | null> =>
  new Promise((resolve) => start((error) => resolve(error ?? null)));

/** Keeps one open port: passes its bytes on, notices that it is gone by its own word or by its path. */
class OpenPort implements SerialListening {
  readonly #port: Port;
  readonly #clock: Clock;
  readonly #events: SerialEvents;
  #timer: ClockTimer | undefined;
  #ended = false;

  constructor(port: Port, path: string, identity: string, clock: Clock, events: SerialEvents) {
    this.#port = port;
    this.#clock = clock;
    this.#events = events;
    port.on("data", (chunk: Buffer) => {
      if (!this.#ended) events.bytes(chunk);
    });
    port.on("close", () => this.#gone());
    port.on("error", () => this.#gone());
    this.#watch(path, identity);
  }

  async close(): Promise<void> {
    this.#end();
    if (this.#port.isOpen) await settled((done) => this.#port.close(done));
  }

  #watch(path: string, identity: string): void {
    this.#timer = this.#clock.setTimeout(() => {
      void identityOf(path).then((now) => {
        if (this.#ended) return;
        if (now.ok && now.value === identity) this.#watch(path, identity);
        else this.#gone();
      });
    }, presenceMs);
  }

  #gone(): void {
    if (this.#ended) return;
    this.#end();
    this.#events.gone();
  }

  #end(): void {
    this.#ended = true;
    this.#clock.clearTimeout(this.#timer);
  }
}

/** The ports of this machine, through the serialport package. */
export function createSerialPorts(clock: Clock): SerialPorts {
  return {
    listen: async (path, baudRate, events) => {
      const identity = await identityOf(path);
      if (!identity.ok) return identity;
      const { SerialPort } = nativePackage("serialport");
      const port = new SerialPort({ path, baudRate, dataBits: 8, parity: "none", stopBits: 1, lock: true, autoOpen: false });
      const failed = await settled((done) => port.open(done));
      if (failed !== null) return err(openError(failed.message));
      // A code that somebody scanned while nobody listened belongs to no visit.
      const unflushed = await settled((done) => port.flush(done));
      if (unflushed !== null) {
        await settled((done) => port.close(done));
        return err("serial/failed");
      }
      return ok(new OpenPort(port, path, identity.value, clock, events));
    },
  };
}
