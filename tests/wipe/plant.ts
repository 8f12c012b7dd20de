import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { iban } from "./iban.ts";
import type { BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import type { CanarySet } from "./canaries.ts";
import { clipboardOffers, holdUnderReader, openService, press, tellPrinter, typeByOurKeyboard, webIs } from "./hands.ts";
import { filesBelow } from "./scan.ts";
import { paperFolder } from "./search.ts";

/** Planting: each function is a part of a visit, done as a person does it, and looks itself whether what it planted is in its place. */
type Words = CanarySet["of"];

/** Our own screens: the search of the tray, and the voice. */
export async function plantInScreens(booth: BoothUnderTest, of: Words): Promise<void> {
  await booth.act({ type: "go", to: "web-tray" });
  await booth.screen("web-tray");
  const field = (await booth.screens()).locator(".tray-search input");
  await field.fill(of["typed-search"]);
  await press(booth, "say", { text: of["read-aloud"], language: "en" });
}

/** A page on the glass, saved as a PDF. Gives bytes from the middle of its picture. */
export async function plantScan(booth: BoothUnderTest): Promise<Buffer> {
  await booth.act({ type: "go", to: "scan" });
  await booth.screen("scan", ({ capabilities }) => capabilities !== null, 30_000);
  await booth.act({ type: "scan-options", options: { source: "flatbed", colour: "grey", resolution: 150 } });
  await booth.act({ type: "scan-start" });
  await booth.screen("scan", ({ stage, pages }) => stage === "review" && pages.length === 1, 30_000);
  const pictures = filesBelow(join(booth.booth.runtimeFolder, "sessions")).filter((file) => file.includes("/scans/")).map((file) => readFileSync(file));
  const picture = pictures.find((bytes) => bytes.readUInt16BE(0) === 0xffd8);
  if (picture === undefined) throw new Error("the scanned page has no picture in the session's folder");
  const middle = Buffer.from(picture.subarray(picture.length / 2, picture.length / 2 + 48));
  await booth.act({ type: "scan-save" });
  await booth.screen("documents", () => true, 20_000);
  // The question whether she has taken her original lies over everything else until it is answered.
  await booth.act({ type: "original-taken" });
  return middle;
}

/** A bill with a message to the payee, and a value put into the bank's page by our button. */
export async function plantBill(booth: BoothUnderTest, of: Words): Promise<void> {
  await booth.act({ type: "go", to: "bill" });
  await booth.screen("bill", ({ stage }) => stage === "waiting");
  await until(async () => ((await booth.snapshot()).devices.some(({ kind, state }) => kind === "barcode" && state === "ready") ? true : null), "the bar-code reader");
  // EPC069-12 v2.1, version 002: the lines of a payment QR code; the message is line 11.
  holdUnderReader(booth, ["BCD", "002", "1", "SCT", "", "Utsjoen kunta", iban, "EUR12.34", "", "", of["bar-code"]].join("\n"));
  const { screen } = await booth.screen("bill", ({ stage }) => stage !== "waiting");
  if (screen.bill?.message !== of["bar-code"]) throw new Error(`the bill was not taken: ${screen.code ?? ""}`);
  await booth.act({ type: "bill-bank", serviceId: "stand-in-bank" });
  const page = await booth.web(booth.portal.origin("pankki"));
  await page.locator("#tunnus").fill("1234");
  await page.locator("#salasana").fill("salasana");
  await page.locator("button[type=submit]").click();
  await page.locator("#viite").click();
  await webIs(booth, (web) => (web.textField === null ? null : true), "our keyboard for the bank's field");
  await press(booth, "web-fill", { text: of["bill-field"] });
  await until(async () => ((await page.locator("#viite").inputValue()) === of["bill-field"] ? true : null), "the value in the bank's field");
}

/** Two downloads from the trial pages, one of which is then sent to the portal. */
export async function plantFiles(booth: BoothUnderTest, of: Words): Promise<void> {
  const trials = await openService(booth, "stand-in-trials", booth.portal.origin("koe"));
  for (const [name, body] of [["download-name", "download-body"], ["upload-name", "upload-body"]] as const) {
    await trials.evaluate(([file, text]) => {
      const link = document.body.appendChild(document.createElement("a"));
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = `${file}.txt`;
      link.click();
    }, [of[name], of[body]] as const);
  }
  const documents = await until(async () => {
    const texts = (await booth.snapshot()).documents.filter(({ format }) => format === "text");
    return texts.length === 2 ? texts : null;
  }, "both downloads in My documents");
  const chosen = documents.find(({ name }) => name?.includes(of["upload-name"]) === true);
  if (chosen === undefined) throw new Error("the download has lost its name");
  const portal = await openService(booth, "stand-in-portal", booth.portal.origin("palvelu"));
  await portal.locator('a[href="/liite"]').click();
  await portal.locator("#liite").click();
  const chooser = await webIs(booth, (web) => web.chooser, "the file field's question");
  await press(booth, "web-choose-files", { id: chooser.id, documentIds: [chosen.id] });
  await portal.locator("button[type=submit]").click();
  await until(() => (booth.portal.uploads().some(({ name }) => name.includes(of["upload-name"])) ? true : null), "the file at the portal");
}

/** Every store that a page has. Each is read back by the page itself. */
export async function plantInStores(booth: BoothUnderTest, of: Words): Promise<Page> {
  const page = await openService(booth, "stand-in-trials", booth.portal.origin("koe"));
  await page.evaluate((word) => (location.href = `/plant?c=${word}`), of.address);
  await page.waitForFunction(() => document.body.dataset["done"] === "1" && location.pathname === "/plant");
  const taken = await page.evaluate(async (words) => {
    const failed: string[] = [];
    const attempt = async (store: string, plant: () => Promise<string | null>, word: string): Promise<void> => {
      if ((await plant().catch(() => null)) !== word) failed.push(store);
    };
    const cached = async (name: string): Promise<string | null> => (await (await caches.match(name))?.text()) ?? null;
    await attempt("cookie", () => {
      document.cookie = `sana=${words.cookie}; path=/; max-age=31536000`;
      return Promise.resolve(/sana=([a-z]+)/.exec(document.cookie)?.[1] ?? null);
    }, words.cookie);
    await attempt("local-storage", () => {
      localStorage.setItem("sana", words["local-storage"]);
      return Promise.resolve(localStorage.getItem("sana"));
    }, words["local-storage"]);
    await attempt("session-storage", () => {
      sessionStorage.setItem("sana", words["session-storage"]);
      return Promise.resolve(sessionStorage.getItem("sana"));
    }, words["session-storage"]);
    await attempt("indexed-db", () => new Promise((resolve, reject) => {
      const open = indexedDB.open("sana", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("s");
      open.onerror = reject;
      open.onsuccess = () => {
        const change = open.result.transaction("s", "readwrite", { durability: "strict" });
        change.objectStore("s").put(words["indexed-db"], "k");
        change.oncomplete = () => {
          const read = open.result.transaction("s").objectStore("s").get("k");
          read.onsuccess = () => resolve(read.result as string);
        };
      };
    }), words["indexed-db"]);
    await attempt("cache-storage", async () => {
      await (await caches.open("sana")).put("/istutus/sana", new Response(words["cache-storage"]));
      return await cached("/istutus/sana");
    }, words["cache-storage"]);
    await attempt("file-system", async () => {
      const file = await (await navigator.storage.getDirectory()).getFileHandle("sana", { create: true });
      const out = await file.createWritable();
      await out.write(words["file-system"]);
      await out.close();
      return await (await file.getFile()).text();
    }, words["file-system"]);
    await attempt("service-worker", async () => {
      // The plant page has one already in this scope; another address replaces it.
      const registration = await navigator.serviceWorker.register(`/istutus/sw.js?c=${words["service-worker"]}`, { scope: "/istutus/sana/" });
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      await new Promise<void>((resolve) => {
        const look = (): void => (worker?.state === "activated" ? resolve() : undefined);
        worker?.addEventListener("statechange", look);
        look();
      });
      return await cached("/istutus/sw-tieto");
    }, words["service-worker"]);
    document.title = words["page-title"];
    window.name = words["window-name"];
    history.pushState({ word: words["history-state"] }, "");
    console.log(words["console-log"]);
    return failed;
  }, of);
  if (taken.length > 0) throw new Error(`these stores did not take it: ${taken.join(" ")}`);
  return page;
}

/** What hands do on the page that is open: typing by our keyboard, copying, marking, answering a dialog. */
export async function plantByHand(booth: BoothUnderTest, page: Page, of: Words): Promise<void> {
  await page.evaluate(([copied, marked]) => {
    const add = (tag: string, id: string, text: string): void => {
      const element = document.createElement(tag);
      element.id = id;
      element.textContent = text;
      document.querySelector("main")?.prepend(element);
    };
    add("textarea", "kirjoita", "");
    add("textarea", "kopioi", copied);
    add("p", "merkitse", marked);
  }, [of.clipboard, of["primary-selection"]] as const);
  await page.locator("#kirjoita").click();
  await webIs(booth, (web) => (web.textField === null ? null : true), "our keyboard for the page's field");
  await typeByOurKeyboard(booth, of["typed-in-page"]);
  await until(async () => ((await page.locator("#kirjoita").inputValue()) === of["typed-in-page"] ? true : null), "what was typed");
  await page.locator("#kopioi").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await until(() => (clipboardOffers(booth, "clipboard").length > 0 ? true : null), "the shell to own the clipboard");
  await page.locator("#merkitse").click({ clickCount: 3 });
  await until(() => (clipboardOffers(booth, "primary").length > 0 ? true : null), "the shell to own the primary selection");
  await page.evaluate((word) => void setTimeout(() => alert(word), 0), of.dialog);
  const dialog = await webIs(booth, (web) => web.dialog, "the page's dialog in our style");
  if (dialog.message !== of.dialog) throw new Error("the dialog says something else");
  await press(booth, "web-answer-dialog", { id: dialog.id, accept: true, text: null, silence: false });
}

const printPage = async (booth: BoothUnderTest, page: Page, body: string, title: string, asked: "by the page" | "by our button"): Promise<void> => {
  await page.evaluate(async ([text, name]) => {
    // A page out of sight may not print; one that is painted is in sight.
    await new Promise(requestAnimationFrame);
    document.title = name;
    const paper = document.createElement("p");
    paper.textContent = text;
    document.querySelector("main")?.replaceChildren(paper);
  }, [body, title] as const);
  if (asked === "by the page") await page.evaluate(() => void setTimeout(() => window.print(), 0));
  else await press(booth, "web-print", {});
  await booth.screen("print", ({ stage }) => stage === "preview", 30_000);
  await booth.act({ type: "print-start" });
};

/** One page that really comes out of the printer, and one that waits in the spool because there is no paper. */
export async function plantPrints(booth: BoothUnderTest, page: Page, of: Words): Promise<void> {
  const printed = (): number => filesBelow(join(paperFolder(booth), "printed")).filter((file) => file.endsWith(".pdf")).length;
  const before = printed();
  await printPage(booth, page, of["print-body"], of["print-title"], "by the page");
  await booth.screen("print", ({ stage }) => stage === "done", 30_000);
  if (printed() !== before + 1) throw new Error("no paper came out");
  await booth.act({ type: "back" });
  await booth.screen("web");
  await tellPrinter(booth, { do: "fault", fault: { reasons: ["media-empty"] } });
  // A page may print itself only once in a while; a person as often as she likes.
  await printPage(booth, page, of["print-spool"], of["print-title"], "by our button");
  await booth.screen("print", ({ stage, progress }) => stage === "printing" && progress !== null && progress.reasons.length > 0, 30_000);
}

/** A word in the page's script alone, and then its process dies of it. */
export const plantCrash = (page: Page, of: Words): Promise<void> => page.evaluate((word) => void Object.assign(window, { word: Array.from(word).join("") }), of.crash);
