import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { printerErrorCodes, type PrintProgress, type PrintRequest } from "../../contract/devices.ts";
import { startFakePrinter, type FakePrinter, type FakePrinterOptions, type FakeTrouble } from "../rigs/printer-fake-server.ts";
import { openIppClient } from "./ipp-client.ts";
import { operations, statusCodes } from "./ipp-message.ts";
import { createPrinter } from "./printer-adapter.ts";
import { hastyClock } from "./printer-contract.ts";

/** 20 s of patience for a reply are 500 ms; 60 s without a change are 1.5 s. */
const clock = hastyClock(40);

const outcomeOfTrouble: readonly (readonly [FakeTrouble, string])[] = [
  ["garbage", "printer/bad-reply"],
  ["html", "printer/bad-reply"],
  ["truncated", "printer/bad-reply"],
  ["http-500", "printer/bad-reply"],
  ["redirect", "printer/bad-reply"],
  ["endless", "printer/bad-reply"],
  ["wrong-id", "printer/bad-reply"],
  ["empty", "printer/bad-reply"],
  ["no-attributes", "printer/bad-reply"],
  ["no-http", "printer/bad-reply"],
  ["hang-up", "printer/not-answering"],
  ["hang", "printer/not-answering"],
  ["drip", "printer/not-answering"],
];

describe("a printer that misbehaves", () => {
  let fake: FakePrinter;
  let folder: string;
  let file: string;
  let told: PrintProgress[] = [];

  const request = (more: Partial<PrintRequest> = {}): PrintRequest => ({
    jobId: randomUUID(), file, pages: 3, copies: 1, sides: "one-sided", colour: "grey", ...more,
  });
  const start = async (options: FakePrinterOptions = {}) => {
    fake = await startFakePrinter(options);
    return openIppClient(fake.url, { clock });
  };
  const adapter = async () => {
    const printer = createPrinter({ transport: "ipp", url: fake.url, rig: true }, { clock });
    await expect.poll(() => printer.status().state, { timeout: 10_000, interval: 5 }).toBe("ready");
    return printer;
  };
  /** Prints on a new adapter; the code of the failure, or the pages. */
  const print = async (more: Partial<PrintRequest> = {}, meanwhile?: (progress: PrintProgress) => void) => {
    const printer = await adapter();
    told = [];
    const outcome = await printer.print(request(more), (progress) => {
      told.push(progress);
      meanwhile?.(progress);
    });
    await printer.close();
    if (!outcome.ok) expect(printerErrorCodes).toContain(outcome.error.code);
    return outcome.ok ? outcome.value.pagesDone : outcome.error.code;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "virtu-faults-"));
    file = join(folder, "document.pdf");
    writeFileSync(file, `%PDF-1.7\n${"x".repeat(300_000)}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => fake.close());

  it.each(outcomeOfTrouble)("answers %s with %s", async (trouble, code) => {
    const client = await start();
    fake.setFault({ trouble });
    const printer = await client.getPrinter();
    expect(printer).toMatchObject({ ok: false, error: { code } });
  });

  it("follows no redirect", async () => {
    const client = await start();
    fake.setFault({ trouble: "redirect" });
    await expect(client.getPrinter()).resolves.toMatchObject({ ok: false });
    expect(fake.heard).toStrictEqual([operations.getPrinterAttributes]);
  });

  it.each(["html", "hang", "hang-up"] as const)("survives %s to each operation of a job", async (trouble) => {
    await start({ like: "cups" });
    const wanted = [
      operations.validateJob, operations.createJob, operations.sendDocument, operations.createPrinterSubscriptions, operations.cancelSubscription,
    ];
    for (const operation of wanted) {
      fake.setFault({ trouble, of: [operation] });
      const outcome = await print();
      const harmless = operation === operations.createPrinterSubscriptions || operation === operations.cancelSubscription;
      if (!harmless) expect(outcome).toBe(trouble === "html" ? "printer/bad-reply" : "printer/not-answering");
    }
  });

  it.each([operations.getJobAttributes, operations.getPrinterAttributes])("rides out a spell without answers in mid-job, and says so", async (operation) => {
    await start();
    const outcome = await print({}, ({ pagesDone, reasons }) => {
      if (reasons.includes("not-answering")) fake.setFault({});
      else if (pagesDone === 1) fake.setFault({ trouble: "hang-up", of: [operation] });
    });
    expect(outcome).toBe(3);
    expect(told.map(({ state, reasons }) => [state, ...reasons])).toContainEqual(["stopped", "not-answering"]);
  });

  it("gives up a printer that answers with rubbish for a minute", async () => {
    await start();
    expect(await print({}, ({ pagesDone }) => {
      if (pagesDone === 1) fake.setFault({ trouble: "garbage", of: [operations.getJobAttributes] });
    })).toBe("printer/not-answering");
  });

  it("gives up a job that never changes, after a minute, and cancels it", async () => {
    await start();
    fake.setFault({ stuck: true });
    const before = clock.now();
    expect(await print()).toBe("printer/not-answering");
    expect(clock.now() - before).toBeGreaterThan(60_000);
    expect(fake.heard).toContain(operations.cancelJob);
    expect(fake.jobs.map(({ state }) => state)).toStrictEqual([7]);
  });

  it("is more patient with a printer that does not count its pages, by their number", async () => {
    await start({ counts: false });
    fake.setFault({ stuck: true });
    const before = clock.now();
    expect(await print()).toBe("printer/not-answering");
    expect(clock.now() - before).toBeGreaterThan(60_000 + 3 * 15_000);
  });

  it("gives up a cancel that the printer does not obey", async () => {
    await start();
    fake.setFault({ stuck: true, deaf: true });
    const printer = await adapter();
    const what = request();
    const job = printer.print(what, ({ state }) => void (state === "printing" && printer.cancel(what.jobId)));
    expect(await job).toMatchObject({ ok: false, error: { code: "printer/not-answering", detail: { what: "cancel" } } });
    await printer.close();
  });

  it("cancels before the document is sent", async () => {
    await start();
    const printer = await adapter();
    const what = request();
    const outcome = await printer.print(what, ({ state }) => void (state === "sending" && printer.cancel(what.jobId)));
    expect(outcome).toMatchObject({ ok: false, error: { code: "printer/cancelled" } });
    expect(fake.jobs.filter(({ state }) => state < 7)).toStrictEqual([]);
    await printer.close();
  });

  it("learns from an event how a job ended that the queue has forgotten", async () => {
    await start({ like: "cups" });
    expect(await print()).toBeNull();
    fake.setFault({ abort: true });
    expect(await print()).toBe("printer/aborted");
    expect(fake.heard).toContain(operations.getNotifications);
  });

  it("does not guess how a job ended that is forgotten without a word", async () => {
    await start({ like: "forgetful" });
    expect(await print()).toBe("printer/unknown-job");
  });

  it("calls a job aborted that somebody cancelled at the printer", async () => {
    await start();
    const client = openIppClient(fake.url, { clock });
    expect(await print({}, ({ pagesDone }) => void (pagesDone === 1 && client.cancelJob(fake.jobs[0]!.id)))).toBe("printer/aborted");
  });

  it.each([
    [statusCodes.notAcceptingJobs, "printer/not-accepting"],
    [statusCodes.busy, "printer/busy"],
    [statusCodes.formatNotSupported, "printer/format-not-supported"],
    [statusCodes.serverInternalError, "printer/not-accepting"],
    [statusCodes.notAuthorized, "printer/not-accepting"],
  ])("says why a job was refused with status %i: %s", async (status, code) => {
    await start();
    fake.setFault({ refuse: status });
    expect(await print()).toBe(code);
  });

  it("does not send where the queue takes nothing, or no PDF", async () => {
    await start({ formats: ["image/pwg-raster"] });
    expect(await print()).toBe("printer/format-not-supported");
    fake.setFault({ accepting: false });
    expect(await print()).toBe("printer/not-accepting");
    expect(fake.jobs).toStrictEqual([]);
  });

  it("prints in one piece where the printer has no Create-Job", async () => {
    await start({ without: [operations.createJob, operations.validateJob] });
    expect(await print({ copies: 2, sides: "two-sided-long-edge" })).toBe(6);
    expect(fake.heard).toContain(operations.printJob);
    expect(fake.paper[0]?.document?.length).toBe(300_009);
  });

  it("sends nothing of the document but the document", async () => {
    await start();
    await print({ colour: "colour" });
    expect(Object.fromEntries(fake.paper[0]!.ticket)).toStrictEqual({
      "attributes-charset": "utf-8", "attributes-natural-language": "en", "printer-uri": fake.url.replace("http", "ipp"),
      "requesting-user-name": "virtu", "job-name": "virtu", copies: 1, sides: "one-sided", "print-color-mode": "color",
      media: "iso_a4_210x297mm", "print-scaling": "fit",
    });
  });

  it("purges with the operation for it, and job by job without", async () => {
    const queue = await start({ like: "cups" });
    fake.setFault({ stuck: true });
    for (const [client, operation] of [[queue, operations.purgeJobs], [null, operations.cancelJob]] as const) {
      if (client === null) {
        await fake.close();
        await start();
        fake.setFault({ stuck: true });
      }
      const own = client ?? openIppClient(fake.url, { clock });
      const job = await own.createJob([]);
      expect(job.ok && (await own.sendDocument(job.value, { path: file, size: 300_009 })).ok).toBe(true);
      expect(await own.listJobs("all")).toMatchObject({ ok: true, value: [{ state: "processing" }] });
      expect(await own.purge()).toStrictEqual({ ok: true, value: null });
      expect(fake.heard).toContain(operation);
      expect(await own.listJobs("not-completed")).toStrictEqual({ ok: true, value: [] });
    }
  });

  it("does not stall on a printer that answers before it has taken the document", async () => {
    const rude = createServer((_, response) => void response.writeHead(413, { "content-type": "application/ipp" }).end());
    await new Promise<void>((resolve) => rude.listen(0, "localhost", resolve));
    const address = rude.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    fake = await startFakePrinter();
    const big = join(folder, "big.pdf");
    writeFileSync(big, Buffer.alloc(40_000_000, "%PDF-"));
    const outcome = await openIppClient(`http://localhost:${port}/`, { clock }).printJob([], { path: big, size: 40_000_000 });
    expect(outcome).toMatchObject({ ok: false, error: { code: expect.stringMatching(/bad-reply|not-answering/) as string } });
    rude.closeAllConnections();
    await new Promise((resolve) => rude.close(resolve));
  });

  it("says so when the document changes while it is sent, and takes the job back", async () => {
    const client = await start();
    const job = await client.createJob([]);
    expect(job.ok && (await client.sendDocument(job.value, { path: file, size: 999_999 }))).toMatchObject({ error: { code: "printer/file" } });
    expect(await client.printJob([], { path: join(folder, "gone.pdf"), size: 10 })).toMatchObject({ error: { code: "printer/file" } });
  });
});

describe("a booth without a printer", () => {
  it("says so in every way", async () => {
    const printer = createPrinter({ transport: "none" }, { clock });
    expect(printer.status()).toMatchObject({ state: "absent", reality: "none" });
    expect(await printer.capabilities()).toStrictEqual({ ok: false, error: { code: "printer/absent" } });
    expect((await printer.check()).map(({ outcome }) => outcome)).toStrictEqual(Array.from({ length: 6 }, () => "skipped"));
    expect(await printer.cancel(randomUUID())).toStrictEqual({ ok: true, value: null });
    await printer.close();
  });

  it("says absent of an address where nothing listens", async () => {
    const gone = await startFakePrinter();
    await gone.close();
    const printer = createPrinter({ transport: "ipp", url: gone.url, rig: false }, { clock });
    await expect.poll(() => printer.status().state).toBe("absent");
    expect(printer.status().reality).toBe("real");
    expect(await printer.check()).toContainEqual({ kind: "printer", check: "found", outcome: "failed", found: "printer/absent" });
    await printer.close();
  });
});
