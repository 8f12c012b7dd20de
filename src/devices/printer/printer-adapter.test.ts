import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PrintProgress } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import { createManualClock, settle, type ManualClock } from "../manual-clock.ts";
import type { IppClient } from "./ipp-client.ts";
import { operations } from "./ipp-message.ts";
import { printDelays } from "./job-watch.ts";
import { createPrinter } from "./printer-adapter.ts";
import type { JobFacts, PrinterFacts } from "./printer-facts.ts";

const facts: PrinterFacts = {
  state: "idle", reasons: [], keywords: ["none"], accepting: true, formats: ["application/pdf"],
  operations: [operations.createJob, operations.sendDocument], sides: [], colourModes: [], scalings: [], documentHandling: [], media: [],
  mediaReady: null, colour: false, model: "Scripted", supplies: [], behind: null,
};

/** A printer as a table of answers, on a clock that stands still. */
class ScriptedPrinter implements IppClient {
  there = true;
  printer: PrinterFacts = facts;
  job: JobFacts = { id: 7, state: "processing", reasons: [], impressionsCompleted: 0, sheetsCompleted: null };
  cancels = 0;

  getPrinter = () => Promise.resolve(this.there ? ok(this.printer) : err("printer/absent"));
  getJob = () => Promise.resolve(this.there ? ok(this.job) : err("printer/absent"));
  createJob = () => Promise.resolve(ok(this.job.id));
  sendDocument = () => Promise.resolve(ok(null));
  cancelJob = () => {
    this.cancels += 1;
    return Promise.resolve(ok(null));
  };
  validateJob = () => Promise.resolve(ok(null));
  printJob = () => Promise.resolve(ok(this.job.id));
  listJobs = () => Promise.resolve(ok([this.job]));
  purge = () => Promise.resolve(ok(null));
  subscribe = () => Promise.resolve(ok(1));
  howJobEnded = () => Promise.resolve(ok(null));
  unsubscribe = () => Promise.resolve(ok(null));
}

describe("printer adapter", () => {
  let folder: string;
  let file: string;
  let clock: ManualClock;
  let script: ScriptedPrinter;
  let told: PrintProgress[];

  const open = async () => {
    const printer = createPrinter({ transport: "ipp", url: "http://printer.invalid/ipp/print", rig: true }, { clock, openClient: () => script });
    await clock.advance(0);
    return printer;
  };
  const request = () => ({
    jobId: "2b3d5f0e-2a52-4d3e-8a0c-0d1d6c1f3a55", file, pages: 2, copies: 1, sides: "one-sided", colour: "grey",
  }) as const;
  /** The file is read for real, which takes as many turns of the event loop as it takes. */
  const untilTold = async (state: PrintProgress["state"]) => {
    while (told.at(-1)?.state !== state) await settle();
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "virtu-adapter-"));
    file = join(folder, "document.pdf");
    writeFileSync(file, "%PDF-1.7");
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    clock = createManualClock();
    script = new ScriptedPrinter();
    told = [];
  });

  it("sees a printer, loses it after two looks, and finds it again", async () => {
    const printer = await open();
    expect(printer.status()).toMatchObject({ state: "ready", model: "Scripted" });
    script.there = false;
    await clock.advance(10_000);
    expect(printer.status().state).toBe("ready");
    await clock.advance(10_000);
    expect(printer.status()).toMatchObject({ losses: 1, state: "backing-off" });
    script.there = true;
    await clock.advance(60_000);
    expect(printer.status().state).toBe("ready");
    await printer.close();
    expect(clock.pending()).toBe(0);
  });

  it("shows paper that ran out and was refilled while nobody printed", async () => {
    const printer = await open();
    script.printer = { ...facts, reasons: ["media-empty"] };
    await clock.advance(10_000);
    expect(printer.status().reasons).toStrictEqual(["media-empty"]);
    script.printer = facts;
    await clock.advance(10_000);
    expect(printer.status().reasons).toStrictEqual([]);
    await printer.close();
  });

  it.each([
    ["aborted", { ok: false, error: { code: "printer/aborted" } }],
    ["completed", { ok: true, value: { pagesDone: 2 } }],
  ] as const)("a job that the queue calls completed and the printer behind it %s", async (state, outcome) => {
    script.printer = { ...facts, operations: [...facts.operations, 0x4001], behind: "http://behind.invalid/ipp/print" };
    script.job = { ...script.job, state: "completed" };
    const behind = new ScriptedPrinter();
    behind.listJobs = () => Promise.resolve(ok([{ ...script.job, id: 3, state: "completed" }, { ...script.job, id: 4, state }]));
    const printer = createPrinter({ transport: "ipp", url: "http://printer.invalid/ipp/print", rig: true }, { clock, openClient: (url) => (url.includes("behind") ? behind : script) });
    await clock.advance(0);
    expect(await printer.print(request(), (progress) => told.push(progress))).toMatchObject(outcome);
    await printer.close();
  });

  it("waits half an hour for paper, then takes the job back", async () => {
    const printer = await open();
    script.printer = { ...facts, reasons: ["media-empty"] };
    const job = printer.print(request(), (progress) => told.push(progress));
    await untilTold("stopped");
    await clock.advance(printDelays.jobLimit - 60_000);
    expect(script.cancels).toBe(0);
    expect(told).toHaveLength(2);
    await clock.advance(90_000);
    expect(await job).toStrictEqual({ ok: false, error: { code: "printer/timed-out" } });
    expect(script.cancels).toBe(1);
    await printer.close();
    expect(clock.pending()).toBe(0);
  });

  it("calls a queue that somebody has stopped paused, and goes on when it is enabled", async () => {
    const printer = await open();
    script.printer = { ...facts, state: "stopped" };
    script.job = { ...script.job, state: "pending" };
    const job = printer.print(request(), (progress) => told.push(progress));
    await untilTold("stopped");
    expect(told.at(-1)?.reasons).toStrictEqual(["paused"]);
    script.printer = facts;
    await clock.advance(1_000);
    expect(told.at(-1)).toMatchObject({ state: "waiting", reasons: [] });
    script.job = { ...script.job, state: "completed", impressionsCompleted: 2 };
    await clock.advance(1_000);
    expect(await job).toStrictEqual({ ok: true, value: { pagesDone: 2 } });
    await printer.close();
  });

  it("gives up after one quiet minute, and not before", async () => {
    const printer = await open();
    const job = printer.print(request(), (progress) => told.push(progress));
    await untilTold("printing");
    await clock.advance(30_000);
    script.job = { ...script.job, impressionsCompleted: 1 };
    await clock.advance(59_000);
    expect(script.cancels).toBe(0);
    await clock.advance(3_000);
    expect(await job).toMatchObject({ ok: false, error: { code: "printer/not-answering" } });
    expect(script.cancels).toBe(1);
    expect(printer.status().losses).toBe(1);
    await printer.close();
  });

  it("refuses a job while it has no printer", async () => {
    script.there = false;
    const printer = await open();
    expect(printer.status().state).toBe("absent");
    expect(await printer.print(request(), (progress) => told.push(progress))).toStrictEqual({ ok: false, error: { code: "printer/absent" } });
    expect(told).toStrictEqual([]);
    await printer.close();
  });
});
