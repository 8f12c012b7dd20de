import { describe, expect, it } from "vitest";
import { err, ok } from "../../contract/result.ts";
import { waysInto } from "../testing/states.ts";
import { idOf, visitAtHome } from "../testing/test-visit.ts";

describe("copy", () => {
  it("is one button: it scans, prints, and asks for the original", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "go", to: "copy" });
    await visit.act({ type: "copy-options", options: { source: "flatbed", copies: 3, sides: "one-sided", colour: "grey" } });
    await visit.act({ type: "copy-start" });
    expect(visit.scans[0]?.params).toMatchObject({ source: "flatbed", colour: "grey", resolution: 300, maxPages: 1 });
    await visit.page(1);
    await visit.scans[0]?.settle(ok({ pages: 1 }));
    expect(visit.screen()).toMatchObject({ stage: "printing", pages: 1, printProgress: null });
    expect(visit.prints[0]?.params).toMatchObject({ source: { kind: "copy", pages: [{ id: idOf(1) }] }, options: { copies: 3, sides: "one-sided", colour: "grey" } });
    await visit.progress({ pagesDone: 2, pagesTotal: 3 });
    expect(visit.screen()).toMatchObject({ printProgress: { pagesDone: 2 } });
    await visit.prints[0]?.settle(ok({ pagesDone: 3 }));
    expect(visit.screen()).toMatchObject({ stage: "done" });
    expect(visit.snapshot().originalQuestion).toBe(true);
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
  });

  it("copies a stack from the feeder, no more than the visit's sheets allow", async () => {
    const visit = await visitAtHome({ configuration: { printing: { maxPagesPerVisit: 9 } } });
    await visit.act({ type: "go", to: "copy" });
    await visit.act({ type: "copy-options", options: { source: "feeder", copies: 2, sides: "two-sided-long-edge", colour: "colour" } });
    await visit.act({ type: "copy-start" });
    expect(visit.scans[0]?.params).toMatchObject({ source: "feeder", maxPages: 8 });
  });

  it("says before the scan that the sheets are used up", async () => {
    const visit = await visitAtHome({ configuration: { printing: { maxPagesPerVisit: 2 } } });
    await visit.act({ type: "go", to: "copy" });
    await visit.act({ type: "copy-options", options: { source: "flatbed", copies: 3, sides: "one-sided", colour: "grey" } });
    await visit.act({ type: "copy-start" });
    expect(visit.screen()).toMatchObject({ stage: "setup", error: { code: "print/too-many-pages", detail: { left: 2 } } });
    expect(visit.scans).toHaveLength(0);
    expect(visit.events).toContainEqual({ event: "print", outcome: "limit", pages: 0 });
  });

  it("cancelled in the scan it leaves nothing", async () => {
    const visit = await waysInto("copy scanning");
    await visit.page(1);
    await visit.act({ type: "copy-cancel" });
    expect(visit.screen()).toMatchObject({ stage: "setup", pages: 0, error: null });
    expect(visit.scans[0]?.signal?.aborted).toBe(true);
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
    await visit.scans[0]?.settle(ok({ pages: 1 }));
    expect(visit.prints).toHaveLength(0);
  });

  it("cancelled at the printer it leaves nothing either", async () => {
    const visit = await waysInto("copy printing");
    await visit.act({ type: "copy-cancel" });
    await visit.prints[0]?.settle(err("printer/cancelled"));
    expect(visit.screen()).toMatchObject({ stage: "setup", error: null });
    expect(visit.saves).toHaveLength(0);
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
  });

  it("prints on while she looks elsewhere, and a failure there keeps the pages too", async () => {
    const visit = await waysInto("copy printing");
    await visit.act({ type: "go", to: "home" });
    await visit.prints[0]?.settle(err("printer/aborted"));
    expect(visit.saves[0]?.params).toMatchObject([{ file: "/scans/1.jpg" }]);
    expect(visit.forgotten).toEqual([]);
    await visit.saves[0]?.settle(err("documents/full"));
    expect(visit.forgotten).toEqual(["/scans/1.jpg"]);
    expect(visit.screen()).toEqual({ name: "home" });
  });

  it("a scan that ended well without a page is an error", async () => {
    const visit = await waysInto("copy scanning");
    await visit.scans[0]?.settle(ok({ pages: 1 }));
    expect(visit.screen()).toMatchObject({ stage: "setup", error: { code: "scanner/no-page" } });
  });

  it("again from the last screen", async () => {
    const visit = await waysInto("copy done");
    await visit.act({ type: "copy-start" });
    expect(visit.screen()).toMatchObject({ stage: "scanning" });
    expect(visit.snapshot().originalQuestion).toBe(false);
  });

  it("waits for the printer that is still busy with something else", async () => {
    const visit = await waysInto("print printing");
    await visit.act({ type: "go", to: "copy" });
    await visit.act({ type: "copy-start" });
    expect(visit.screen()).toMatchObject({ stage: "setup", error: { code: "printer/busy" } });
  });
});
