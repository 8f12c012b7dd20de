import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Preferences } from "../../src/contract/preferences.ts";
import type { WindowMethod, WindowPush, WebState } from "../../src/contract/shell-window.ts";
import type { Snapshot } from "../../src/contract/snapshot.ts";
import { sample, type SampleName } from "../../src/renderer/testing/samples.ts";
import { noWeb } from "../../src/renderer/testing/samples/base.ts";
import { startScreens, type ScreensBrowser } from "./support/screens-browser.ts";

let screens: ScreensBrowser;
let page: Page;
beforeAll(async () => {
  screens = await startScreens();
  page = screens.page;
});
afterAll(async () => {
  await screens.close();
});
beforeEach(async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
});

const show = (name: SampleName, preferences: Partial<Preferences> = {}) => page.evaluate(`window.harness.show(${JSON.stringify(name)}, ${JSON.stringify(preferences)})`);
const push = (what: WindowPush) => page.evaluate(`window.harness.fake().push(${JSON.stringify(what)})`);
const snapshotOf = (name: SampleName, change: Partial<Snapshot> = {}): Snapshot => ({ ...sample(name).snapshot, revision: 99, ...change });
const pushSnapshot = (name: SampleName, change: Partial<Snapshot> = {}) => push({ push: "snapshot", snapshot: snapshotOf(name, change) });
const pushWeb = (web: Partial<WebState>) => push({ push: "web", web: { ...noWeb, serviceId: "omakela", state: "ready", ...web } });
const answerNext = (method: WindowMethod, answer: unknown) => page.evaluate(`window.harness.fake().answerNext("${method}", ${JSON.stringify(answer)})`);
const calls = async <T = unknown>(method: WindowMethod): Promise<readonly T[]> =>
  await page.evaluate<readonly T[]>(`window.harness.fake().calls.filter((call) => call.method === "${method}").map((call) => call.params)`);
const actions = async () => (await calls<{ action: { type: string } }>("act")).map(({ action }) => action).filter(({ type }) => type !== "touched");
const button = (name: string) => page.getByRole("button", { name, exact: true });
/** Waits until a call with these parameters has been made. */
const called = (method: WindowMethod, params: unknown) => expect.poll(() => calls(method)).toContainEqual(params);

describe("telling the main process what is on the screen", () => {
  it("asks for everything once and reports the painted revision, then each later one", async () => {
    await show("home");
    expect(await calls("screens-ready")).toEqual([{}]);
    const { epoch, revision } = sample("home").snapshot;
    await called("painted", { epoch, revision });
    await pushSnapshot("paper");
    await called("painted", { epoch, revision: 99 });
  });

  it("answers a probe", async () => {
    await show("home");
    await push({ push: "probe", id: 7 });
    await called("probed", { id: 7 });
  });

  it("says that somebody is there, at most once a second", async () => {
    await show("home");
    for (let touch = 0; touch < 4; touch += 1) await page.mouse.click(960, 130);
    const touches = (await calls<{ action: { type: string } }>("act")).filter(({ action }) => action.type === "touched");
    expect(touches).toHaveLength(1);
  });
});

describe("a touch", () => {
  it("is sent with the epoch, is busy until it is answered, and is not sent twice", async () => {
    await show("attract");
    await answerNext("act", "none");
    // The report that somebody is there goes first and takes the held answer.
    await page.mouse.click(960, 500);
    await answerNext("act", "none");
    await button("Aloita").click();
    await expect.poll(() => page.locator(".attract .button-busy").count()).toBe(1);
    await page.locator(".attract .button-primary").click({ force: true });
    expect(await actions()).toEqual([{ type: "start", language: "fi" }]);
    await page.evaluate("window.harness.fake().release()");
    await expect.poll(() => page.locator(".attract .button-busy").count()).toBe(0);
  });

  it("shows at once that it was felt", async () => {
    await show("home");
    const tile = page.locator(".tile").first();
    const box = await tile.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 50);
    await page.mouse.down();
    await expect.poll(() => tile.getAttribute("data-pressed")).toBe("true");
    await page.mouse.up();
    await expect.poll(actions).toEqual([{ type: "go", to: "web-tray" }]);
  });

  it("that was refused is told in a sentence, once", async () => {
    await show("home");
    await page.mouse.click(960, 130);
    await answerNext("act", { ok: false, error: { code: "documents/full" } });
    await page.locator(".tile").first().click();
    await expect.poll(() => page.getByRole("alertdialog").textContent()).toContain("Tila on täynnä");
    await button("Selvä").click();
    await expect.poll(() => page.getByRole("alertdialog").count()).toBe(0);
  });
});

describe("what lies over a screen", () => {
  it("makes the screen behind it unreachable, takes the focus, leaves the bar, and gives the focus back", async () => {
    await show("home");
    await button("Näe ja kuule").click();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(1);
    expect(await page.evaluate("document.querySelector('.stage-screen').inert")).toBe(true);
    expect(await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
    await button("Lopeta").click();
    expect(await actions()).toContainEqual({ type: "end-request" });
    await button("Valmis").click();
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Näe ja kuule");
  });

  it("is the newest question, and the idle countdown above all", async () => {
    await show("overlay-help");
    await pushSnapshot("overlay-help", { help: { support: "offered" }, endQuestion: { reminders: [] } });
    await expect.poll(() => page.locator(".modal h1").textContent()).toBe("Lopetetaanko käynti?");
    await pushSnapshot("overlay-help", { help: { support: "offered" }, endQuestion: { reminders: [] }, idleEndsAt: sample("home").snapshot.now + 20_000 });
    await expect.poll(() => page.locator(".modal h1").textContent()).toBe("Oletko vielä siinä?");
    await button("Kyllä, jatkan").click();
    expect(await actions()).toContainEqual({ type: "idle-stay" });
  });

  it("offers more time only where nobody waits", async () => {
    await show("overlay-time");
    await button("30 minuuttia lisää").click();
    expect(await actions()).toContainEqual({ type: "time-extend" });
    await show("overlay-time-booked");
    await expect.poll(() => page.locator(".modal .button").count()).toBe(1);
  });

  it("works by keyboard alone: Tab goes through it, Escape closes a panel", async () => {
    await show("home");
    await button("Kieli: Suomi").press("Enter");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
    await page.keyboard.press("ArrowDown");
    await expect.poll(actions).toContainEqual({ type: "set-language", language: "sv" });
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });
});

describe("seeing and hearing better", () => {
  it("changes the language and nothing else", async () => {
    await show("overlay-language");
    await page.getByText("Svenska").click();
    await expect.poll(() => page.locator(".modal h1").textContent()).toBe("Välj språk");
    expect(await page.evaluate("document.documentElement.lang")).toBe("sv");
  });

  it("changes text size and colours at once", async () => {
    await show("overlay-see-hear");
    await page.getByText("Hyvin suuri").click();
    await page.getByText("Musta ja keltainen").click();
    await expect.poll(() => page.evaluate("document.documentElement.dataset.textScale")).toBe("150");
    expect(await page.evaluate("document.documentElement.dataset.contrast")).toBe("high");
  });

  it("reads the screen when it changes, the question over it, and on the button; never what stands in a field", async () => {
    await show("home", { readAloud: true });
    const said = async () => (await calls<{ text: string; language: string }>("say")).map(({ text }) => text);
    await expect.poll(said).toHaveLength(1);
    expect((await said())[0]).toMatch(/^Mitä haluat tehdä\? Verkkopalvelut/);
    await pushSnapshot("overlay-original", { preferences: { ...sample("home").snapshot.preferences, readAloud: true } });
    await expect.poll(said).toHaveLength(2);
    expect((await said())[1]).toMatch(/^Otitko oman paperisi\?/);
    await expect.poll(() => button("Lue tämä").count()).toBe(1);
    await button("Lue tämä").click();
    await expect.poll(said).toHaveLength(3);
    await show("web-prompt", { readAloud: true });
    await expect.poll(said).toHaveLength(1);
    expect((await said())[0]).not.toContain("12");
  });

  it("says in words that Northern Sámi has no voice", async () => {
    await show("overlay-see-hear", { language: "se" });
    await page.getByText("Loga šearpma jitnosit").click();
    await expect.poll(() => page.locator(".modal [role=status]").textContent()).toContain("ii leat vel jietna");
  });
});

describe("our keyboard on our screens", () => {
  it("comes with the field, types, corrects, and goes with Done", async () => {
    await show("arrive");
    await button("Kirjoita itse").click();
    await expect.poll(() => page.locator(".keyboard").count()).toBe(1);
    await page.locator(".key-shift").click();
    for (const letter of "Revontuläh") await page.locator(".key").filter({ hasText: new RegExp(`^${letter}$`, "i") }).click();
    await page.locator(".key-left").click();
    await page.locator(".key-erase").click();
    await page.locator(".key-right").click();
    await page.locator(".key-erase").click();
    expect(await page.locator("main input").inputValue()).toBe("Revontul");
    await page.locator(".key").filter({ hasText: /^i$/ }).click();
    await page.locator(".key-done").click();
    await expect.poll(() => page.locator(".keyboard").count()).toBe(0);
    await button("Aloita nyt").click();
    expect(await actions()).toContainEqual({ type: "arrive-name", name: "Revontuli" });
  });

  it.each([{ width: 1920, height: 1080 }, { width: 1080, height: 1920 }])("never covers the field at $width × $height", async (size) => {
    await page.setViewportSize(size);
    for (const name of ["arrive-refused", "web-prompt"] as const) {
      await show(name, { textScale: 150 });
      const field = await page.locator("input:focus").boundingBox();
      const keyboard = await page.locator(".keyboard").boundingBox();
      expect(keyboard).not.toBeNull();
      expect((field?.y ?? 0) + (field?.height ?? 9999)).toBeLessThanOrEqual(keyboard?.y ?? 0);
    }
  });

  it("hides when a hardware key is pressed and comes back with a touch of the field", async () => {
    await show("arrive-refused");
    await push({ push: "hardware-key" });
    await expect.poll(() => page.locator(".keyboard").count()).toBe(0);
    await page.locator("main input").click();
    await expect.poll(() => page.locator(".keyboard").count()).toBe(1);
  });

  it("has each Sámi language's letters on the first page and all of them on their own", async () => {
    await show("arrive-refused", { language: "sms" });
    await expect.poll(() => page.locator(".key").filter({ hasText: /^ǩ$/ }).count()).toBe(1);
    await page.locator(".key").filter({ hasText: /^ʹ$/ }).click();
    await show("arrive-refused");
    await page.locator(".key-page").filter({ hasText: "á č đ" }).click();
    await page.locator(".key").filter({ hasText: /^ŋ$/ }).click();
    expect(await page.locator("main input").inputValue()).toBe("ŋ");
  });
});

describe("the embedded page", () => {
  const lastPlace = async () => (await calls<{ bounds: { x: number; y: number; width: number; height: number } | null }>("web-place")).at(-1)?.bounds;

  it("is told its place, loses it to a question and on leaving, and gets it back", async () => {
    await show("web");
    const box = await page.locator(".web-place").boundingBox();
    await expect.poll(lastPlace).toEqual({ x: box?.x, y: box?.y, width: box?.width, height: box?.height });
    await button("Näe ja kuule").click();
    await expect.poll(lastPlace).toBeNull();
    await button("Valmis").click();
    await expect.poll(lastPlace).toMatchObject({ width: box?.width });
    await pushSnapshot("home");
    await expect.poll(lastPlace).toBeNull();
  });

  it("makes room for our keyboard, keeps its field in sight, and gets what is typed", async () => {
    await show("web");
    await pushWeb({ textField: { kind: "text", bottomPx: 900 } });
    const keyboard = page.locator(".keyboard");
    await expect.poll(() => keyboard.count()).toBe(1);
    const top = Math.round((await keyboard.boundingBox())?.y ?? 0);
    await expect.poll(async () => { const place = await lastPlace(); return place === null || place === undefined ? 0 : place.y + place.height; }).toBe(top);
    await called("web-scroll-field", { aboveY: top });
    await page.locator(".key-shift").click();
    for (const letter of ["ä", "ö"]) await page.locator(".key").filter({ hasText: new RegExp(`^${letter}$`, "i") }).click();
    for (const key of ["space", "erase", "enter"]) await page.locator(`.key-${key}`).click();
    const text = (letter: string) => ({ keys: [{ kind: "text", text: letter }] });
    const key = (name: string) => ({ keys: [{ kind: "key", key: name }] });
    expect(await calls("web-type")).toEqual([text("Ä"), text("ö"), text(" "), key("Backspace"), key("Enter")]);
    await push({ push: "hardware-key" });
    await expect.poll(() => keyboard.count()).toBe(0);
    await button("Näppäimistö").click();
    await expect.poll(() => keyboard.count()).toBe(1);
    await pushWeb({ textField: null });
    await expect.poll(() => keyboard.count()).toBe(0);
  });

  it("has keys for numbers and addresses, and none lights up for a password", async () => {
    await show("web-number");
    expect(await page.locator(".key-letter").count()).toBe(12);
    await pushWeb({ textField: { kind: "email", bottomPx: 300 } });
    await expect.poll(() => page.locator(".key").filter({ hasText: "@" }).count()).toBe(1);
    await pushWeb({ textField: { kind: "password", bottomPx: 300 } });
    await expect.poll(() => page.locator(".keyboard").getAttribute("data-secret")).toBe("true");
    const key = page.locator(".key").filter({ hasText: /^k$/ });
    const box = await key.boundingBox();
    const colour = () => key.evaluate("(element) => getComputedStyle(element).backgroundColor");
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    const before = await colour();
    await page.mouse.down();
    expect(await colour()).toBe(before);
    await page.mouse.up();
  });

  it("is moved by the buttons around it", async () => {
    await show("web-typing");
    for (const name of ["Edellinen", "Seuraava", "Päivitä"]) await button(name).click();
    expect(await calls("web-navigate")).toEqual([{ to: "back" }, { to: "forward" }, { to: "reload" }]);
    for (const name of ["Ylös", "Alas"]) await button(name).click();
    expect(await calls("web-scroll")).toEqual([{ to: "up" }, { to: "down" }]);
    await button("Tulosta").click();
    expect(await calls("web-print")).toEqual([{}]);
    await button("Alkuun").click();
    expect(await actions()).toContainEqual({ type: "go", to: "home" });
  });

  it("gives a way on where there is no page", async () => {
    await show("web-blocked");
    await button("Takaisin").click();
    await show("web-failed");
    await button("Yritä uudelleen").click();
    expect(await calls("web-navigate")).toEqual([{ to: "reload" }]);
    await show("web-crashed");
    await button("Palvelun alkuun").click();
    expect(await calls("web-navigate")).toEqual([{ to: "start" }]);
    await button("Valitse toinen palvelu").click();
    expect(await actions()).toContainEqual({ type: "go", to: "web-tray" });
  });

  it("asks in our style: alert, confirm, prompt, leave", async () => {
    await show("web-alert");
    await button("Selvä").click();
    expect(await calls("web-answer-dialog")).toEqual([{ id: 1, accept: true, text: null, silence: false }]);
    await show("web-alert");
    await button("Älä näytä enää tämän sivun viestejä").click();
    expect(await calls("web-answer-dialog")).toEqual([{ id: 1, accept: false, text: null, silence: true }]);
    await show("web-confirm");
    await button("Peru").click();
    expect(await calls("web-answer-dialog")).toEqual([{ id: 2, accept: false, text: null, silence: false }]);
    await show("web-prompt");
    await page.locator(".key").filter({ hasText: /^a$/ }).click();
    await button("Selvä").click();
    expect(await calls("web-answer-dialog")).toEqual([{ id: 3, accept: true, text: "12a", silence: false }]);
    await show("web-leave");
    await button("Jää sivulle").click();
    expect(await calls("web-answer-dialog")).toEqual([{ id: 4, accept: false, text: null, silence: false }]);
  });

  it("is given papers that fit, one or many, or none", async () => {
    await show("web-chooser");
    const papers = page.locator(".document-choice-item");
    await papers.nth(0).click();
    await papers.nth(1).click();
    await button("Anna 1 paperi").click();
    const [, second] = sample("web-chooser").snapshot.documents;
    expect(await calls("web-choose-files")).toEqual([{ id: 5, documentIds: [second?.id] }]);
    await show("web-chooser-many");
    await papers.nth(0).click();
    await papers.nth(2).click();
    await button("Anna 2 paperia").click();
    const [first, , third] = sample("web-chooser-many").snapshot.documents;
    expect(await calls("web-choose-files")).toEqual([{ id: 6, documentIds: [first?.id, third?.id] }]);
    await show("web-chooser-empty");
    await button("Sulje").click();
    expect(await calls("web-choose-files")).toEqual([{ id: 7, documentIds: [] }]);
  });

  it("gets each value of a bill at one touch, and says what to do where no field has the focus", async () => {
    await show("web-bill-quiet");
    await page.locator(".bill-value").nth(1).click();
    await called("web-fill", { text: "4883,15" });
    await expect.poll(() => page.locator(".bill-value").nth(1).textContent()).toContain("Laitettu");
    await page.locator(".bill-value").nth(4).click();
    await called("web-fill", { text: "479440520200360820048831500000000868516259619897260712" });
    await answerNext("web-fill", { ok: false, error: { code: "web/no-field" } });
    await page.locator(".bill-value").nth(0).click();
    await expect.poll(() => page.getByRole("alertdialog").textContent()).toContain("Kosketa ensin sivulla kenttää");
  });

  it("says that a download has come, and where it is", async () => {
    await show("web-download");
    await expect.poll(() => page.locator(".transfer").textContent()).toContain("2,1 Mt / 5 Mt");
    await pushWeb({ download: null });
    const { documents } = sample("web-download").snapshot;
    await pushSnapshot("web", { documents: [...documents, ...documents.filter(({ origin }) => origin === "download")] });
    await expect.poll(() => page.locator(".transfer").textContent()).toContain("Omissa papereissa");
    await button("Näytä").click();
    expect(await actions()).toContainEqual({ type: "go", to: "documents" });
  });
});

describe("the service tray", () => {
  it("leads from group to service", async () => {
    await show("web-tray");
    await page.locator(".tile").filter({ hasText: "Kela" }).first().click();
    await page.locator(".tile").filter({ hasText: "OmaKela" }).click();
    await expect.poll(actions).toEqual([{ type: "web-open", serviceId: "omakela" }]);
  });

  it("finds by name while it is typed", async () => {
    await show("web-tray");
    await page.getByLabel("Hae palvelua").click();
    for (const letter of "omav") await page.locator(".key").filter({ hasText: new RegExp(`^${letter}$`) }).click();
    await expect.poll(() => page.locator(".tile-title").allTextContents()).toEqual(["OmaVero"]);
    await page.locator(".key").filter({ hasText: /^x$/ }).click();
    await expect.poll(() => page.getByRole("status").allTextContents()).toContain("Tällä nimellä ei löytynyt palvelua. Tarkista kirjoitus tai katso ryhmistä.");
  });
});

describe("a screen that breaks", () => {
  it("becomes a calm one that can be tried again; the bar stays", async () => {
    await show("home");
    // The receipt's seconds are drawn with this; the bar does without.
    await page.evaluate("window.kept = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format'); Object.defineProperty(Intl.NumberFormat.prototype, 'format', { configurable: true, get() { throw new Error('broken'); } })");
    await pushSnapshot("thanks");
    await expect.poll(() => page.locator("h1").textContent()).toBe("Näyttö meni hetkeksi sekaisin");
    expect(await page.locator(".bar").count()).toBe(1);
    await page.evaluate("Object.defineProperty(Intl.NumberFormat.prototype, 'format', window.kept)");
    await button("Yritä uudelleen").click();
    await expect.poll(() => page.locator("h1").textContent()).toBe("Kiitos käynnistä");
  });
});
