import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../../scripts/run/root.ts";
import type { Receipt } from "../../src/contract/receipt.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { printedFiles } from "../support/pdf.ts";
import { until } from "../support/until.ts";
import { storedDocument } from "../support/stored-document.ts";
import { visitorAt, type Visitor } from "../support/visitor.ts";

/** Finance Finland, bank bar code guide v5.3, example 1 of version 4, its due date moved to a day to come. */
const BILL = "479440520200360820048831500000000868516259619897301231";

/** One whole visit as a citizen makes it, with a picture of every screen, for people to look at and for the README. */
export interface VisitOutcome {
  readonly folder: string;
  readonly pictures: readonly string[];
  readonly receipt: Receipt;
  readonly scannedPdf: string;
  readonly printed: readonly string[];
}

/** `npm start -- --visit`; the exit code is 0 when the receipt is clean. */
export async function driveVisit(say: (sentence: string) => void): Promise<number> {
  const { pictures, receipt } = await visit(join(root, "out/visit"), say);
  say(`${pictures.length} pictures, the scanned PDF, the printed pages and receipt.json are in out/visit`);
  say(`The receipt says ${receipt.outcome}: ${receipt.targets.length} targets checked in ${Math.round(receipt.totalMs)} ms`);
  return receipt.outcome === "clean" ? 0 : 1;
}

export async function visit(folder: string, say: (sentence: string) => void): Promise<VisitOutcome> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const booth = await startBoothUnderTest();
  say("No display is touched: the visit has a virtual one (Xvfb)");
  booth.booth.devices.sentences.forEach(say);
  try {
    return await new Walk(booth, folder, say).whole();
  } finally {
    await booth.close();
  }
}

/** The steps share the booth, the visitor and the running number of the pictures. */
class Walk {
  readonly #booth: BoothUnderTest;
  readonly #visitor: Visitor;
  readonly #folder: string;
  readonly #say: (sentence: string) => void;
  readonly #pictures: string[] = [];

  constructor(booth: BoothUnderTest, folder: string, say: (sentence: string) => void) {
    this.#booth = booth;
    this.#visitor = visitorAt(booth);
    this.#folder = folder;
    this.#say = say;
  }

  async whole(): Promise<VisitOutcome> {
    await this.#arrive();
    const scannedPdf = await this.#scan();
    await this.#sendToPortal();
    const printed = await this.#printTicket();
    await this.#payBill();
    await this.#lookAround();
    const receipt = await this.#end();
    writeFileSync(join(this.#folder, "receipt.json"), `${JSON.stringify(receipt, null, 2)}\n`);
    return { folder: this.#folder, pictures: this.#pictures, receipt, scannedPdf, printed };
  }

  /** Waits until what is there has been painted and stands still, then takes the whole display. `button`: one that only this screen has. */
  async #picture(name: string, button?: RegExp): Promise<void> {
    const page = await this.#booth.screens();
    if (button !== undefined) await page.getByRole("button", { name: button }).first().waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all(document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity).map((animation) => animation.finished.catch(() => undefined)));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    await until(async () => ((await page.locator(".picture-blank:not(:has(.picture-failed))").count()) === 0 ? true : null), "pictures that are loaded");
    await page.evaluate(async () => {
      await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    const file = `${String(this.#pictures.length + 1).padStart(2, "0")}-${name}.png`;
    this.#booth.picture(join(this.#folder, file));
    this.#pictures.push(file);
    this.#say(file);
  }

  async #arrive(): Promise<void> {
    const { press } = this.#visitor;
    await this.#booth.screen("attract");
    await this.#picture("attract", /^Aloita/);
    await press("attract.start");
    await this.#booth.screen("arrive");
    await this.#picture("arrive", /^Aloita nyt/);
    await press("arrive.go");
    await this.#booth.screen("terms");
    await this.#picture("terms", /^Selvä/);
    await press("terms.accept");
    await this.#booth.screen("home");
    await this.#picture("home", /^Verkkopalvelut/);
  }

  async #scan(): Promise<string> {
    const { press, pressNamed } = this.#visitor;
    await pressNamed(/^Tulosta, skannaa, kopioi/);
    await this.#booth.screen("paper");
    await this.#picture("paper", /^Kopioi/);
    await pressNamed(/^Skannaa/);
    await this.#booth.screen("scan", (screen) => screen.capabilities !== null);
    await this.#picture("scan-glass", /^Skannaa/);
    await press("scan.sourceFeeder");
    await this.#booth.screen("scan", (screen) => screen.options.source === "feeder");
    await this.#picture("scan-feeder");
    await press("scan.start");
    await this.#booth.screen("scan", (screen) => screen.stage === "scanning" && screen.pages.length >= 1 && (screen.progress?.fraction ?? 0) < 1, 60_000);
    await this.#picture("scanning", /^Keskeytä/);
    await this.#booth.screen("scan", (screen) => screen.stage === "review", 60_000);
    await this.#picture("scan-review", /^Tallenna 3 sivua/);
    await pressNamed(/^Tallenna 3 sivua/);
    const { documents } = await this.#booth.screen("documents");
    await this.#picture("original", /^Kyllä, otin/);
    await press("end.originalTaken");
    await this.#picture("document", /^Omiin papereihin/);
    await press("documents.toList");
    await this.#picture("my-documents");
    const file = join(this.#folder, "scanned.pdf");
    copyFileSync(storedDocument(this.#booth, documents[0]?.id ?? ""), file);
    return file;
  }

  async #sendToPortal(): Promise<void> {
    const { press, pressNamed, pressInPage, signIn, webWhen } = this.#visitor;
    const portal = this.#booth.portal.origin("palvelu");
    await press("common.home");
    await pressNamed(/^Verkkopalvelut/);
    await this.#booth.screen("web-tray");
    await this.#picture("web-services");
    await pressNamed(/^Kela/);
    await this.#picture("web-services-kela");
    await pressNamed(/^Asiointipalvelu/);
    await pressInPage(await this.#booth.web(portal), 'a[href="/oma"]');
    await this.#booth.web(this.#booth.portal.origin("tunnistus"));
    await this.#picture("strong-sign-in");
    await signIn();
    await pressInPage(await this.#booth.web(`${portal}/oma`), 'a[href="/oma/hakemus"]');
    const form = await this.#booth.web(`${portal}/oma/hakemus`);
    await pressInPage(form, 'input:not([type="file"]):not([type="hidden"]), textarea');
    await webWhen((web) => web.textField !== null, "the keyboard");
    await this.#picture("keyboard");
    await press("keyboard.done");
    await pressInPage(form, 'input[type="file"]');
    await webWhen((web) => web.chooser !== null, "the choice from My documents");
    await this.#picture("choose-document");
    await pressNamed(/^Skannattu paperi 1/);
    await pressNamed(/^Anna 1 paperi$/);
    await pressInPage(form, 'button[type="submit"]');
    await until(() => this.#booth.portal.uploads()[0] ?? null, "the attachment at the portal");
    await form.locator("#vastaanotettu").waitFor();
    await webWhen((web) => web.state === "ready", "the portal's reply");
    await this.#picture("attachment-sent");
  }

  async #printTicket(): Promise<string[]> {
    const { press, pressNamed, pressInPage } = this.#visitor;
    await press("common.home");
    await pressNamed(/^Verkkopalvelut/);
    await pressNamed(/^Matkat|^Matka/);
    await pressNamed(/^Matkaliput/);
    const page = await this.#booth.web(this.#booth.portal.origin("lippu"));
    await pressInPage(page, 'a[href="/lippu?sivuja=3"]');
    const ticket = await this.#booth.web(`${this.#booth.portal.origin("lippu")}/lippu`);
    await this.#picture("ticket");
    await pressInPage(ticket, "#tulosta");
    await this.#booth.screen("print", (screen) => screen.stage === "preview");
    await this.#picture("print-preview", /^Tulosta 3 sivua/);
    await pressNamed(/^Tulosta 3 sivua/);
    await this.#booth.screen("print", (screen) => screen.stage === "printing");
    await this.#picture("printing");
    await this.#booth.screen("print", (screen) => screen.stage === "done", 60_000);
    await this.#picture("printed");
    const spool = join(String(this.#booth.booth.devices.rigs.printer?.ready["spoolFolder"]), "printed");
    return printedFiles(spool).map((from, index) => {
      const to = join(this.#folder, `printed-${index + 1}${basename(from).replace(/^.*(?=\.pdf$)/, "")}`);
      copyFileSync(from, to);
      return to;
    });
  }

  async #payBill(): Promise<void> {
    const { press, pressNamed, webWhen } = this.#visitor;
    await press("print.toWeb");
    await this.#booth.screen("web");
    await press("common.home");
    await pressNamed(/^Maksa lasku/);
    await this.#booth.screen("bill", (screen) => screen.stage === "waiting");
    await this.#picture("bill-waiting");
    await until(async () => ((await this.#booth.snapshot()).devices.some((device) => device.kind === "barcode" && device.state === "ready") ? true : null), "a ready reader");
    writeFileSync(String(this.#booth.booth.devices.rigs.barcode?.ready["input"]), `${BILL}\n`);
    await this.#booth.screen("bill", (screen) => screen.stage === "checked");
    await this.#picture("bill-checked", /^Lue toinen lasku/);
    await this.#booth.act({ type: "bill-bank", serviceId: "stand-in-bank" });
    const bank = await this.#booth.web(this.#booth.portal.origin("pankki"));
    await bank.locator("#tunnus").fill("12345678");
    await bank.locator("#salasana").fill("salainen");
    await bank.locator("button[type=submit]").click();
    await bank.locator("#saajan-tili").click();
    await webWhen((web) => web.textField !== null, "the focus in the bank's field");
    await pressNamed(/^Saajan tili/);
    await until(async () => ((await bank.locator("#saajan-tili").inputValue()) === "" ? null : true), "the account in the bank's field");
    await this.#picture("bank");
  }

  async #lookAround(): Promise<void> {
    const { press } = this.#visitor;
    await press("common.home");
    await this.#booth.screen("home");
    await press("bar.seeHear");
    await this.#picture("see-and-hear");
    await press("common.done");
    await press("bar.help");
    await this.#picture("help");
    await press("help.backToScreen");
  }

  async #end(): Promise<Receipt> {
    const { press } = this.#visitor;
    await press("bar.end");
    await until(async () => (await this.#booth.snapshot()).endQuestion, "the question before the end");
    await this.#picture("end-question");
    await press("end.confirm");
    const { screen } = await this.#booth.screen("thanks", (thanks) => thanks.receipt !== null);
    await this.#picture("thanks", /^Hyvin/);
    await press("end.moodGood");
    await press("end.done");
    await this.#booth.screen("attract");
    await this.#picture("attract-again", /^Aloita/);
    if (screen.receipt === null) throw new Error("no receipt");
    return screen.receipt;
  }
}
