import { describe, expect, it } from "vitest";
import type { DeviceKind } from "../../contract/devices.ts";
import { err } from "../../contract/result.ts";
import { stateNames, waysInto } from "../testing/states.ts";
import { statusOf, type TestVisit } from "../testing/test-visit.ts";

/** What the device's owner of a job is told when its device goes. */
const codes: Readonly<Record<DeviceKind, string>> = { barcode: "barcode/absent", scanner: "scanner/io", printer: "printer/not-answering" };
const kinds: readonly DeviceKind[] = ["barcode", "scanner", "printer"];

const errorOn = (visit: TestVisit): string | null => {
  const screen = visit.screen();
  return "error" in screen ? (screen.error?.code ?? null) : null;
};

async function lose(visit: TestVisit, kind: DeviceKind): Promise<void> {
  await visit.send({ type: "device.status", status: statusOf(kind, "lost") });
  const jobs = kind === "scanner" ? visit.scans : kind === "printer" ? visit.prints : [];
  await jobs.at(-1)?.settle(err(codes[kind]));
}

describe.each(stateNames)("a device is lost: %s", (state) => {
  it.each(kinds)("%s", async (kind) => {
    const visit = await waysInto(state);
    const before = visit.snapshot();
    await lose(visit, kind);
    await visit.saves.at(-1)?.settle(err("documents/io"));
    const after = visit.snapshot();
    expect(after.devices.find((device) => device.kind === kind)).toMatchObject({ state: "lost", reasons: ["not-answering"] });
    expect(after.documents).toEqual(before.documents);
    expect(after.screen.name).toBe(before.screen.name);

    await visit.send({ type: "device.status", status: statusOf(kind, "ready") });
    expect(visit.snapshot().devices.find((device) => device.kind === kind)?.state).toBe("ready");
    visit.host.send({ type: "visit.end", reason: "staff" });
    expect(visit.calls.at(-1)).toBe("visit-ended staff");
  });
});

describe("a lost device costs its job an error and nothing else", () => {
  it("scan: the error stands on the screen, pages that had come stay", async () => {
    const visit = await waysInto("scan scanning with a page");
    await lose(visit, "scanner");
    expect(visit.screen()).toMatchObject({ name: "scan", stage: "review", error: { code: "scanner/io" }, pages: [{ rotation: 0 }] });
    await visit.act({ type: "scan-start" });
    expect(errorOn(visit)).toBeNull();
  });

  it("scan without a page yet: back to the set-up with the error", async () => {
    const visit = await waysInto("scan scanning");
    await lose(visit, "scanner");
    expect(visit.screen()).toMatchObject({ name: "scan", stage: "setup", error: { code: "scanner/io" } });
  });

  it("copy, while it scans", async () => {
    const visit = await waysInto("copy scanning");
    await lose(visit, "scanner");
    expect(visit.screen()).toMatchObject({ name: "copy", stage: "setup", error: { code: "scanner/io" } });
  });

  it("copy, while it prints: the scanned pages are kept as a document", async () => {
    const visit = await waysInto("copy printing");
    await lose(visit, "printer");
    expect(visit.saves).toHaveLength(1);
    expect(visit.saves[0]?.params).toHaveLength(1);
    const kept = await visit.addDocument(9, { origin: "scan", name: null });
    await visit.saves[0]?.settle({ ok: true, value: kept });
    expect(visit.screen()).toMatchObject({ name: "copy", stage: "setup", error: { code: "printer/not-answering" } });
    expect(visit.snapshot().documents).toHaveLength(1);
  });

  it("print: back to the preview with the error, the document is there", async () => {
    const visit = await waysInto("print printing");
    await lose(visit, "printer");
    expect(visit.screen()).toMatchObject({ name: "print", stage: "preview", error: { code: "printer/not-answering" } });
    expect(visit.snapshot().documents).toHaveLength(1);
    expect(visit.snapshot().documents[0]?.printed).toBe(false);
  });

  it("print, stopped for want of paper: the same", async () => {
    const visit = await waysInto("print stopped");
    await lose(visit, "printer");
    expect(visit.screen()).toMatchObject({ name: "print", stage: "preview", error: { code: "printer/not-answering" } });
  });

  it("the capabilities of a lost scanner are not shown any more", async () => {
    const visit = await waysInto("scan setup");
    await visit.send({ type: "device.scanner", scanner: { sources: ["flatbed"], colours: ["colour"], resolutions: [300] } });
    expect(visit.screen()).toMatchObject({ capabilities: { sources: ["flatbed"] } });
    await visit.send({ type: "device.scanner", scanner: null });
    expect(visit.screen()).toMatchObject({ capabilities: null });
  });
});
