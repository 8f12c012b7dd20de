import { access, constants } from "node:fs/promises";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { nativePackage } from "../../program/program.ts";

export type HidErrorCode = "hid/absent" | "hid/access-denied" | "hid/failed";

export interface HidDevice {
  /** `/dev/hidrawN`. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage: number | null;
  readonly usage: number | null;
  readonly product: string | null;
}

export interface HidEvents {
  /** One input report, byte 0 (the report id) included. */
  report(report: Uint8Array): void;
  /** The device went away; said at most once. */
  gone(): void;
}

export interface HidHandle {
  /** Byte 0 is the report id. */
  sendFeatureReport(report: readonly number[]): Promise<Result<null, CodedError<HidErrorCode>>>;
  close(): Promise<void>;
}

/** A way to HID devices. The only thing of the barcode reader that a machine without USB cannot have for real. */
export interface HidReports {
  list(vendorId: number, productId: number | undefined): Promise<readonly HidDevice[]>;
  open(path: string, events: HidEvents): Promise<Result<HidHandle, CodedError<HidErrorCode>>>;
}

/** The devices of this machine, through node-hid over hidraw. */
export const nodeHidReports: HidReports = {
  list: async (vendorId, productId) => {
    const { devicesAsync } = nativePackage("node-hid");
    const found = await devicesAsync();
    return found.flatMap((device) => {
      if (device.path === undefined || device.vendorId !== vendorId) return [];
      if (productId !== undefined && device.productId !== productId) return [];
      return [{
        path: device.path, vendorId, productId: device.productId,
        usagePage: device.usagePage ?? null, usage: device.usage ?? null, product: device.product ?? null,
      }];
    });
  },
  open: async (path, events) => {
    const { HIDAsync } = nativePackage("node-hid");
    try {
      await access(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      return err((error as NodeJS.ErrnoException).code === "ENOENT" ? "hid/absent" : "hid/access-denied");
    }
    try {
      const device = await HIDAsync.open(path);
      let ended = false;
      device.on("error", () => {
        if (!ended) events.gone();
        ended = true;
      });
      device.on("data", (report: Buffer) => {
        if (!ended) events.report(report);
      });
      return ok({
        sendFeatureReport: async (report) =>
          device.sendFeatureReport([...report]).then(() => ok(null), () => err("hid/failed")),
        close: async () => {
          ended = true;
          // A device that is already gone cannot be closed any better.
          await device.close().catch(() => undefined);
        },
      });
    } catch {
      return err("hid/failed");
    }
  },
};
