import { describe, expect, it } from "vitest";
import { err, ok } from "../../contract/result.ts";
import { waysInto } from "../testing/states.ts";
import { idOf, visitAtHome, type TestVisit } from "../testing/test-visit.ts";

const limited = { configuration: { printing: { maxPagesPerVisit: 10 } } };

async function preview(visit: TestVisit, pages: number): Promise<void> {
  await visit.addDocument(1, { pages });
  await visit.act({ type: "go", to: "print" });
  await visit.act({ type: "print-choose", documentId: idOf(1) });
}
const pagesLeft = (visit: TestVisit): number | null => {
  const screen = visit.screen();
  return screen.name === "print" ? screen.pagesLeft : null;
};

describe("print", () => {
  it("hands the document and the options over and follows the job to its true end", async () => {
    const visit = await visitAtHome();
    await preview(visit, 2);
    await visit.act({ type: "print-options", options: { copies: 2, sides: "two-sided-long-edge", colour: "grey" } });
    await visit.act({ type: "print-start" });
    expect(visit.prints[0]?.params).toMatchObject({ source: { kind: "document", documentId: idOf(1) }, options: { copies: 2, sides: "two-sided-long-edge", colour: "grey" } });
    expect(visit.screen()).toMatchObject({ stage: "printing", progress: null });
    await visit.progress({ state: "printing", pagesDone: 1, pagesTotal: 4 });
    expect(visit.screen()).toMatchObject({ progress: { state: "printing", pagesDone: 1 } });
    await visit.progress({ state: "stopped", pagesDone: 1, pagesTotal: 4, reasons: ["media-empty"] });
    expect(visit.screen()).toMatchObject({ stage: "printing", progress: { state: "stopped", reasons: ["media-empty"] } });
    await visit.prints[0]?.settle(ok({ pagesDone: 4 }));
    expect(visit.screen()).toMatchObject({ stage: "done", documentId: idOf(1), progress: null });
    expect(visit.events).toContainEqual({ event: "print", outcome: "done", pages: 4 });
  });

  it("goes on while she looks elsewhere, and is reminded of at the end", async () => {
    const visit = await waysInto("print printing");
    await visit.act({ type: "go", to: "home" });
    await visit.act({ type: "end-request" });
    expect(visit.snapshot().endQuestion?.reminders).toContainEqual({ kind: "printing", pagesLeft: 1 });
    await visit.act({ type: "end-cancel" });
    await visit.act({ type: "go", to: "print" });
    expect(visit.screen()).toMatchObject({ stage: "printing", documentId: idOf(1) });
    await visit.act({ type: "go", to: "home" });
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    expect(visit.screen()).toEqual({ name: "home" });
  });

  it("cancels at the printer and waits for its word", async () => {
    const visit = await waysInto("print printing");
    await visit.act({ type: "print-cancel" });
    expect(visit.calls).toContain(`cancel-print ${visit.prints[0]?.params.jobId ?? ""}`);
    await visit.progress({ state: "cancelling" });
    expect(visit.screen()).toMatchObject({ stage: "printing", progress: { state: "cancelling" } });
    await visit.prints[0]?.settle(err("printer/cancelled"));
    expect(visit.screen()).toMatchObject({ stage: "preview", error: null });
    expect(visit.events).toContainEqual({ event: "print", outcome: "cancelled", pages: 0 });
  });

  it("counts sheets against the visit's limit", async () => {
    const visit = await visitAtHome(limited);
    await preview(visit, 6);
    expect(pagesLeft(visit)).toBe(10);
    await visit.act({ type: "print-options", options: { copies: 2, sides: "one-sided", colour: "grey" } });
    await visit.act({ type: "print-start" });
    expect(visit.screen()).toMatchObject({ stage: "preview", error: { code: "print/too-many-pages", detail: { sheets: 12, left: 10 } } });
    expect(visit.prints).toHaveLength(0);
    await visit.act({ type: "print-options", options: { copies: 2, sides: "two-sided-long-edge", colour: "grey" } });
    await visit.act({ type: "print-start" });
    expect(pagesLeft(visit)).toBe(4);
    await visit.prints[0]?.settle(ok({ pagesDone: null }));
    expect(pagesLeft(visit)).toBe(4);
  });

  it.each([
    ["never reached paper", [], 10],
    ["had printed one page", [{ state: "printing", pagesDone: 1 }], 9],
    ["stopped at the printer, which does not count", [{ state: "stopped", pagesDone: null }], 4],
  ] as const)("a failed job gives back the sheets that it did not take: %s", async (_, steps, left) => {
    const visit = await visitAtHome(limited);
    await preview(visit, 6);
    await visit.act({ type: "print-start" });
    for (const step of steps) await visit.progress({ ...step, pagesTotal: 6 });
    await visit.prints[0]?.settle(err("printer/aborted"));
    expect(pagesLeft(visit)).toBe(left);
  });

  it("more copies than the booth allows are refused", async () => {
    const visit = await waysInto("print preview");
    await visit.refuses({ type: "print-options", options: { copies: 6, sides: "one-sided", colour: "grey" } });
  });

  it.each([
    ["other", null, "documents/not-printable"],
    ["pdf", null, "documents/broken"],
    ["text", null, "documents/not-printable"],
  ] as const)("a document that cannot be printed says so: %s", async (format, pages, code) => {
    const visit = await waysInto("print choose");
    await visit.addDocument(2, { format, pages });
    await visit.act({ type: "print-choose", documentId: idOf(2) });
    expect(visit.screen()).toMatchObject({ stage: "choose", error: { code } });
    await visit.act({ type: "print-choose", documentId: idOf(77) });
    expect(visit.screen()).toMatchObject({ stage: "choose", error: { code: "documents/unknown" } });
  });

  it("one job at a time", async () => {
    const visit = await waysInto("copy printing");
    await visit.addDocument(1);
    await visit.act({ type: "go", to: "print" });
    await visit.act({ type: "print-choose", documentId: idOf(1) });
    await visit.act({ type: "print-start" });
    expect(visit.screen()).toMatchObject({ stage: "preview", error: { code: "printer/busy" } });
  });

  it("the embedded page's print comes to the preview, and Back leads to the page", async () => {
    const visit = await waysInto("web");
    await visit.addDocument(1, { origin: "web-print" });
    await visit.send({ type: "web.print", documentId: idOf(1) });
    expect(visit.screen()).toMatchObject({ name: "print", stage: "preview", cameFrom: "web", documentId: idOf(1) });
    await visit.act({ type: "back" });
    expect(visit.screen()).toMatchObject({ name: "web", opening: 1 });
  });

  it("a page that is no longer shown cannot pull her away from another screen", async () => {
    const visit = await waysInto("scan review");
    await visit.addDocument(1, { origin: "web-print" });
    await visit.send({ type: "web.print", documentId: idOf(1) });
    expect(visit.screen().name).toBe("scan");
  });

  it("Back leads to where she came from", async () => {
    const visit = await waysInto("documents");
    await visit.act({ type: "print-choose", documentId: idOf(1) });
    expect(visit.screen()).toMatchObject({ name: "print", cameFrom: "documents" });
    await visit.act({ type: "back" });
    expect(visit.screen().name).toBe("documents");
  });

  it("a document that is being printed is not removed under the printer", async () => {
    const visit = await waysInto("print printing");
    await visit.act({ type: "go", to: "documents" });
    await visit.refuses({ type: "document-remove", documentId: idOf(1) });
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    await visit.act({ type: "document-remove", documentId: idOf(1) });
    expect(visit.calls).toContain(`remove ${idOf(1)}`);
  });

  it("a preview whose document is gone goes back to the choice", async () => {
    const visit = await waysInto("print preview");
    await visit.send({ type: "documents.changed", documents: [] });
    expect(visit.screen()).toMatchObject({ stage: "choose", documentId: null });
  });

  it("the end of the visit breaks the job off and the log knows that something was printed", async () => {
    const visit = await waysInto("print printing");
    await visit.send({ type: "visit.end", reason: "timed-out" });
    expect(visit.prints[0]?.signal?.aborted).toBe(true);
    expect(visit.events).toContainEqual({ event: "print", outcome: "cancelled", pages: 0 });
    await visit.progress({ state: "printing", pagesDone: 1 });
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    expect(visit.host.context().printing).toBeNull();
  });

  it("progress of another job changes nothing", async () => {
    const visit = await waysInto("print printing");
    await visit.progress({ jobId: idOf(55), state: "stopped", reasons: ["media-jam"] });
    expect(visit.screen()).toMatchObject({ progress: { state: "printing" } });
  });
});
