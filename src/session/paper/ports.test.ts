import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configurationSchema } from "../../contract/configuration.ts";
import type { DeviceMethod, DeviceParams, DeviceResult } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import type { DeviceHostClient } from "../device-host-client/client.ts";
import { createDocuments, type Documents } from "../documents/documents.ts";
import { greyJpeg } from "../testing/pictures.ts";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { idOf, testEpoch, visitAtHome, type TestVisit } from "../testing/test-visit.ts";
import { settle } from "../testing/manual-clock.ts";
import { createLimiter } from "../tools/limiter.ts";
import type { PrintJob } from "../visit/ports.ts";
import { createPrintPort } from "./print-port.ts";
import { createScanPort } from "./scan-port.ts";

interface Asked {
  readonly method: DeviceMethod;
  readonly params: unknown;
  answer(result: unknown): Promise<void>;
}

function createFakeClient(): { readonly client: DeviceHostClient; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const client: DeviceHostClient = {
    request: <M extends DeviceMethod>(method: M, params: DeviceParams<M>) =>
      new Promise<DeviceResult<M>>((resolve) => {
        asked.push({
          method,
          params,
          answer: async (result) => {
            resolve(result as DeviceResult<M>);
            await settle();
          },
        });
      }),
    close: () => undefined,
  };
  return { client, asked };
}

const request = (number: number) => ({ jobId: idOf(number), source: "flatbed", colour: "colour", resolution: 300, maxPages: 1 }) as const;

describe("the scan port", () => {
  let folders: TestFolders;
  let visit: TestVisit;
  beforeEach(async () => {
    folders = await createTestFolders();
    visit = await visitAtHome();
  });
  afterEach(() => folders.remove());

  const make = () => {
    const fake = createFakeClient();
    let next = 70;
    const port = createScanPort({ scans: folders.scans, devices: () => fake.client, uuid: () => idOf(next++), send: (event) => visit.host.send(event), context: () => visit.host.context() });
    return { ...fake, port };
  };

  it("gives each job its own folder", async () => {
    const { port, asked } = make();
    const done = port.scan(request(1), new AbortController().signal);
    await expect.poll(() => asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: "scanner.scan", params: { ...request(1), folder: join(folders.scans, idOf(1)) } });
    await asked[0]?.answer(ok({ pages: 1 }));
    expect(await done).toEqual(ok({ pages: 1 }));
    expect(await readdir(folders.scans)).toEqual([idOf(1)]);
  });

  it("tells the scanner of a cancelled job, and lets the next one wait for its end", async () => {
    const { port, asked } = make();
    const stop = new AbortController();
    const first = port.scan(request(1), stop.signal);
    await expect.poll(() => asked).toHaveLength(1);
    stop.abort();
    const second = port.scan(request(2), new AbortController().signal);
    await settle();
    expect(asked.map((each) => each.method)).toEqual(["scanner.scan", "scanner.cancel"]);
    await asked[0]?.answer(err("scanner/cancelled"));
    expect(await first).toEqual(err("scanner/cancelled"));
    await expect.poll(() => asked).toHaveLength(3);
    await asked[2]?.answer(ok({ pages: 1 }));
    expect(await second).toEqual(ok({ pages: 1 }));
  });

  it.each([
    ["device-host/gone", "scanner/io"], ["device-host/given-up", "scanner/absent"], ["device-host/timed-out", "scanner/timed-out"], ["device-host/bad-reply", "scanner/bad-output"],
    ["scanner/cover-open", "scanner/cover-open"],
  ])("%s is told in the scanner's words: %s", async (code, told) => {
    const { port, asked } = make();
    const done = port.scan(request(1), new AbortController().signal);
    await expect.poll(() => asked).toHaveLength(1);
    await asked[0]?.answer(err(code));
    expect(await done).toMatchObject({ ok: false, error: { code: told } });
  });

  it("takes a page only from its job's own folder; a page that nobody waits for is removed", async () => {
    const { port, asked } = make();
    await visit.act({ type: "go", to: "scan" });
    await visit.act({ type: "scan-start" });
    const jobId = visit.scans[0]?.params.jobId ?? "";
    void port.scan({ ...request(1), jobId }, new AbortController().signal);
    await expect.poll(() => asked).toHaveLength(1);
    const page = (file: string, of = jobId) => ({ jobId: of, page: 1, file, widthPx: 10, heightPx: 10, dpi: 300 });
    for (const file of ["/etc/passwd", join(folders.scans, "page.jpg"), `${folders.scans}/${jobId}/../x.jpg`, `${folders.scans}/${jobId}/.hidden`]) port.page(page(file));
    expect(visit.host.context().scan.pages).toEqual([]);
    const file = join(folders.scans, jobId, "p1.jpg");
    await writeFile(file, "x");
    port.page(page(file));
    expect(visit.host.context().scan.pages).toMatchObject([{ file }]);
    expect(visit.host.act(testEpoch, { type: "scan-cancel" })).toEqual(ok(null));
    const late = join(folders.scans, jobId, "p2.jpg");
    await writeFile(late, "x");
    port.page(page(late));
    await expect.poll(() => readdir(join(folders.scans, jobId))).toEqual(["p1.jpg"]);
  });

  it("has no scanner before the devices are open", async () => {
    const port = createScanPort({ scans: folders.scans, devices: () => null, uuid: () => idOf(1), send: () => undefined, context: () => visit.host.context() });
    expect(await port.scan(request(1), new AbortController().signal)).toEqual(err("scanner/absent"));
  });
});

describe("the print port", () => {
  let folders: TestFolders;
  let documents: Documents;
  beforeEach(async () => {
    folders = await createTestFolders();
    let next = 1;
    documents = createDocuments({
      folders, limits: configurationSchema.shape.documents.parse({}), now: () => 0, uuid: () => idOf(next++), run: folders.run, limited: createLimiter(2), onChange: () => undefined,
    });
  });
  afterEach(() => folders.remove());

  const make = () => {
    const fake = createFakeClient();
    return { ...fake, port: createPrintPort({ work: folders.work, devices: () => fake.client, documents, version: "0.1.0" }) };
  };
  const options = { copies: 2, sides: "one-sided", colour: "grey" } as const;
  const job = (source: PrintJob["source"]): PrintJob => ({ jobId: idOf(50), source, options });
  const quiet = new AbortController().signal;

  it("prints a document as a PDF and marks it", async () => {
    const path = join(folders.incoming, "t.txt");
    await writeFile(path, "yksi\fkaksi\n");
    const taken = await documents.take(path, null, "download");
    const id = taken.ok ? taken.value.id : "";
    const { port, asked } = make();
    const done = port.print(job({ kind: "document", documentId: id }), quiet);
    await expect.poll(() => asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: "printer.print", params: { jobId: idOf(50), file: join(folders.documents, `${id}.print`), pages: 2, ...options } });
    expect(documents.list()[0]?.printed).toBe(false);
    await asked[0]?.answer(ok({ pagesDone: 4 }));
    expect(await done).toEqual(ok({ pagesDone: 4 }));
    expect(documents.list()[0]?.printed).toBe(true);
  });

  it("prints a copy and the test page from a file of the job's own, which goes with it", async () => {
    const file = join(folders.scans, "p.jpg");
    await writeFile(file, greyJpeg(100, 100));
    for (const source of [{ kind: "copy", pages: [{ id: idOf(9), file, rotation: 0, widthPx: 100, heightPx: 100, dpi: 100 }] }, { kind: "test-page" }] as const) {
      const { port, asked } = make();
      const done = port.print(job(source), quiet);
      await expect.poll(() => asked).toHaveLength(1);
      const printed = (asked[0]?.params as { readonly file: string }).file;
      expect((await readFile(printed)).toString("latin1", 0, 5)).toBe("%PDF-");
      await asked[0]?.answer(err("printer/aborted"));
      expect(await done).toEqual(err("printer/aborted"));
      expect(await readdir(folders.work)).toEqual([]);
    }
  });

  it("a job that was cancelled before it was sent is never sent", async () => {
    const { port, asked } = make();
    port.cancelPrint(idOf(50));
    expect(await port.print(job({ kind: "test-page" }), quiet)).toEqual(err("printer/cancelled"));
    expect(asked.map((each) => each.method)).toEqual(["printer.cancel"]);
  });

  it("the end of the visit cancels the job at the printer", async () => {
    const { port, asked } = make();
    const stop = new AbortController();
    void port.print(job({ kind: "test-page" }), stop.signal);
    await expect.poll(() => asked).toHaveLength(1);
    stop.abort();
    expect(asked.at(-1)).toMatchObject({ method: "printer.cancel", params: { jobId: idOf(50) } });
  });

  it.each([["device-host/gone", "printer/not-answering"], ["device-host/given-up", "printer/absent"], ["printer/busy", "printer/busy"]])("%s is told in the printer's words: %s", async (code, told) => {
    const { port, asked } = make();
    const done = port.print(job({ kind: "test-page" }), quiet);
    await expect.poll(() => asked).toHaveLength(1);
    await asked[0]?.answer(err(code));
    expect(await done).toEqual(err(told));
  });

  it("an unknown document is told so", async () => {
    const { port } = make();
    expect(await port.print(job({ kind: "document", documentId: idOf(77) }), quiet)).toEqual(err("documents/unknown"));
  });
});
