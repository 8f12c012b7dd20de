import type { BarcodeScan, DeviceFinding, DeviceKind, DeviceStatus } from "../../contract/devices.ts";
import { ok } from "../../contract/result.ts";
import type { BarcodeAdapter, DeviceAdapter, PrinterAdapter, ScannerAdapter } from "../adapter.ts";
import { Listeners } from "../listeners.ts";
import type { DeviceFactories } from "./device-host-server.ts";

/** Adapters without devices, for tests of the host: each part can be replaced by one that misbehaves. */

const statusOf = (kind: DeviceKind): DeviceStatus =>
  ({ kind, state: "ready", reality: "rig", reasons: [], model: `Fake ${kind}`, error: null, losses: 0 });

const fakeAdapter = <K extends DeviceKind>(kind: K): DeviceAdapter & { readonly kind: K; tell(status: DeviceStatus): void } => {
  const listeners = new Listeners<DeviceStatus>();
  const finding: DeviceFinding = { kind, check: "answers", outcome: "ok", found: null };
  return {
    kind,
    status: () => statusOf(kind),
    onStatus: (listener) => listeners.add(listener),
    check: () => Promise.resolve([finding]),
    close: () => Promise.resolve(),
    tell: (status) => listeners.tell(status),
  };
};

export interface FakeDevices {
  readonly barcode: BarcodeAdapter & { tell(status: DeviceStatus): void; scan(scan: BarcodeScan): void };
  readonly scanner: ScannerAdapter;
  readonly printer: PrinterAdapter;
}

export function createFakeDevices(): FakeDevices {
  const scans = new Listeners<BarcodeScan>();
  return {
    barcode: {
      ...fakeAdapter("barcode"),
      onScan: (listener) => scans.add(listener),
      feed: () => ok(null),
      scan: (scan) => scans.tell(scan),
    },
    scanner: {
      ...fakeAdapter("scanner"),
      capabilities: () => Promise.resolve(ok({ sources: ["flatbed"], colours: ["colour"], resolutions: [150] })),
      scan: ({ jobId, folder }, events) => {
        events.progress(1, 0.5);
        events.page({ jobId, page: 1, file: `${folder}/1.jpg`, widthPx: 1240, heightPx: 1754, dpi: 150 });
        return Promise.resolve(ok({ pages: 1 }));
      },
      cancel: () => Promise.resolve(ok(null)),
    },
    printer: {
      ...fakeAdapter("printer"),
      capabilities: () => Promise.resolve(ok({ duplex: true, colour: true })),
      print: ({ jobId, pages }, onProgress) => {
        onProgress({ jobId, state: "printing", pagesDone: 0, pagesTotal: pages, reasons: [] });
        return Promise.resolve(ok({ pagesDone: pages }));
      },
      cancel: () => Promise.resolve(ok(null)),
    },
  };
}

export const factoriesOf = (devices: FakeDevices): DeviceFactories =>
  ({ barcode: () => devices.barcode, scanner: () => devices.scanner, printer: () => devices.printer });
