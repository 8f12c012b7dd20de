import type { DeviceFinding, DeviceKind } from "../../contract/devices.ts";
import { ok, type Result } from "../../contract/result.ts";
import { staffReportSchema, type StaffCheck, type StaffReport } from "../../contract/snapshot.ts";

export interface StaffReportDeps {
  /** The core's own checks, log rows and counters. */
  core(): Promise<Result<StaffReport>>;
  devices(kind: DeviceKind): Promise<Result<DeviceFinding[]>>;
  speech(): Promise<Result<null>>;
}

const kinds: readonly DeviceKind[] = ["barcode", "scanner", "printer"];
/** The order of the contract's words is the order of the numbers: staff say "number nine fails" on the telephone. */
const order = staffReportSchema.shape.checks.element.shape.check.options;

const worst = (findings: readonly DeviceFinding[]): StaffCheck["outcome"] =>
  (["failed", "warning", "ok"] as const).find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? "skipped";

const numberOf = (check: StaffCheck["check"]): number => order.indexOf(check) + 1;

const deviceCheck = (kind: DeviceKind, result: Result<DeviceFinding[]>): StaffCheck =>
  result.ok
    ? { number: numberOf(kind), check: kind, outcome: worst(result.value), findings: result.value.slice(0, 12), found: result.value.find((finding) => finding.outcome === "failed")?.found ?? null }
    : { number: numberOf(kind), check: kind, outcome: "failed", findings: [], found: result.error.code };

/** The core's report with what only this process can look at: the devices and the voice. A core that does not answer leaves its part out. */
export async function gatherStaffReport(deps: StaffReportDeps): Promise<Result<StaffReport>> {
  const [core, speech, ...devices] = await Promise.all([deps.core(), deps.speech(), ...kinds.map((kind) => deps.devices(kind))]);
  const own: StaffCheck[] = [
    ...kinds.map((kind, at) => deviceCheck(kind, devices[at] ?? ok([]))),
    { number: numberOf("speech"), check: "speech", outcome: speech.ok ? "ok" : "failed", findings: [], found: speech.ok ? null : speech.error.code },
  ];
  const report: StaffReport = core.ok ? core.value : { checks: [], booth: "open", log: [], counters: [] };
  const ofCore = report.checks.filter((check) => own.every((each) => each.check !== check.check)).map((check) => ({ ...check, number: numberOf(check.check) }));
  return ok({ ...report, checks: [...ofCore, ...own].sort((a, b) => a.number - b.number) });
}
