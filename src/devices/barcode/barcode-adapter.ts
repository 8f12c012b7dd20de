import type { BarcodeScan, DeviceFinding, DeviceSettings, DeviceStatus } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import type { AdapterDeps, BarcodeAdapter } from "../adapter.ts";
import { Listeners } from "../listeners.ts";
import { nodeHidReports } from "../transports/hid-reports.ts";
import type { HidReports } from "../transports/hid-reports.ts";
import { createSerialPorts } from "../transports/serial-ports.ts";
import type { SerialPorts } from "../transports/serial-ports.ts";
import { decodeBill } from "./bill-codec.ts";
import { createHidPosReader } from "./hid-pos-reader.ts";
import type { BarcodeReader, ReadCode } from "./reader.ts";
import { createSerialReader } from "./serial-reader.ts";
import { createNoReader, createWedgeReader } from "./still-reader.ts";

export interface BarcodeDeps extends AdapterDeps {
  readonly serial?: SerialPorts;
  readonly hid?: HidReports;
}

type Settings = DeviceSettings["barcode"];

/** No hand reads faster; what comes faster is a flood, and is not passed on. */
export const leastBetweenScansMs = 250;

type TypingReader = BarcodeReader & { type?(text: string): void };

function createReader(settings: Settings, deps: BarcodeDeps): TypingReader {
  switch (settings.transport) {
    case "none": return createNoReader();
    case "keyboard-wedge": return createWedgeReader();
    case "serial": return createSerialReader(settings, {
      clock: deps.clock, reality: settings.rig ? "rig" : "real", serial: deps.serial ?? createSerialPorts(deps.clock),
    });
    case "hid-pos": return createHidPosReader(settings, {
      clock: deps.clock, reality: settings.rig ? "rig" : "real", hid: deps.hid ?? nodeHidReports,
    });
  }
}

/** The staff page's checks. A typing reader cannot be looked for, so those checks are skipped, not passed. */
function findingsOf(settings: Settings, status: DeviceStatus): DeviceFinding[] {
  const finding = (check: DeviceFinding["check"], outcome: DeviceFinding["outcome"], found: string | null): DeviceFinding =>
    ({ kind: "barcode", check, outcome, found });
  const configured = finding("configured", settings.transport === "none" ? "skipped" : "ok", settings.transport);
  if (settings.transport === "none" || settings.transport === "keyboard-wedge") {
    return [configured, finding("found", "skipped", null), finding("answers", "skipped", null)];
  }
  const answers = status.state === "ready" || status.state === "busy";
  if (status.state === "absent") return [configured, finding("found", "failed", "absent"), finding("answers", "skipped", null)];
  return [
    configured,
    finding("found", "ok", status.model),
    answers ? finding("answers", "ok", status.state) : finding("answers", "failed", status.error?.code ?? status.state),
  ];
}

/** The bar-code reader as the device host sees it: a reader, and the bill codec behind it. Keeps no code that it has passed on. */
export function createBarcode(settings: Settings, deps: BarcodeDeps): BarcodeAdapter {
  const reader = createReader(settings, deps);
  const scans = new Listeners<BarcodeScan>();
  const lastAt: Record<BarcodeScan["kind"], number> = { bill: -Infinity, rejected: -Infinity };

  const scanOf = (code: ReadCode): BarcodeScan => {
    if (code.kind === "damaged") return { kind: "rejected", code: "bill/not-a-bill" };
    const bill = decodeBill(code.text, { date: deps.clock.today() });
    return bill.ok ? { kind: "bill", bill: bill.value } : { kind: "rejected", code: bill.error.code };
  };
  reader.onCode((code) => {
    const scan = scanOf(code);
    const now = deps.clock.now();
    if (now - lastAt[scan.kind] < leastBetweenScansMs) return;
    lastAt[scan.kind] = now;
    scans.tell(scan);
  });

  return {
    kind: "barcode",
    status: () => reader.status(),
    onStatus: (listener) => reader.onStatus(listener),
    onScan: (listener) => scans.add(listener),
    feed: (text) => {
      if (reader.type === undefined) return err("barcode/not-a-wedge");
      reader.type(text);
      return ok(null);
    },
    check: async () => findingsOf(settings, await reader.lookAgain()),
    close: async () => {
      scans.clear();
      await reader.close();
    },
  };
}
