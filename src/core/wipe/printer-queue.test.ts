import { describe, expect, it } from "vitest";
import { err, ok } from "../../contract/result.ts";
import { operations } from "../../devices/printer/ipp-message.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { printQueueOf, queueOf } from "./printer-queue.ts";

type Client = Parameters<typeof queueOf>[0];

const client = (purges: boolean, jobs: Readonly<Record<string, number>>): Client => ({
  getPrinter: () => Promise.resolve(ok({ operations: purges ? [operations.purgeJobs] : [] } as never)),
  purge: () => Promise.resolve(ok(null)),
  listJobs: (which) => Promise.resolve(ok(Array<never>(jobs[which] ?? 0).fill({} as never))),
});

describe("the queue as the wipe sees it", () => {
  it("counts ended jobs too where the queue can purge: their files may lie in the spool", async () => {
    expect(await queueOf(client(true, { all: 5, "not-completed": 1 })).open()).toEqual({ ok: true, value: 5 });
  });

  it("counts only open ones where the printer cannot purge", async () => {
    expect(await queueOf(client(false, { all: 5, "not-completed": 1 })).open()).toEqual({ ok: true, value: 1 });
  });

  it("passes on that the printer does not answer", async () => {
    const absent = { ...client(true, {}), getPrinter: () => Promise.resolve(err("printer/absent")) };
    expect(await queueOf(absent).open()).toMatchObject({ ok: false, error: { code: "printer/absent" } });
    const silent = { ...client(true, {}), listJobs: () => Promise.resolve(err("printer/not-answering")) };
    expect(await queueOf(silent).open()).toMatchObject({ ok: false, error: { code: "printer/not-answering" } });
  });

  it("is none without a printer", () => {
    expect(printQueueOf({ transport: "none" }, createTestClock())).toBeNull();
    expect(printQueueOf({ transport: "ipp", url: "http://localhost:631/printers/virtu", rig: false }, createTestClock())).not.toBeNull();
  });
});
