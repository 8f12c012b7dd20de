import { describe, expect, it } from "vitest";
import type { DeviceFinding } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import { staffReportSchema, type StaffReport } from "../../contract/snapshot.ts";
import { gatherStaffReport } from "./report.ts";

const finding = (outcome: DeviceFinding["outcome"], found: string | null = null): DeviceFinding => ({ kind: "printer", check: "media", outcome, found });
const core: StaffReport = {
  checks: [{ number: 99, check: "store", outcome: "ok", findings: [], found: null }, { number: 1, check: "printer", outcome: "skipped", findings: [], found: null }],
  booth: "closed", log: [{ at: 1, event: "booth", outcome: "open", number: null }], counters: [{ counter: "visits", value: 3 }],
};

describe("the staff report", () => {
  it("puts the core's part and the devices' together under fixed numbers", async () => {
    const report = await gatherStaffReport({
      core: () => Promise.resolve(ok(core)),
      devices: (kind) => Promise.resolve(kind === "printer" ? ok([finding("ok"), finding("failed", "media-empty"), finding("warning")]) : kind === "scanner" ? err("device-host/gone") : ok([])),
      speech: () => Promise.resolve(err("speech/failed")),
    });
    expect(staffReportSchema.safeParse(report.ok ? report.value : null).success).toBe(true);
    expect(report.ok && report.value.checks.map(({ number, check, outcome, found }) => [number, check, outcome, found])).toEqual([
      [2, "store", "ok", null], [8, "barcode", "skipped", null], [9, "scanner", "failed", "device-host/gone"], [10, "printer", "failed", "media-empty"], [11, "speech", "failed", "speech/failed"],
    ]);
    expect(report).toMatchObject({ value: { booth: "closed", counters: [{ counter: "visits", value: 3 }] } });
  });

  it("a core that does not answer leaves its part out", async () => {
    const report = await gatherStaffReport({ core: () => Promise.resolve(err("rpc/timed-out")), devices: () => Promise.resolve(ok([])), speech: () => Promise.resolve(ok(null)) });
    expect(report.ok && report.value.checks.map((check) => check.check)).toEqual(["barcode", "scanner", "printer", "speech"]);
  });
});
