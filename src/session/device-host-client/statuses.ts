import type { DeviceKind, DeviceSettings, DeviceStatus } from "../../contract/devices.ts";
import type { CodedError } from "../../contract/result.ts";

const realityOf = (settings: DeviceSettings[DeviceKind]): DeviceStatus["reality"] =>
  settings.transport === "none" ? "none" : "rig" in settings && settings.rig ? "rig" : "real";

/** What is true of every device while no host drives it. A kind that the booth does not have stays absent. */
export function statusesWithoutHost(settings: DeviceSettings, state: DeviceStatus["state"], error: CodedError): DeviceStatus[] {
  const kinds: readonly DeviceKind[] = ["barcode", "scanner", "printer"];
  return kinds.map((kind) => {
    const reality = realityOf(settings[kind]);
    const absent = reality === "none";
    return { kind, state: absent ? "absent" : state, reality, reasons: absent ? [] : ["not-answering"], model: null, error: absent ? null : error, losses: 0 };
  });
}
