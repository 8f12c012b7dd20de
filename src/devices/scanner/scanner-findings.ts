import type { DeviceFinding, DeviceSettings, DeviceStatus } from "../../contract/devices.ts";
import { capabilitiesOf, type ScanAbilities } from "./scan-abilities.ts";

type SaneSettings = Extract<DeviceSettings["scanner"], { transport: "sane" }>;

const finding = (check: DeviceFinding["check"], outcome: DeviceFinding["outcome"], found: string | null): DeviceFinding =>
  ({ kind: "scanner", check, outcome, found: found === null ? null : found.slice(0, 120) });

/** The staff page's checks of a scanner, from what the supervisor and the last look know. SANE tells nothing of paper or wear. */
export function scannerFindings(settings: SaneSettings, status: DeviceStatus, abilities: ScanAbilities | null): DeviceFinding[] {
  const configured = finding("configured", "ok", settings.device ?? "first");
  const works = status.state === "ready" || status.state === "busy";
  if (!works) {
    const absent = status.state === "absent" || status.error?.code === "scanner/absent";
    const why = status.error?.code ?? status.state;
    return absent
      ? [configured, finding("found", "failed", "absent"), finding("answers", "skipped", null), finding("capabilities", "skipped", null)]
      : [configured, finding("found", "skipped", null), finding("answers", "failed", why), finding("capabilities", "skipped", null)];
  }
  return [
    configured,
    finding("found", "ok", status.model),
    finding("answers", "ok", status.state),
    abilities === null ? finding("capabilities", "skipped", null) : capabilitiesFinding(abilities),
  ];
}

/** A booth needs the glass, colour and 300 dpi; less works, and the staff page says so. */
function capabilitiesFinding(abilities: ScanAbilities): DeviceFinding {
  const { sources, colours, resolutions } = capabilitiesOf(abilities);
  const complete = colours.includes("colour") && resolutions.includes(300) && resolutions.includes(150);
  return finding("capabilities", complete ? "ok" : "warning", [...sources, ...colours, ...resolutions].join(" "));
}
