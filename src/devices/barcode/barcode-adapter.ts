import type { BarcodeScan, DeviceFinding, DeviceSettings, DeviceStatus } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import type { AdapterDeps, BarcodeAdapter } from "../adapter.ts";
import type { Clock } from "../clock.ts";
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

/** No hand reads faster for long; what goes on coming faster is a flood, and is not passed on. */
export const scanPace = { everyMs: 250, burst: 4 } as const;

/** Lets a burst through, then one in `everyMs`. */
class Pace {
  readonly #clock: Clock;
  /** When the allowance would be whole again. */
  #spentUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  allows(): boolean {
    const now = this.#clock.now();
    const spent = Math.max(this.#spentUntil, now) + scanPace.everyMs;
    if (spent > now + scanPace.burst * scanPace.everyMs) return false;
    this.#spentUntil = spent;
    return true;
  }
}

/** `type` is there for a reader that types. */
function createReader(settings: Settings, { clock, serial, hid }: BarcodeDeps): { readonly reader: BarcodeReader; readonly type?: (text: string) => void } {
  switch (settings.transport) {
    case "none": return { reader: createNoReader() };
    case "keyboard-wedge": return createWedgeReader();
    case "serial": return {
      reader: createSerialReader(settings, { clock, reality: settings.rig ? "rig" : "real", serial: serial ?? createSerialPorts(clock) }),
    };
    case "hid-pos": return {
      reader: createHidPosReader(settings, { clock, reality: settings.rig ? "rig" : "real", hid: hid ?? nodeHidReports }),
    };
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
  const { reader, type } = createReader(settings, deps);
  const scans = new Listeners<BarcodeScan>();
  // Counted apart, so that noise on the line cannot keep a bill from being heard.
  const pace: Record<BarcodeScan["kind"], Pace> = { bill: new Pace(deps.clock), rejected: new Pace(deps.clock) };

  const scanOf = (code: ReadCode): BarcodeScan => {
    if (code.kind === "damaged") return { kind: "rejected", code: "bill/not-a-bill" };
    const bill = decodeBill(code.text, { date: deps.clock.today() });
    return bill.ok ? { kind: "bill", bill: bill.value } : { kind: "rejected", code: bill.error.code };
  };
  reader.onCode((code) => {
    const scan = scanOf(code);
    if (pace[scan.kind].allows()) scans.tell(scan);
  });

  return {
    kind: "barcode",
    status: () => reader.status(),
    onStatus: (listener) => reader.onStatus(listener),
    onScan: (listener) => scans.add(listener),
    feed: (text) => {
      if (type === undefined) return err("barcode/not-a-wedge");
      type(text);
      return ok(null);
    },
    check: async () => findingsOf(settings, await reader.lookAgain()),
    close: async () => {
      scans.clear();
      await reader.close();
    },
  };
}
