import { systemClock } from "../clock.ts";
import { createDeviceHost } from "./device-host-server.ts";
import type { DeviceFactories } from "./device-host-server.ts";

/** How the process ends; numbers of sysexits.h. */
export const deviceHostExit = {
  /** The session process closed the channel or asked for the end. */
  done: 0,
  /** Started by hand: there is nobody to talk to. */
  usage: 64,
  /** A driver threw where nothing could catch it. Nothing in this process can be trusted now; the session process starts another. */
  fault: 70,
} as const;

/**
 * Makes this process a device host. It lives as long as its channel: when the session process ends, however it ends, the
 * channel closes and the host goes with it.
 */
export function runDeviceHost(factories: DeviceFactories): void {
  const fault = (error: unknown): void => {
    // The class alone: a message may quote what a citizen scanned, and a stack names the machine's folders.
    process.stderr.write(`device host: fault ${error instanceof Error ? error.constructor.name : typeof error}\n`);
    process.exit(deviceHostExit.fault);
  };
  process.on("uncaughtException", fault);
  process.on("unhandledRejection", fault);

  if (process.send === undefined) {
    process.stderr.write("The device host is started by the session process; by hand there is nothing to do for it.\n");
    process.exit(deviceHostExit.usage);
  }

  const host = createDeviceHost({
    factories,
    clock: systemClock,
    // A channel that closes under a message ends the host through `disconnect`; the message has nobody to go to.
    send: (message) => void process.send?.(message, () => undefined),
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void host.close().then(() => process.exit(deviceHostExit.done));
  };
  process.on("message", (message) => host.receive(message));
  process.on("disconnect", end);
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
