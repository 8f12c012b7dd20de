import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ScannedPage, ScanRequest } from "../../contract/devices.ts";
import { scannerErrorCodes } from "../../contract/devices.ts";
import { createManualClock, settle } from "../manual-clock.ts";
import { encodeJpeg } from "../rigs/scanner-jpeg.ts";
import { nodePageFiles, type PageFiles } from "./page-files.ts";
import { scanDelays } from "./scan-delays.ts";
import { runScanJob } from "./scan-job.ts";
import { ScriptedProcesses, type ScriptedChild } from "./scripted-processes.ts";

const picture = encodeJpeg({ width: 40, height: 50, dpi: 150, planes: [new Uint8Array(2_000).fill(255)] });

function startJob(folder: string, more: Partial<ScanRequest> = {}, files: PageFiles = nodePageFiles) {
  const request: ScanRequest = { jobId: randomUUID(), source: "feeder", colour: "grey", resolution: 150, folder, maxPages: 5, ...more };
  const clock = createManualClock();
  const processes = new ScriptedProcesses();
  const told: string[] = [];
  const pages: ScannedPage[] = [];
  const cancel = new AbortController();
  const ended = runScanJob({
    request, clock, processes, files, signal: cancel.signal, dpi: 150,
    command: { program: "scanimage", args: [], env: {}, cwd: folder, takesInput: true },
    events: {
      progress: (page, fraction) => told.push(`${page}:${fraction}`),
      page: (page) => pages.push(page),
    },
  });
  const name = (page: number): string => `${request.jobId}-${page}.jpg`;
  return {
    request, clock, processes, told, pages, cancel, ended, name,
    child: async (): Promise<ScriptedChild> => {
      // The free space is asked for first, which takes a turn of the real file system.
      while (processes.started.length === 0) await settle();
      return processes.last();
    },
    put: (page: number, bytes: Uint8Array = picture): void => writeFileSync(join(folder, name(page)), bytes),
    left: (): string[] => readdirSync(folder).sort(),
  };
}

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await settle();
};

describe("a scan job", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "scan-job-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("tells pages and progress as they come, and takes an empty feeder for the end", async () => {
    const job = startJob(folder);
    const child = await job.child();
    for (const page of [1, 2]) {
      child.stderr(`Place document no. ${page} on the scanner.\nPress <RETURN> to continue.\nPress Ctrl + D to terminate.\nScanning page ${page}\n`);
      child.stderr("Progress: 10.0%\rProgress: 10.4%\rProgress: 100.0%\rProgress: 100.0%\r");
      job.put(page);
      child.stdout(`${job.name(page)}\n`);
      await until(() => child.input.length === page);
    }
    child.stderr("Scanning page 3\nscanimage: sane_start: Document feeder out of documents\n");
    child.exit(7);
    expect(await job.ended).toEqual({ ok: true, value: { pages: 2 } });
    expect(job.told).toEqual(["1:null", "1:0.1", "1:1", "2:null", "2:0.1", "2:1", "3:null"]);
    expect(job.pages.map(({ page, widthPx, heightPx, dpi, file }) => ({ page, widthPx, heightPx, dpi, file }))).toEqual(
      [1, 2].map((page) => ({ page, widthPx: 40, heightPx: 50, dpi: 150, file: join(folder, job.name(page)) })));
    expect(child.input).toBe("\n\n");
    expect(job.clock.pending()).toBe(0);
  });

  it("keeps the whole pages of a jam and removes the rest", async () => {
    const job = startJob(folder);
    const child = await job.child();
    job.put(1);
    child.stdout(`${job.name(1)}\n`);
    writeFileSync(join(folder, `${job.name(2)}.part`), "half");
    writeFileSync(join(folder, "somebody-else.jpg"), "x");
    child.stderr("scanimage: sane_read: Document feeder jammed\n");
    child.exit(6);
    expect(await job.ended).toEqual({ ok: false, error: { code: "scanner/feeder-jam", detail: { pages: 1, exit: 6 } } });
    expect(job.left()).toEqual([job.name(1), "somebody-else.jpg"].sort());
  });

  it("trusts files, not counters", async () => {
    const counted = startJob(folder);
    const child = await counted.child();
    child.stderr("Progress: 0.0%scanimage: sane_read: Document feeder out of documents\nScanned page 1. (scanner status = 7)\nBatch terminated, 1 page scanned\n");
    child.exit(0);
    expect(await counted.ended).toMatchObject({ ok: false, error: { code: "scanner/feeder-empty" } });

    const silent = startJob(folder);
    (await silent.child()).exit(0);
    expect(await silent.ended).toMatchObject({ ok: false, error: { code: "scanner/no-page" } });
  });

  it.each<[string, Uint8Array]>([
    ["no JPEG", Buffer.from("GIF89a")], ["empty", Buffer.alloc(0)], ["without end", picture.subarray(0, -2)],
    ["without size", Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9])],
  ])("refuses a page that is %s, and stops", async (_, bytes) => {
    const job = startJob(folder);
    const child = await job.child();
    job.put(1, bytes);
    child.stdout(`${job.name(1)}\n`);
    await until(() => child.signals.length > 0);
    child.exit(0);
    expect(await job.ended).toMatchObject({ ok: false, error: { code: "scanner/bad-output" } });
    expect(job.pages).toEqual([]);
    expect(job.left()).toEqual([]);
  });

  it("refuses a page that is a link to somewhere else", async () => {
    const job = startJob(folder);
    const child = await job.child();
    writeFileSync(join(folder, "elsewhere"), picture);
    symlinkSync(join(folder, "elsewhere"), join(folder, job.name(1)));
    child.stdout(`${job.name(1)}\n`);
    child.exit(0);
    expect(await job.ended).toMatchObject({ ok: false, error: { code: "scanner/bad-output" } });
    expect(job.left()).toEqual(["elsewhere"]);
  });

  it("cancels with SIGINT, and kills after the grace", async () => {
    const job = startJob(folder);
    const child = await job.child();
    job.put(1);
    child.stdout(`${job.name(1)}\n`);
    await until(() => job.pages.length === 1);
    writeFileSync(join(folder, `${job.name(2)}.part`), "half");
    job.cancel.abort();
    expect([child.inputClosed, child.signals]).toEqual([true, ["SIGINT"]]);
    child.stderr("Press <RETURN> to continue.\n");
    job.put(2);
    child.stdout(`${job.name(2)}\n`);
    await job.clock.advance(scanDelays.cancelGrace - 1);
    expect(child.signals).toEqual(["SIGINT"]);
    await job.clock.advance(1);
    expect(child.signals).toEqual(["SIGINT", "SIGKILL"]);
    expect(await job.ended).toMatchObject({ ok: false, error: { code: "scanner/cancelled", detail: { pages: 1 } } });
    expect(child.input).toBe("");
    expect(job.left()).toEqual([job.name(1)]);
    expect(job.clock.pending()).toBe(0);
  });

  it("does not start when cancelled before", async () => {
    const cancel = new AbortController();
    cancel.abort();
    const processes = new ScriptedProcesses();
    const request: ScanRequest = { jobId: randomUUID(), source: "flatbed", colour: "grey", resolution: 150, folder, maxPages: 1 };
    const outcome = await runScanJob({
      request, clock: createManualClock(), processes, files: nodePageFiles, signal: cancel.signal, dpi: 150,
      command: { program: "scanimage", args: [], env: {}, cwd: folder, takesInput: false }, events: { progress: () => undefined, page: () => undefined },
    });
    expect(outcome).toMatchObject({ error: { code: "scanner/cancelled" } });
    expect(processes.started).toEqual([]);
  });

  it("gives up a scanner that falls silent, and only then", async () => {
    const job = startJob(folder);
    const child = await job.child();
    await job.clock.advance(scanDelays.silence - 1);
    child.stderr("Progress: 1.0%\r");
    await job.clock.advance(scanDelays.silence - 1);
    expect(child.signals).toEqual([]);
    await job.clock.advance(1);
    expect(child.signals).toEqual(["SIGINT"]);
    child.exit(9);
    expect(await job.ended).toMatchObject({ ok: false, error: { code: "scanner/timed-out" } });
  });

  it.each([
    ["scanimage: sane_read: Document feeder jammed\n", { ok: false, error: { code: "scanner/feeder-jam", detail: { pages: 1, signal: "SIGKILL" } } }],
    ["Batch terminated, 1 page scanned\n", { ok: true, value: { pages: 1 } }],
  ])("waits only shortly for a scanner that hangs after its last word, and believes the word: %j", async (word, expected) => {
    const job = startJob(folder);
    const child = await job.child();
    job.put(1);
    child.stdout(`${job.name(1)}\n`);
    child.stderr(word);
    await until(() => job.pages.length === 1);
    await job.clock.advance(scanDelays.lastWord - 1);
    expect(child.signals).toEqual([]);
    await job.clock.advance(1 + scanDelays.cancelGrace);
    expect(child.signals).toEqual(["SIGINT", "SIGKILL"]);
    expect(await job.ended).toEqual(expected);
    expect(job.left()).toEqual([job.name(1)]);
  });

  it("gives up a scanner that never ends although it talks", async () => {
    const job = startJob(folder, { maxPages: 2 });
    const child = await job.child();
    const limit = scanDelays.job + scanDelays.furtherPage;
    for (let passed = 0; passed < limit; passed += 15_000) {
      expect(child.signals).toEqual([]);
      child.stderr("scanimage: still warming up\n");
      await job.clock.advance(15_000);
    }
    expect(child.signals).toEqual(["SIGINT"]);
    child.exit(0);
    expect(await job.ended).toMatchObject({ error: { code: "scanner/timed-out" } });
  });

  it("sees a full disk before, during and after", async () => {
    const before = startJob(folder, {}, { ...nodePageFiles, freeBytes: () => Promise.resolve(1_000) });
    expect(await before.ended).toMatchObject({ error: { code: "scanner/no-space" } });
    const missing = startJob(join(folder, "nowhere"));
    expect(await missing.ended).toMatchObject({ error: { code: "scanner/no-space", detail: { folder: "missing" } } });

    const during = startJob(folder);
    const child = await during.child();
    child.stderr("Output file write error --- out of disk space?\n");
    child.exit(1);
    expect(await during.ended).toMatchObject({ error: { code: "scanner/no-space" } });

    let free = 1e9;
    const after = startJob(folder, {}, { ...nodePageFiles, freeBytes: () => Promise.resolve(free) });
    const writer = await after.child();
    free = 0;
    after.put(1, Buffer.alloc(0));
    writer.stdout(`${after.name(1)}\n`);
    await until(() => writer.signals.length > 0);
    writer.exit(0);
    expect(await after.ended).toMatchObject({ error: { code: "scanner/no-space" } });
  });

  it("says when scanimage is not installed", async () => {
    const job = startJob(folder);
    (await job.child()).fails("ENOENT");
    expect(await job.ended).toEqual({ ok: false, error: { code: "scanner/not-supported", detail: { pages: 0, start: "ENOENT" } } });
  });

  it("ends with a contract code and an empty folder, whatever the program prints", async () => {
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
      fc.constantFrom("Progress: 5%\r", "Scanning page 999999\n", "Press <RETURN> to continue.\n", "JOB-1.jpg\n", "JOB-2.jpg\n", "\0\0\0", "scanimage: sane_read: x\n"));
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), chunk), { maxLength: 20 }), fc.integer({ min: 0, max: 255 }), async (chunks, code) => {
      const job = startJob(folder);
      const child = await job.child();
      for (const [out, text] of chunks) {
        if (out) child.stdout(text.replace("JOB", job.request.jobId));
        else child.stderr(text);
      }
      child.exit(code);
      const outcome = await job.ended;
      expect(!outcome.ok && scannerErrorCodes.includes(outcome.error.code)).toBe(true);
      expect([job.left(), job.clock.pending()]).toEqual([[], 0]);
    }), { numRuns: 60 });
  });
});
