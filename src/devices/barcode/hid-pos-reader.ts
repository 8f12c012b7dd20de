import type { Clock, ClockTimer } from "../clock.ts";
import type { DeviceLink, DeviceReality, OpenOutcome } from "../supervisor.ts";
import type { HidDevice, HidErrorCode, HidHandle, HidReports } from "../transports/hid-reports.ts";
import { HidPosAssembler, hidIdleMs, honeywellEnable, honeywellVendorIds, scannerUsage, scannerUsagePage } from "./hid-pos.ts";
import { createLinkedReader } from "./linked-reader.ts";
import type { PieceSink } from "./linked-reader.ts";
import type { BarcodeReader } from "./reader.ts";

export interface HidPosSettings {
  readonly vendorId: number;
  readonly productId?: number | undefined;
}

/** How often the list of devices is looked at: a reader that is pulled out says nothing by itself. */
export const hidPresenceMs = 2_000;

function failure(code: HidErrorCode): OpenOutcome<DeviceLink> {
  switch (code) {
    case "hid/absent": return { kind: "absent" };
    case "hid/access-denied": return { kind: "failed", error: { code: "barcode/access-denied" }, reason: "access-denied" };
    case "hid/failed": return { kind: "failed", error: { code: "barcode/open-failed" } };
  }
}

/** The interface in HID POS mode; where the system tells no usages, the only one there is. */
const isPosInterface = (device: HidDevice): boolean =>
  device.usagePage === null || (device.usagePage === scannerUsagePage && device.usage === scannerUsage);

async function open(settings: HidPosSettings, hid: HidReports, clock: Clock, sink: PieceSink): Promise<OpenOutcome<DeviceLink>> {
  const found = await hid.list(settings.vendorId, settings.productId);
  const device = found.find(isPosInterface);
  if (device === undefined) {
    // The reader is there, but types like a keyboard: a configuration bar code of its manual must be read first.
    return found.length === 0 ? { kind: "absent" } : { kind: "failed", error: { code: "barcode/not-hid-pos" } };
  }
  const opened = await hid.open(device.path, { report: (report) => sink.piece(report), gone: () => sink.gone() });
  if (!opened.ok) return failure(opened.error.code);
  if (honeywellVendorIds.has(device.vendorId)) {
    const enabled = await opened.value.sendFeatureReport(honeywellEnable);
    if (!enabled.ok) {
      await opened.value.close();
      return failure(enabled.error.code);
    }
  }
  return { kind: "open", link: watched(opened.value, device, () => hid.list(settings.vendorId, settings.productId), clock, sink) };
}

/** An open reader that also is noticed to be gone when it has left the list of devices. */
function watched(
  handle: HidHandle, device: HidDevice, list: () => Promise<readonly HidDevice[]>, clock: Clock, sink: PieceSink,
): DeviceLink {
  let timer: ClockTimer | undefined;
  let closed = false;
  const look = (): void => {
    timer = clock.setTimeout(() => {
      void list().then((found) => {
        if (closed) return;
        if (found.some(({ path }) => path === device.path)) look();
        else sink.gone();
      }, () => sink.gone());
    }, hidPresenceMs);
  };
  look();
  return {
    model: device.product,
    reasons: [],
    close: async () => {
      closed = true;
      clock.clearTimeout(timer);
      await handle.close();
    },
  };
}

/** A USB reader in HID POS mode: what it reads comes as reports that no window and no text field ever sees. */
export function createHidPosReader(
  settings: HidPosSettings,
  deps: { readonly clock: Clock; readonly reality: DeviceReality; readonly hid: HidReports },
): BarcodeReader {
  return createLinkedReader({
    reality: deps.reality,
    clock: deps.clock,
    assembler: new HidPosAssembler(),
    idleMs: hidIdleMs,
    open: (sink) => open(settings, deps.hid, deps.clock, sink),
  });
}
