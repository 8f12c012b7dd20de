import { describe, expect, it } from "vitest";
import { err, ok } from "../../contract/result.ts";
import { waysInto } from "../testing/states.ts";
import { idOf, visitAtHome, type TestVisit } from "../testing/test-visit.ts";

const pageIds = (visit: TestVisit): readonly string[] => {
  const screen = visit.screen();
  return screen.name === "scan" ? screen.pages.map((page) => page.id) : [];
};

/** A draft of three pages in review. */
async function threePages(): Promise<TestVisit> {
  const visit = await visitAtHome();
  await visit.act({ type: "go", to: "scan" });
  await visit.act({ type: "scan-options", options: { source: "feeder", colour: "grey", resolution: 150 } });
  await visit.act({ type: "scan-start" });
  for (const number of [1, 2, 3]) await visit.page(number);
  await visit.scans[0]?.settle(ok({ pages: 3 }));
  return visit;
}

describe("scan", () => {
  it("asks the scanner for what the person chose, and shows true progress", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "go", to: "scan" });
    await visit.act({ type: "scan-options", options: { source: "feeder", colour: "grey", resolution: 150 } });
    await visit.act({ type: "scan-start" });
    const jobId = visit.scans[0]?.params.jobId ?? "";
    expect(visit.scans[0]?.params).toEqual({ jobId, source: "feeder", colour: "grey", resolution: 150, maxPages: 50 });
    await visit.send({ type: "scan.progress", jobId, page: 1, fraction: 0.4 });
    expect(visit.screen()).toMatchObject({ stage: "scanning", progress: { page: 1, fraction: 0.4 } });
    await visit.refuses({ type: "scan-start" });
    await visit.refuses({ type: "scan-save" });
  });

  it("turns, moves and drops pages; a file of a dropped page is let go", async () => {
    const visit = await threePages();
    expect(pageIds(visit)).toEqual([idOf(1), idOf(2), idOf(3)]);
    await visit.act({ type: "scan-rotate", pageId: idOf(2) });
    await visit.act({ type: "scan-rotate", pageId: idOf(2) });
    await visit.act({ type: "scan-move", pageId: idOf(3), to: 0 });
    await visit.act({ type: "scan-drop", pageId: idOf(1) });
    expect(visit.screen()).toMatchObject({ stage: "review", pages: [{ id: idOf(3), rotation: 0 }, { id: idOf(2), rotation: 180 }] });
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
    await visit.refuses({ type: "scan-rotate", pageId: idOf(1) });
    await visit.act({ type: "scan-move", pageId: idOf(3), to: 199 });
    expect(pageIds(visit)).toEqual([idOf(2), idOf(3)]);
    await visit.act({ type: "scan-drop", pageId: idOf(2) });
    await visit.act({ type: "scan-drop", pageId: idOf(3) });
    expect(visit.screen()).toMatchObject({ stage: "setup", pages: [] });
  });

  it("adds pages to the draft, up to the limit", async () => {
    const visit = await visitAtHome({ configuration: { documents: { maxScanPages: 2 } } });
    await visit.act({ type: "go", to: "scan" });
    for (const number of [1, 2]) {
      await visit.act({ type: "scan-start" });
      await visit.page(number);
      await visit.scans.at(-1)?.settle(ok({ pages: 1 }));
    }
    await visit.act({ type: "scan-start" });
    expect(visit.scans).toHaveLength(2);
    expect(visit.screen()).toMatchObject({ stage: "review", error: { code: "documents/too-many", detail: { what: "pages", limit: 2 } } });
    await visit.act({ type: "notice-seen", notice: "error" });
    expect(visit.screen()).toMatchObject({ error: null });
  });

  it("saves as one PDF, shows it, and asks for the original", async () => {
    const visit = await waysInto("scan review");
    expect(visit.snapshot().originalQuestion).toBe(false);
    await visit.act({ type: "scan-save" });
    expect(visit.screen()).toMatchObject({ stage: "saving" });
    await visit.refuses({ type: "back" });
    await visit.refuses({ type: "go", to: "home" });
    const document = await visit.addDocument(9, { origin: "scan", name: null });
    await visit.saves[0]?.settle(ok(document));
    expect(visit.screen()).toEqual({ name: "documents", openId: document.id });
    expect(visit.snapshot().originalQuestion).toBe(true);
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
    await visit.act({ type: "original-taken" });
    expect(visit.snapshot().originalQuestion).toBe(false);
    await visit.act({ type: "go", to: "scan" });
    expect(visit.screen()).toMatchObject({ stage: "setup", pages: [] });
  });

  it("keeps the draft when saving fails", async () => {
    const visit = await waysInto("scan saving");
    await visit.saves[0]?.settle(err("documents/full"));
    expect(visit.screen()).toMatchObject({ stage: "review", error: { code: "documents/full" }, pages: [{ id: idOf(1) }] });
    expect(visit.forgotten).toEqual([]);
  });

  it("discards", async () => {
    const visit = await threePages();
    await visit.act({ type: "scan-discard" });
    expect(visit.screen()).toMatchObject({ stage: "setup", pages: [] });
    expect(visit.forgotten).toHaveLength(3);
    expect(visit.events).toContainEqual({ event: "scan", outcome: "discarded", pages: 0 });
  });

  it("cancels: the job is told, its late pages and its late end change nothing", async () => {
    const visit = await waysInto("scan scanning with a page");
    await visit.act({ type: "scan-cancel" });
    expect(visit.scans[0]?.signal?.aborted).toBe(true);
    expect(visit.screen()).toMatchObject({ stage: "review", error: null });
    await visit.page(2);
    await visit.scans[0]?.settle(ok({ pages: 2 }));
    expect(pageIds(visit)).toEqual([idOf(1)]);
  });

  it("a scan that she left by going elsewhere is broken off, the draft waits and is reminded of", async () => {
    const visit = await waysInto("scan scanning with a page");
    await visit.act({ type: "go", to: "home" });
    expect(visit.scans[0]?.signal?.aborted).toBe(true);
    expect(visit.snapshot().originalQuestion).toBe(true);
    await visit.act({ type: "end-request" });
    expect(visit.snapshot().endQuestion?.reminders).toEqual([{ kind: "original-in-scanner" }, { kind: "scan-unsaved", pages: 1 }]);
    await visit.act({ type: "end-cancel" });
    await visit.act({ type: "go", to: "scan" });
    expect(visit.screen()).toMatchObject({ stage: "review", pages: [{ id: idOf(1) }] });
  });

  it("a feeder lays the paper into its tray, where it is forgotten as easily: it is asked for too", async () => {
    const visit = await threePages();
    await visit.act({ type: "back" });
    expect(visit.snapshot().originalQuestion).toBe(true);
  });

  it("a page of a job that it does not know is dropped", async () => {
    const visit = await waysInto("scan scanning");
    await visit.send({ type: "scan.page", id: idOf(7), page: { jobId: idOf(99), page: 1, file: "/scans/7.jpg", widthPx: 10, heightPx: 10, dpi: 300 } });
    await visit.send({ type: "scan.progress", jobId: idOf(99), page: 1, fraction: 1 });
    expect(visit.screen()).toMatchObject({ pages: [], progress: null });
  });

  it("the end of the visit breaks a scan off; its late pages are nobody's", async () => {
    const visit = await waysInto("scan scanning with a page");
    await visit.send({ type: "visit.end", reason: "staff" });
    expect(visit.scans[0]?.signal?.aborted).toBe(true);
    await visit.page(2);
    await visit.scans[0]?.settle(ok({ pages: 2 }));
    expect(visit.host.context().scan.pages).toEqual([]);
  });

  it("starts from what the scanner has", async () => {
    const visit = await visitAtHome();
    await visit.send({ type: "device.scanner", scanner: { sources: ["feeder"], colours: ["grey"], resolutions: [75, 150] } });
    await visit.act({ type: "go", to: "scan" });
    expect(visit.screen()).toMatchObject({ options: { source: "feeder", colour: "grey", resolution: 150 } });
    await visit.act({ type: "go", to: "copy" });
    expect(visit.screen()).toMatchObject({ options: { source: "feeder", colour: "grey" }, sources: ["feeder"] });
  });

  it("a port that throws comes to a coded error", async () => {
    const visit = await visitAtHome({ ports: { scan: () => Promise.reject(new Error("bug")) } });
    await visit.act({ type: "go", to: "scan" });
    await visit.act({ type: "scan-start" });
    expect(visit.screen()).toMatchObject({ stage: "setup", error: { code: "session/internal" } });
  });
});
