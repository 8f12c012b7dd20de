import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  deviceFindingSchema, deviceStatusSchema, printProgressSchema, type DeviceStatus, type PrintProgress, type PrintRequest,
} from "../../contract/devices.ts";
import type { PrinterAdapter } from "../adapter.ts";
import { systemClock, type Clock } from "../clock.ts";
import { openIppClient } from "./ipp-client.ts";
import { createPrinter } from "./printer-adapter.ts";

/** A printer, or what stands for it, as the contract handles it. */
export interface PrinterBench {
  /** What the booth prints to. */
  readonly url: string;
  /** How many times faster than the booth's the contract's clock runs. */
  readonly haste: number;
  setFault(fault: BenchFault): Promise<void>;
  /** What came out, in order. */
  paper(): Promise<readonly Paper[]>;
  /** Settles when the printer itself has nothing more to do; a queue may be done with a job before. */
  rest(): Promise<void>;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  close(): Promise<void>;
}

export interface BenchFault {
  readonly reasons?: readonly ("media-empty" | "cover-open")[];
  readonly abort?: boolean;
  /** Pages take long enough for a person to do something meanwhile. */
  readonly slow?: boolean;
}

export interface Paper {
  readonly jobName: string;
  readonly user: string;
  readonly sides: string;
  readonly media: string;
  /** Pages that are printed on, over all copies; null: the bench does not read them. */
  readonly texts: readonly string[] | null;
}

/** A clock that runs `haste` times as fast as the world's, so that a minute of patience takes seconds. */
export const hastyClock = (haste: number): Clock => ({
  now: () => systemClock.now() * haste,
  today: () => systemClock.today(),
  setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms / haste),
  clearTimeout: (timer) => systemClock.clearTimeout(timer),
});

const TITLE = "TITLE-8f1e6f0c";
const pageText = (page: number): string => `CANARY-8f1e6f0c page ${page}`;

/** Whole sets, one after the other. Within a set CUPS turns the order round for a printer that stacks face up. */
function expectSets(paper: Paper | undefined, copies: number): void {
  if (paper === undefined || paper.texts === null) return;
  expect(paper.texts).toHaveLength(3 * copies);
  for (let copy = 0; copy < copies; copy += 1) {
    expect(paper.texts.slice(3 * copy, 3 * copy + 3).toSorted()).toStrictEqual([1, 2, 3].map(pageText));
  }
}

async function makeDocument(folder: string): Promise<string> {
  const document = await PDFDocument.create();
  document.setTitle(TITLE);
  for (const page of [1, 2, 3]) document.addPage([595, 842]).drawText(pageText(page), { x: 60, y: 700 });
  const file = join(folder, "document.pdf");
  writeFileSync(file, await document.save());
  return file;
}

/** What every printer does, whatever stands between it and the booth. Run against each rig and the fake. */
export function describePrinter(name: string, setUpBench: () => Promise<PrinterBench>): void {
  describe(`printer: ${name}`, () => {
    let bench: PrinterBench;
    let folder: string;
    let file: string;
    let printer: PrinterAdapter;
    let statuses: DeviceStatus[];
    let told: PrintProgress[];

    const request = (more: Partial<PrintRequest> = {}): PrintRequest => ({
      jobId: randomUUID(), file, pages: 3, copies: 1, sides: "one-sided", colour: "grey", ...more,
    });
    const print = (what: PrintRequest) =>
      printer.print(what, (progress) => {
        expect(printProgressSchema.parse(progress).jobId).toBe(what.jobId);
        told.push(progress);
      });
    const until = (what: () => boolean) => expect.poll(what, { timeout: 25_000, interval: 5 }).toBe(true);
    const reaches = (state: DeviceStatus["state"]) => until(() => printer.status().state === state);
    const states = () => [...new Set(told.map(({ state }) => state))];
    const unended = async () => {
      const jobs = await openIppClient(bench.url, { clock: systemClock }).listJobs("not-completed");
      return jobs.ok ? jobs.value.length : jobs.error.code;
    };

    beforeAll(async () => {
      bench = await setUpBench();
      folder = mkdtempSync(join(tmpdir(), "virtu-print-"));
      file = await makeDocument(folder);
    });
    afterAll(async () => {
      await bench.close();
      rmSync(folder, { recursive: true });
    });
    beforeEach(async () => {
      statuses = [];
      told = [];
      await bench.setFault({});
      printer = createPrinter({ transport: "ipp", url: bench.url, rig: true }, { clock: hastyClock(bench.haste) });
      printer.onStatus((status) => statuses.push(deviceStatusSchema.parse(status)));
      await reaches("ready");
    });
    afterEach(async () => {
      await printer.close();
      await bench.setFault({});
      await bench.rest();
    });

    it("says what it is and what it can", async () => {
      expect(deviceStatusSchema.parse(printer.status())).toMatchObject({ kind: "printer", reality: "rig", reasons: [], losses: 0 });
      expect(printer.status().model).not.toBeNull();
      expect(await printer.capabilities()).toStrictEqual({ ok: true, value: { duplex: true, colour: true } });
    });

    it("prints every page and tells the truth about it", async () => {
      const before = (await bench.paper()).length;
      await bench.setFault({ slow: true });
      const outcome = await print(request());
      expect(outcome).toStrictEqual({ ok: true, value: { pagesDone: 3 } });
      const paper = (await bench.paper()).slice(before);
      expect(paper).toHaveLength(1);
      expect(paper[0]).toMatchObject({ jobName: "virtu", user: "virtu", sides: "one-sided", media: "iso_a4_210x297mm" });
      expectSets(paper[0], 1);
      expect(states()).toEqual(expect.arrayContaining(["sending", "printing"]));
      const pages = told.flatMap(({ pagesDone }) => pagesDone ?? []);
      expect(pages).toStrictEqual(pages.toSorted((a, b) => a - b));
      expect(pages).toEqual(expect.arrayContaining([1, 2]));
      expect(told.every(({ pagesTotal }) => pagesTotal === 3)).toBe(true);
      expect(statuses.map(({ state }) => state)).toContain("busy");
      expect(printer.status().state).toBe("ready");
    });

    it("prints copies on both sides, set by set", async () => {
      const before = (await bench.paper()).length;
      const outcome = await print(request({ copies: 2, sides: "two-sided-long-edge", colour: "colour" }));
      expect(outcome.ok).toBe(true);
      const paper = (await bench.paper()).slice(before);
      expect(paper).toHaveLength(1);
      expect(paper[0]?.sides).toBe("two-sided-long-edge");
      expectSets(paper[0], 2);
      expect(told.every(({ pagesTotal }) => pagesTotal === 6)).toBe(true);
    });

    it.each([
      ["paper", "media-empty"],
      ["the cover", "cover-open"],
    ] as const)("waits for help with %s and goes on by itself", async (_, reason) => {
      await bench.setFault({ reasons: [reason] });
      const job = print(request());
      await until(() => told.at(-1)?.state === "stopped");
      expect(told.at(-1)?.reasons).toContain(reason);
      expect(await unended()).toBe(1);
      await bench.setFault({ slow: true });
      expect(await job).toMatchObject({ ok: true });
      expect(told.at(-1)?.reasons).toStrictEqual([]);
    });

    it("says that the printer has given up a job", async () => {
      const before = (await bench.paper()).length;
      await bench.setFault({ abort: true });
      expect(await print(request())).toMatchObject({ ok: false, error: { code: "printer/aborted" } });
      expect(await bench.paper()).toHaveLength(before);
      await bench.setFault({});
      expect(await print(request())).toMatchObject({ ok: true });
    });

    it("cancels, waits until the job has really ended, and prints the next", async () => {
      const before = (await bench.paper()).length;
      await bench.setFault({ slow: true, reasons: ["cover-open"] });
      const what = request();
      const job = print(what);
      await until(() => told.at(-1)?.state === "stopped");
      expect(await printer.cancel(what.jobId)).toStrictEqual({ ok: true, value: null });
      expect(await job).toStrictEqual({ ok: false, error: { code: "printer/cancelled" } });
      expect(await unended()).toBe(0);
      await bench.setFault({});
      await bench.rest();
      expect(await print(request())).toMatchObject({ ok: true });
      expect(await bench.paper()).toHaveLength(before + 1);
    });

    it("takes one job at a time, and a cancel of another for done", async () => {
      await bench.setFault({ slow: true, reasons: ["cover-open"] });
      const what = request();
      const first = print(what);
      expect(await printer.print(request(), () => undefined)).toStrictEqual({ ok: false, error: { code: "printer/busy" } });
      expect(await printer.cancel(randomUUID())).toStrictEqual({ ok: true, value: null });
      await until(() => told.at(-1)?.state === "stopped");
      expect((await printer.cancel(what.jobId)).ok).toBe(true);
      expect(await first).toMatchObject({ error: { code: "printer/cancelled" } });
    });

    it("gives up a printer whose cord was pulled, finds it again, and prints", async () => {
      await bench.setFault({ slow: true });
      const job = print(request());
      await until(() => (told.at(-1)?.pagesDone ?? 0) > 0);
      await bench.unplug();
      expect(await job).toMatchObject({ ok: false, error: { code: "printer/not-answering" } });
      expect(printer.status().losses).toBe(1);
      await bench.replug();
      await reaches("ready");
      expect(await unended()).toBe(0);
      await bench.setFault({});
      expect(await print(request())).toMatchObject({ ok: true });
    });

    it("refuses what is no PDF before the printer hears of it", async () => {
      const other = join(folder, "other.pdf");
      writeFileSync(other, "<html>");
      for (const wrong of [other, join(folder, "missing.pdf"), folder]) {
        expect(await print(request({ file: wrong }))).toMatchObject({ ok: false, error: { code: "printer/file" } });
      }
      expect(told).toStrictEqual([]);
      expect(await unended()).toBe(0);
    });

    it("answers the staff page's checks", async () => {
      const well = await printer.check();
      expect(well.map((finding) => deviceFindingSchema.parse(finding).check)).toStrictEqual([
        "configured", "found", "answers", "media", "consumables", "capabilities",
      ]);
      expect(well.map(({ outcome }) => outcome)).toStrictEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
      await bench.setFault({ reasons: ["media-empty"] });
      expect(await printer.check()).toContainEqual({ kind: "printer", check: "media", outcome: "failed", found: "media-empty" });
    });

    it("leaves no job behind when it is closed in mid-job, and after the wipe's purge", async () => {
      await bench.setFault({ slow: true, reasons: ["cover-open"] });
      const job = print(request());
      await until(() => told.at(-1)?.state === "stopped");
      await printer.close();
      expect((await job).ok).toBe(false);
      await expect.poll(unended, { timeout: 10_000 }).toBe(0);
      const client = openIppClient(bench.url, { clock: systemClock });
      expect(await client.purge()).toStrictEqual({ ok: true, value: null });
    });
  });
}
