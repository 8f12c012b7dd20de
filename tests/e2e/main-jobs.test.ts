import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { pageCount, printedFiles, textOf } from "../support/pdf.ts";
import { storedDocument } from "../support/stored-document.ts";
import { until } from "../support/until.ts";
import { finnish, visitorAt, type Visitor } from "../support/visitor.ts";
import { ticketNumber } from "../rigs/portal-site/tickets.ts";

/** Finance Finland, bank bar code guide v5.3, example 1 of version 4. */
const BILL = "479440520200360820048831500000000868516259619897100612";

/** One visit after another in one booth, on real Electron, SANE, CUPS and a serial line. */
describe("what people come to the booth for", () => {
  let booth: BoothUnderTest;
  let visitor: Visitor;
  const rig = (kind: "barcode" | "scanner" | "printer", field: string): string => String(booth.booth.devices.rigs[kind]?.ready[field]);

  beforeAll(async () => {
    booth = await startBoothUnderTest();
    visitor = visitorAt(booth);
    await booth.walkIn();
  });
  afterAll(() => booth.close());

  it("a paper is scanned from the feeder into one PDF and sent to a portal as an attachment, byte for byte", async () => {
    await booth.act({ type: "go", to: "scan" });
    await booth.screen("scan", (screen) => screen.capabilities !== null);
    await booth.act({ type: "scan-options", options: { source: "feeder", colour: "colour", resolution: 150 } });
    await booth.act({ type: "scan-start" });
    const { screen } = await booth.screen("scan", (scan) => scan.stage === "review", 60_000);
    expect(screen.pages).toHaveLength(3);
    await booth.act({ type: "scan-save" });
    const { documents, originalQuestion } = await booth.screen("documents");
    expect(originalQuestion).toBe(true);
    await visitor.press("end.originalTaken");
    expect(documents).toMatchObject([{ origin: "scan", format: "pdf", pages: 3, sent: false }]);
    const stored = storedDocument(booth, documents[0]?.id ?? "");
    expect(pageCount(stored)).toBe(3);

    const page = await visitor.openService("stand-in-portal", booth.portal.origin("palvelu"));
    await page.goto(`${booth.portal.origin("palvelu")}/liite?hyvaksy=pdf`);
    await visitor.pressInPage(page, "input[type=file]");
    await visitor.webWhen((web) => web.chooser !== null, "the choice from My documents");
    await visitor.pressNamed(new RegExp(finnish("common.documentScan", { number: 1 })));
    await visitor.pressNamed(/^Anna 1 paperi$/);
    await visitor.pressInPage(page, "button[type=submit]");
    const upload = await until(() => booth.portal.uploads()[0] ?? null, "the attachment at the portal");
    expect(upload).toMatchObject({ type: "application/pdf", sha256: createHash("sha256").update(readFileSync(stored)).digest("hex") });
    expect((await booth.snapshot()).documents[0]?.sent).toBe(true);
  });

  it("a ticket page that calls window.print() comes out of the IPP printer, page for page", async () => {
    const page = await visitor.openService("stand-in-tickets", booth.portal.origin("lippu"));
    await page.goto(`${booth.portal.origin("lippu")}/lippu?sivuja=3`);
    await visitor.pressInPage(page, "#tulosta");
    const { screen } = await booth.screen("print", (print) => print.stage === "preview");
    expect(screen.cameFrom).toBe("web");
    await booth.act({ type: "print-start" });
    const done = await booth.screen("print", (print) => print.stage === "done", 60_000);
    expect(done.screen.error).toBeNull();
    const [printed = ""] = printedFiles(join(rig("printer", "spoolFolder"), "printed")).slice(-1);
    expect(pageCount(printed)).toBe(3);
    expect(textOf(printed).split(ticketNumber)).toHaveLength(4);
    expect(textOf(printed)).toMatch(/3\s*\/\s*3/);
  });

  it("a bill read over the serial line goes into the bank's fields, each with one touch", async () => {
    await booth.act({ type: "go", to: "bill" });
    await booth.screen("bill", (bill) => bill.stage === "waiting");
    await until(async () => ((await booth.snapshot()).devices.some((device) => device.kind === "barcode" && device.state === "ready") ? true : null), "a ready reader");
    writeFileSync(rig("barcode", "input"), `${BILL}\n`);
    const { screen } = await booth.screen("bill", (bill) => bill.stage !== "waiting");
    expect(screen.bill).toMatchObject({ iban: "FI7944052020036082", amountCents: 488_315, reference: { value: "868516259619897" }, dueDate: "2010-06-12" });
    await booth.act({ type: "bill-bank", serviceId: "stand-in-bank" });
    const bank = await booth.web(booth.portal.origin("pankki"));
    await bank.locator("#tunnus").fill("12345678");
    await bank.locator("#salasana").fill("salainen");
    await bank.locator("button[type=submit]").click();
    for (const [field, value] of [["#saajan-tili", "web.billAccount"], ["#summa", "web.billAmount"], ["#viite", "web.billReference"], ["#erapaiva", "web.billDueDate"]] as const) {
      await bank.locator(field).click();
      await visitor.webWhen((web) => web.textField !== null, `the focus in ${field}`);
      await visitor.pressNamed(new RegExp(`^${finnish(value)}`));
      await until(async () => ((await bank.locator(field).inputValue()) === "" ? null : true), `a value in ${field}`);
    }
    expect((await bank.locator("#saajan-tili").inputValue()).replaceAll(" ", "")).toBe("FI7944052020036082");
    expect(await bank.locator("#summa").inputValue()).toBe("4883,15");
    expect((await bank.locator("#viite").inputValue()).replaceAll(" ", "")).toBe("868516259619897");
    expect(await bank.locator("#erapaiva").inputValue()).toBe("12.6.2010");
  });

  it("a bill that fails a check is never passed on", async () => {
    await booth.act({ type: "go", to: "bill" });
    await booth.screen("bill", (bill) => bill.stage === "waiting");
    writeFileSync(rig("barcode", "input"), `${BILL.slice(0, 3)}9${BILL.slice(4)}\n`);
    const { screen } = await booth.screen("bill", (bill) => bill.stage === "rejected");
    expect(screen).toMatchObject({ bill: null, code: "bill/iban" });
    expect((await booth.tryAct({ type: "bill-bank", serviceId: "stand-in-bank" })).ok).toBe(false);
  });

  it("strong sign-in over two other hosts works, and the end of the visit signs out before everything is erased", async () => {
    await booth.act({ type: "go", to: "home" });
    const page = await visitor.openService("stand-in-portal", booth.portal.origin("palvelu"));
    await visitor.pressInPage(page, 'a[href="/oma"]');
    await visitor.signIn();
    const own = await booth.web(`${booth.portal.origin("palvelu")}/oma`);
    expect(booth.portal.sessions().singleSignOn).toBe(1);
    await visitor.pressInPage(own, 'a[href="/oma/paatos.pdf"]');
    await until(async () => (await booth.snapshot()).documents.find((document) => document.origin === "download") ?? null, "the download in My documents");

    await visitor.press("bar.end");
    const asked = await until(async () => (await booth.snapshot()).endQuestion, "the question before the end");
    expect(asked.reminders.map((reminder) => reminder.kind)).toContain("documents-unused");
    await visitor.press("end.confirm");
    const { screen } = await booth.screen("thanks", (thanks) => thanks.receipt !== null);
    expect(screen.receipt).toMatchObject({ outcome: "clean", logOut: { failed: 0 } });
    expect(screen.receipt?.targets.every((target) => target.outcome === "clean" || target.outcome === "absent")).toBe(true);
    expect(booth.portal.sessions()).toEqual({ singleSignOn: 0, services: 0 });
    await visitor.press("end.done");
    await booth.screen("attract");
  });

  it("the next person finds nothing of it", async () => {
    await booth.walkIn();
    const { documents, preferences } = await booth.snapshot();
    expect(documents).toEqual([]);
    expect(preferences).toEqual({ language: "fi", textScale: 100, contrast: "normal", readAloud: false });
    const page = await visitor.openService("stand-in-portal", booth.portal.origin("palvelu"));
    await visitor.pressInPage(page, 'a[href="/oma"]');
    await booth.web(booth.portal.origin("tunnistus"));
    expect(booth.portal.sessions()).toEqual({ singleSignOn: 0, services: 0 });
  });
});
