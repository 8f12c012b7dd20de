import type { Clock } from "../clock.ts";
import type { DeviceReality, OpenOutcome, DeviceLink } from "../supervisor.ts";
import type { SerialErrorCode, SerialPorts } from "../transports/serial-ports.ts";
import { createLinkedReader } from "./linked-reader.ts";
import type { BarcodeReader } from "./reader.ts";
import { SerialFramer, serialIdleMs } from "./serial-framer.ts";

function outcomeOf(code: SerialErrorCode): OpenOutcome<DeviceLink> {
  switch (code) {
    case "serial/absent": return { kind: "absent" };
    case "serial/access-denied": return { kind: "failed", error: { code: "barcode/access-denied" }, reason: "access-denied" };
    case "serial/in-use": return { kind: "failed", error: { code: "barcode/port-in-use" } };
    case "serial/not-a-port": return { kind: "failed", error: { code: "barcode/not-a-port" } };
    case "serial/failed": return { kind: "failed", error: { code: "barcode/open-failed" } };
  }
}

/** A reader on a serial line or a USB bridge that looks like one. It is listened to and never written to. */
export function createSerialReader(
  settings: { readonly path: string; readonly baudRate: number },
  deps: { readonly clock: Clock; readonly reality: DeviceReality; readonly serial: SerialPorts },
): BarcodeReader {
  return createLinkedReader({
    reality: deps.reality,
    clock: deps.clock,
    assembler: new SerialFramer(),
    idleMs: serialIdleMs,
    open: async (sink) => {
      const port = await deps.serial.listen(settings.path, settings.baudRate, {
        bytes: (chunk) => sink.piece(chunk),
        gone: () => sink.gone(),
      });
      if (!port.ok) return outcomeOf(port.error.code);
      // A one-way line cannot be asked what hangs on it, and a by-id path would give away a serial number.
      return { kind: "open", link: { model: null, reasons: [], close: () => port.value.close() } };
    },
  });
}
