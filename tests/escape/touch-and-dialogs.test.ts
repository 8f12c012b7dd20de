import { describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { finnish } from "../support/visitor.ts";
import { escapeBooth } from "./support/escape-booth.ts";
import type { Page } from "./support/page.ts";

/** security-cases.md, K22: a long press is 800 ms and more. */
const LONG_PRESS_MS = 900;
/** Where a finger may rest in `/valikko`: words, a link, a field, a picture, something to drag. */
const things = ["#teksti", "#linkki", "#kentta", "#kuva", "#raahaa"];

describe("touch, mouse and dialogs", () => {
  const at = escapeBooth();
  /** The page is where it was, as large as it was, and nothing of it came loose. */
  async function expectUnmoved(page: Page, path: string): Promise<void> {
    expect(await page.evaluate(() => ({ path: location.pathname, scale: visualViewport?.scale, zoom: window.outerWidth > 0 }))).toEqual({ path, scale: 1, zoom: true });
    expect((await at.display.windows()).length).toBe(1);
  }

  describe("K22 right click, long press, two fingers", () => {
    it("a right click on anything in a page opens no menu", async () => {
      const page = await at.trial("/valikko");
      for (const thing of things) await at.hands.click(...(await at.middle(page, thing)), 3);
      await until(async () => ((await at.results(page))["contextmenu"] !== undefined ? true : null), "the page to see the right click");
      await expectUnmoved(page, "/valikko");
    });

    it("nor does one on our own screens", async () => {
      for (const place of ["header.bar", ".bar-buttons button", "main", "main button"]) await at.hands.click(...(await at.middle("screens", place)), 3);
      await at.invariants.check();
      expect((await at.booth.snapshot()).screen.name).toBe("home");
    });

    it("a long press of the mouse and of a finger opens no menu and drags nothing out", async () => {
      const page = await at.trial("/valikko");
      for (const thing of things) {
        // A mouse that lets go of a link follows it, after however long.
        if (thing !== "#linkki") await at.hands.press(...(await at.middle(page, thing)), LONG_PRESS_MS);
        const { x, y } = await inPage(page, thing);
        await page.send("Input.synthesizeTapGesture", { x, y, duration: LONG_PRESS_MS, gestureSourceType: "touch" });
        await expectUnmoved(page, "/valikko");
      }
    });

    it("two fingers do not make a page larger, nor our screens", async () => {
      const page = await at.trial("/valikko");
      const screens = await at.eyes.screens();
      for (const one of [page, screens]) {
        await one.send("Input.synthesizePinchGesture", { x: 600, y: 300, scaleFactor: 3, relativeSpeed: 3_000, gestureSourceType: "touch" });
        expect(await one.evaluate(() => visualViewport?.scale)).toBe(1);
      }
      await expectUnmoved(page, "/valikko");
    });

    it("the middle button opens no window and pastes nothing", async () => {
      const page = await at.trial("/valikko");
      const before = await page.value("#kentta");
      for (const thing of ["#kentta", "#teksti"]) await at.hands.click(...(await at.middle(page, thing)), 2);
      expect(await page.value("#kentta")).toBe(before);
      await at.hands.click(...(await at.middle(page, "#linkki")), 2);
      await until(async () => ((await page.url().catch(() => "")).endsWith("/perilla") ? true : null), "the link, in the page itself");
      expect((await at.display.windows()).length).toBe(1);
    });

    it("nor can anything of our screens be dragged", async () => {
      const bar = await at.middle("screens", "header.bar");
      for (const thing of ["main h1", "main button", "main svg", "header.bar"]) await at.hands.drag(await at.middle("screens", thing), [bar[0], bar[1] + 500]);
      await at.hands.click(...(await at.middle("screens", "main h1")));
      await at.hands.keys(["ctrl+a"]);
      await at.hands.drag(await at.middle("screens", "main h1"), bar);
      expect(await (await at.eyes.screens()).url()).toBe("virtu://screens/index.html");
    });

    it("a link or a picture that is dragged to the bar or out of the page takes nothing with it", async () => {
      const page = await at.trial("/valikko");
      const bar = await at.middle("screens", "header.bar");
      for (const thing of ["#linkki", "#kuva", "#raahaa", "#teksti"]) await at.hands.drag(await at.middle(page, thing), bar);
      await at.booth.webWhen(({ state }) => state === "ready", "the page");
      await expectUnmoved(page, "/valikko");
      expect(await (await at.eyes.screens()).url()).toBe("virtu://screens/index.html");
    });
  });

  describe("K24 swipes from the edge and overscroll", () => {
    it.each([["left to right", 1], ["right to left", -1]])("from %s: the history stays where it is", async (_name, way) => {
      const page = await at.trial("/perilla");
      await at.go(page, "/valikko");
      await until(async () => ((await page.run("location.pathname + document.readyState").catch(() => "")) === "/valikkocomplete" ? true : null), "the second page");
      const width = await page.evaluate(() => innerWidth);
      for (const x of [2, Math.round(width / 2), width - 2]) {
        await page.send("Input.synthesizeScrollGesture", { x, y: 300, xDistance: way * (width - 10), speed: 8_000, preventFling: false, gestureSourceType: "touch" });
      }
      await at.hands.drag([way > 0 ? 1 : 1_900, 600], [way > 0 ? 1_800 : 50, 600]);
      await expectUnmoved(page, "/valikko");
    });

    it("down over the top: nothing is loaded anew, and the bar stays", async () => {
      const page = await at.trial("/valikko");
      await page.evaluate(() => void (document.body.dataset["mark"] = "the same document"));
      await page.send("Input.synthesizeScrollGesture", { x: 600, y: 20, yDistance: 700, speed: 8_000, preventFling: false, gestureSourceType: "touch" });
      await at.hands.drag([900, 1], [900, 1_000]);
      await at.hands.drag([900, 1_078], [900, 300]);
      expect(await page.evaluate(() => document.body.dataset["mark"])).toBe("the same document");
      await expectUnmoved(page, "/valikko");
    });
  });

  describe("dialogs of a page", () => {
    it.each([["alert", "Huomio!"], ["confirm", "Jatketaanko?"], ["prompt", "Mikä on nimesi?"]])("%s is a dialog of ours, with the page's words and no window", async (kind, message) => {
      const page = await at.trial("/");
      await at.go(page, `/kysely?laji=${kind}`);
      expect(await at.wordsWith(message)).not.toContain("koe.localhost");
      await at.invariants.check();
      await answer(kind);
      await at.reported(page, "vastaus");
    });

    it.each(["alert", "confirm", "prompt"])("%s without end: silenced by a touch, and home is one touch away", async (kind) => {
      await at.go(await at.trial("/"), `/kyselytulva?laji=${kind}`);
      await at.wordsWith("Et pääse pois 1");
      await answer(kind);
      await at.wordsWith(finnish("web.dialogSilence"));
      await at.press("web.dialogSilence");
      await at.booth.webWhen(({ dialog }) => dialog === null, "silence");
      await at.press("common.home");
      await at.booth.screen("home");
    });

    it("the visit ends under a dialog that waits, and the next person does not see it", async () => {
      await at.go(await at.trial("/"), "/kyselytulva?laji=confirm");
      await at.wordsWith("Et pääse pois 1");
      await at.booth.act({ type: "end-request" });
      await at.booth.act({ type: "end-confirm" });
      await at.booth.screen("thanks", ({ receipt }) => receipt?.outcome === "clean", 30_000);
      await at.home();
      expect(await at.words()).not.toContain("Et pääse pois");
      expect((await at.booth.web()).dialog).toBeNull();
    });

    it("a page that does not want to be left is left by Home at once", async () => {
      const page = await at.trial("/lahto");
      await page.click("#aktivoi");
      await at.press("common.home");
      await at.booth.screen("home");
      await until(async () => ((await at.eyes.targets()).filter(({ type }) => type === "page").length === 1 ? true : null), "the page to be gone");
    });
  });

  /** Where there is something to write, our keyboard comes a moment after the dialog and moves it. */
  async function answer(kind: string): Promise<void> {
    if (kind === "prompt") await at.wordsWith(finnish("keyboard.space"));
    await at.press("common.ok");
  }

  async function inPage(page: Page, selector: string): Promise<{ x: number; y: number }> {
    return await page.evaluate((what) => {
      const box = document.querySelector(what)?.getBoundingClientRect() ?? new DOMRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, selector);
  }
});
