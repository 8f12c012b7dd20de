import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { startCupsRig, type CupsRig } from "../rigs/printer-cups-rig.ts";
import { startIppPrinterRig, type IppPrinterRig } from "../rigs/printer-ipp-rig.ts";
import { openIppClient, type IppClient } from "./ipp-client.ts";
import { sendIpp } from "./ipp-http.ts";
import { groupTags, type IppMessage, type StringTag } from "./ipp-message.ts";
import { describePrinter } from "./printer-contract.ts";
import { benchOf, started } from "./printer-rig-bench.ts";

describePrinter("CUPS before ippeveprinter", async () => {
  const rig = started(await startIppPrinterRig());
  const cups = started(await startCupsRig({ printerUrl: rig.url }));
  return benchOf(rig, cups.url, () => cups.close());
});

describe("the appliance's CUPS configuration", () => {
  let rig: IppPrinterRig;
  let cups: CupsRig;
  let client: IppClient;
  let folder: string;
  let file: string;
  const canary = "CANARY-0d8be2f6";

  /** A PDF whose text stands in the clear, so that it is found wherever it lies. */
  const plainPdf = (text: string): string => {
    const content = `BT /F1 20 Tf 60 700 Td (${text}) Tj ET`;
    const objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      `<</Length ${content.length}>>stream\n${content}\nendstream`, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ];
    let pdf = "%PDF-1.4\n";
    const offsets = objects.map((object, index) => {
      const at = pdf.length;
      pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return `${String(at).padStart(10, "0")} 00000 n \n`;
    });
    return `${pdf}xref\n0 6\n0000000000 65535 f \n${offsets.join("")}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${pdf.length}\n%%EOF\n`;
  };

  /** Files of the whole CUPS installation that hold the canary: spool, temporaries, cache, logs, state. */
  const filesWithCanary = (): string[] =>
    readdirSync(cups.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(canary));

  const submit = async (): Promise<number> => {
    const job = started(await client.createJob([]));
    started(await client.sendDocument(job, { path: file, size: statSync(file).size }));
    return job;
  };
  const jobs = async () => started(await client.listJobs("all"));

  beforeAll(async () => {
    rig = started(await startIppPrinterRig());
    cups = started(await startCupsRig({ printerUrl: rig.url }));
    client = openIppClient(cups.url, { clock: systemClock });
    folder = mkdtempSync(join(tmpdir(), "virtu-cups-test-"));
    file = join(folder, "canary.pdf");
    writeFileSync(file, plainPdf(canary));
  });
  afterAll(async () => {
    await cups.close();
    await rig.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => rig.setFault({ reasons: ["cover-open"] }));

  it.each([
    ["has been printed", () => rig.setFault({})],
    ["was cancelled", async () => void started(await client.cancelJob((await jobs())[0]?.id ?? 0))],
    ["was purged", async () => void started(await client.purge())],
  ])("keeps nothing of a job that %s", async (_, end) => {
    await submit();
    await expect.poll(filesWithCanary, { timeout: 10_000 }).not.toStrictEqual([]);
    await end();
    await expect.poll(jobs, { timeout: 15_000 }).toStrictEqual([]);
    await expect.poll(filesWithCanary, { timeout: 5_000 }).toStrictEqual([]);
    expect(cups.spoolFiles().filter((name) => /^[cd]\d/.test(name))).toStrictEqual([]);
  });

  it("purges several jobs at once, the waiting ones too", async () => {
    for (let job = 0; job < 3; job += 1) await submit();
    expect(await jobs()).toHaveLength(3);
    started(await client.purge());
    expect(await jobs()).toStrictEqual([]);
    await expect.poll(filesWithCanary, { timeout: 5_000 }).toStrictEqual([]);
  });

  it("writes no page log and no access log", async () => {
    await rig.setFault({});
    // CUPS asks a printer that still has a purged job again only after ten seconds and more.
    const printer = openIppClient(rig.url, { clock: systemClock });
    await expect.poll(async () => started(await printer.listJobs("not-completed")), { timeout: 10_000 }).toStrictEqual([]);
    await submit();
    await expect.poll(jobs, { timeout: 15_000 }).toStrictEqual([]);
    expect(existsSync(join(cups.folder, "log/page_log"))).toBe(false);
    expect(readdirSync(join(cups.folder, "log"))).toStrictEqual(["error_log"]);
  });

  /** CUPS Implementation of IPP: CUPS-Get-Document 0x4027, CUPS-Add-Modify-Printer 0x4003, CUPS-Delete-Printer 0x4004, Pause-Printer 0x0010, Print-URI 0x0003. */
  it.each([
    ["read a document back", 0x4027], ["change a queue", 0x4003], ["delete a queue", 0x4004], ["stop a queue", 0x0010], ["fetch an address", 0x0003],
  ])("does not let the booth %s", async (_, operation) => {
    const text = (tag: StringTag, name: string, value: string) => ({ name, values: [{ tag, value }] });
    const request: IppMessage = {
      version: [2, 0], code: operation, requestId: 1, data: new Uint8Array(),
      groups: [{
        tag: groupTags.operation,
        attributes: [
          text("charset", "attributes-charset", "utf-8"), text("naturalLanguage", "attributes-natural-language", "en"),
          text("uri", "printer-uri", cups.url.replace("http", "ipp")), { name: "job-id", values: [{ tag: "integer", value: await submit() }] },
          { name: "document-number", values: [{ tag: "integer", value: 1 }] }, text("nameWithoutLanguage", "requesting-user-name", "root"),
          text("uri", "document-uri", "file:///etc/passwd"),
        ],
      }],
    };
    const reply = await sendIpp(new URL(cups.url), request, { clock: systemClock });
    const refused = reply.ok ? reply.value.code >= 0x0400 : [401, 403].includes(Number(reply.error.detail?.["status"]));
    expect(refused, JSON.stringify(reply)).toBe(true);
    started(await client.purge());
  });
});
