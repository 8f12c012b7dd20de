import { err, ok } from "../../contract/result.ts";
import type { HidDevice, HidEvents, HidReports } from "../transports/hid-reports.ts";

/**
 * A bar-code reader in HID POS mode, as far as a machine without USB goes: real input reports through the driver's own
 * interface. Layout: Access-IS LSR118/ATR110 manuals, byte 0 included.
 */
export class HidPosRig implements HidReports {
  readonly device: HidDevice;
  plugged = true;
  /** Opening fails, as for a user without the udev rule. */
  refused = false;
  /** Feature reports that the driver sent. */
  readonly features: (readonly number[])[] = [];
  #events: HidEvents | null = null;

  constructor(device: Partial<HidDevice> = {}) {
    this.device = { path: "/dev/hidraw0", vendorId: 0x05e0, productId: 0x1300, usagePage: 0x8c, usage: 2, product: "Rig Reader", ...device };
  }

  list: HidReports["list"] = (vendorId, productId) => {
    const matches = this.plugged && vendorId === this.device.vendorId && (productId === undefined || productId === this.device.productId);
    return Promise.resolve(matches ? [this.device] : []);
  };

  open: HidReports["open"] = (_path, events) => {
    if (!this.plugged) return Promise.resolve(err("hid/absent"));
    if (this.refused) return Promise.resolve(err("hid/access-denied"));
    this.#events = events;
    return Promise.resolve(ok({
      sendFeatureReport: (report) => {
        this.features.push(report);
        return Promise.resolve(ok(null));
      },
      close: () => {
        if (this.#events === events) this.#events = null;
        return Promise.resolve();
      },
    }));
  };

  report(report: Uint8Array): void {
    this.#events?.report(report);
  }

  /** Sends a code in as many reports as it takes. */
  scan(code: string, aim = "]C0"): void {
    for (const report of reportsOf(Buffer.from(code), aim)) this.report(report);
  }

  /** The read fails, as hidraw does when the plug is pulled. */
  fail(): void {
    const events = this.#events;
    this.#events = null;
    events?.gone();
  }
}

/** The reports of one code: 56 bytes of data each, the last without the flag that says more follows. */
export function reportsOf(data: Uint8Array, aim: string): Uint8Array[] {
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += 56) {
    const part = data.subarray(from, from + 56);
    const report = new Uint8Array(64);
    report.set([0x02, part.length, ...Buffer.from(aim)]);
    report.set(part, 5);
    report[63] = from + 56 < data.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}
