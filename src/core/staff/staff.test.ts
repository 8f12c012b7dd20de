import { describe, expect, it } from "vitest";
import { ok } from "../../contract/result.ts";
import { staffReportSchema } from "../../contract/snapshot.ts";
import { openAuditLog, type AuditLog } from "../audit/audit-log.ts";
import { openStore } from "../store/store.ts";
import type { StaffPin } from "../store/staff-pin.ts";
import { fakeReceipt } from "../testing/fake-booth-work.ts";
import { testFolders } from "../testing/folders.ts";
import { createTestClock, testStart } from "../testing/test-clock.ts";
import { createStaffDesk } from "./desk.ts";
import { checkNumbers, logRow, makeReport, type ReportFacts } from "./report.ts";

const folder = testFolders();

function openLog(): AuditLog & { readonly spoil: () => void } {
  const store = openStore(folder());
  if (!store.ok) throw new Error(store.error.code);
  return { ...openAuditLog(store.value, createTestClock()), spoil: () => store.value.database.exec("UPDATE audit SET at = at + 1") };
}

const facts = (changes: Partial<ReportFacts> = {}): ReportFacts => ({
  audit: openLog(), storeSetAside: false, damagedFiles: 0, warmReady: true, runtime: folder(), now: testStart, services: 3, lastReceipt: fakeReceipt("clean"),
  booth: "open", ...changes,
});
const outcomes = async (changes: Partial<ReportFacts>) =>
  Object.fromEntries((await makeReport(facts(changes))).checks.map(({ check, outcome }) => [check, outcome]));

describe("the report for staff", () => {
  it("is what the contract says, each check with its number for ever", async () => {
    const report = await makeReport(facts());
    expect(staffReportSchema.parse(report)).toEqual(report);
    for (const { check, number } of report.checks) expect(number).toBe(checkNumbers[check]);
    expect(Object.values(checkNumbers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it("of a sound booth has nothing failed", async () => {
    const found = await outcomes({});
    expect(found).toMatchObject({ configuration: "ok", store: "ok", "audit-chain": "ok", "shell-warm": "ok", clock: "ok", services: "ok", "last-wipe": "ok" });
    expect(found["tmpfs"]).not.toBe("failed");
  });

  it("says what is wrong", async () => {
    const log = openLog();
    log.note({ event: "core-stopped" });
    log.flush();
    log.spoil();
    expect(await outcomes({ audit: log, storeSetAside: true, warmReady: false, runtime: "/proc", now: 0, services: 0, lastReceipt: fakeReceipt("not-clean") })).toMatchObject({
      store: "warning", "audit-chain": "failed", "shell-warm": "running", tmpfs: "failed", clock: "failed", services: "warning", "last-wipe": "failed",
    });
    expect(await outcomes({ lastReceipt: null })).toMatchObject({ "last-wipe": "skipped" });
  });

  it("shows rows of the log by a word and a number", () => {
    const row = { seq: 1, at: 5, event: "wiped", count: 1 };
    expect(logRow({ ...row, fields: { reason: "idle", outcome: "clean", ms: 90 } })).toEqual({ at: 5, event: "wiped", outcome: "idle", number: 90 });
    expect(logRow({ ...row, fields: {}, count: 4 })).toEqual({ at: 5, event: "wiped", outcome: null, number: 4 });
    expect(logRow({ ...row, fields: {} })).toEqual({ at: 5, event: "wiped", outcome: null, number: null });
  });
});

describe("the desk", () => {
  const pinThat = (right: boolean, lockedUntil: number | null): StaffPin => ({
    state: () => ({ triesLeft: 3, lockedUntil }),
    verify: () => Promise.resolve({ right, triesLeft: 3, lockedUntil }),
  });

  it.each([["right", true, null], ["wrong", false, null], ["locked", false, 17]] as const)("notes a PIN that is %s, and nothing of the PIN", async (outcome, right, lockedUntil) => {
    const log = openLog();
    const desk = createStaffDesk(pinThat(right, lockedUntil), log, () => makeReport(facts({ audit: log })));
    expect(await desk.verifyPin("4711")).toEqual(ok({ right, triesLeft: 3, lockedUntil }));
    expect(log.newest(5)).toMatchObject([{ event: "staff-pin", fields: { outcome } }]);
    expect(await desk.pinState()).toEqual(ok({ triesLeft: 3, lockedUntil }));
    const report = await desk.report();
    expect(report.ok && report.value.log[0]).toMatchObject({ event: "staff-pin", outcome });
  });
});
