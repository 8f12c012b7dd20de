import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { escapeBooth } from "./support/escape-booth.ts";
import type { Page } from "./support/page.ts";

/** Keys by which browsers and desktops are left, with the numbers of the catalogue. */
const shortcuts: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["K01 Alt+F4", ["alt+F4", "alt+F4"]],
  ["K02 Ctrl+W and Ctrl+F4", ["ctrl+w", "ctrl+F4", "ctrl+shift+w"]],
  ["K03 Ctrl+Q", ["ctrl+q", "ctrl+shift+q"]],
  ["K04 F11", ["F11", "F11", "F11"]],
  ["K06 developer tools", ["ctrl+shift+i", "ctrl+shift+j", "ctrl+shift+c", "F12", "ctrl+shift+k", "shift+F12"]],
  ["K07 reload", ["ctrl+r", "F5", "ctrl+F5", "ctrl+shift+r", "shift+F5", "XF86Reload"]],
  ["K08 new windows and tabs", ["ctrl+n", "ctrl+t", "ctrl+shift+n", "ctrl+shift+t", "ctrl+Tab", "ctrl+1"]],
  ["K09 Ctrl+O and Ctrl+S", ["ctrl+o", "ctrl+s", "ctrl+shift+o"]],
  ["K12 Ctrl+U", ["ctrl+u"]],
  ["K13 address bar", ["ctrl+l", "alt+d", "F6", "ctrl+k", "ctrl+e", "XF86Search", "XF86HomePage", "XF86WWW"]],
  ["K14 history, downloads, bookmarks, find", ["ctrl+h", "ctrl+j", "ctrl+d", "ctrl+f", "ctrl+g", "F3", "ctrl+shift+Delete"]],
  ["K16 Alt, F10, Shift+F10 and the menu key", ["alt", "F10", "shift+F10", "Menu", "alt+f", "alt+e"]],
  ["K17 Super, Alt+Tab, Alt+Space", ["super", "super+r", "super+l", "alt+Tab", "alt+space", "alt+Escape", "ctrl+Escape"]],
  ["K18 Ctrl+Alt+F1 to F12, Ctrl+Alt+Backspace, as far as the application has a say", [...Array.from({ length: 12 }, (_, i) => `ctrl+alt+F${i + 1}`), "ctrl+alt+BackSpace", "ctrl+alt+t", "ctrl+alt+Delete"]],
  ["K20 Shift five times and F1", ["shift", "shift", "shift", "shift", "shift", "F1"]],
  ["zoom, caret browsing, history by Alt and by keys of their own", ["ctrl+plus", "ctrl+minus", "ctrl+0", "F7", "alt+Left", "alt+Right", "alt+Home", "XF86Back", "XF86Forward", "XF86Mail", "XF86Calculator", "Print"]],
];

/** The same keys every time: a monkey that can be asked again. */
const SEED = 0x5eed_2024;

describe("keys of a hardware keyboard", () => {
  const at = escapeBooth({ staysPut: true });

  describe("in an embedded page", () => {
    let page: Page;
    beforeEach(async () => {
      if ((await at.booth.snapshot()).screen.name !== "web") page = await at.trial("/valikko");
      await page.evaluate(() => {
        document.body.dataset["mark"] = "the same document";
      });
      await at.hands.click(...(await at.middle(page, "#kentta")));
      await at.booth.webWhen(({ textField }) => textField !== null, "the focus in the page's field");
      await page.evaluate(empty, "#kentta");
    });
    const untouched = async () => ({
      mark: await page.evaluate(() => document.body.dataset["mark"]),
      text: await page.value("#kentta"),
      zoom: await page.evaluate(() => window.visualViewport?.scale ?? 0),
      windows: (await at.display.windows()).length,
    });
    const asBefore = { mark: "the same document", text: "ab", zoom: 1, windows: 1 };

    it.each(shortcuts)("%s do nothing", async (_name, keys) => {
      // The letters around them show that keys arrive at all, and that those between are through.
      await at.hands.keys(["a", ...keys, "b"]);
      await until(async () => ((await page.value("#kentta").catch(() => "")).endsWith("b") ? true : null), "the last letter in the field", undefined, async () => JSON.stringify(await untouched()));
      expect(await untouched()).toEqual(asBefore);
      expect((await at.booth.snapshot()).screen.name).toBe("web");
    });

    it("K11 Ctrl+P leads to our own print preview", async () => {
      await at.hands.keys(["ctrl+p"]);
      const { screen } = await at.booth.screen("print", (print) => print.stage === "preview", 20_000);
      expect(screen.cameFrom).toBe("web");
    });
  });

  describe("on our own screens", () => {
    it.each(shortcuts)("%s do nothing", async (_name, keys) => {
      if ((await at.booth.snapshot()).screen.name !== "web-tray") await at.booth.act({ type: "go", to: "web-tray" });
      await at.booth.screen("web-tray");
      const screens = await at.eyes.screens();
      await at.hands.click(...(await at.middle("screens", "input")));
      await until(async () => ((await screens.evaluate(() => document.activeElement?.tagName)) === "INPUT" ? true : null), "the focus in the field");
      await at.hands.keys(["ctrl+a", "BackSpace"]);
      await until(async () => ((await screens.value("input")) === "" ? true : null), "an empty field");
      await screens.evaluate(() => {
        document.body.dataset["mark"] = "the same document";
      });
      await at.hands.keys(["a", ...keys, "b"]);
      await until(async () => ((await screens.value("input")) === "ab" ? true : null), "two letters in the field", undefined, () => screens.value("input"));
      expect(await screens.evaluate(() => document.body.dataset["mark"])).toBe("the same document");
      expect((await at.booth.snapshot()).screen.name).toBe("web-tray");
    });

    it("K11 Ctrl+P does nothing where there is no page", async () => {
      await at.home();
      await at.booth.act({ type: "go", to: "web-tray" });
      await at.booth.screen("web-tray");
      await at.hands.click(...(await at.middle("screens", "input")));
      await at.hands.keys(["ctrl+p", "ctrl+shift+p", "c"]);
      const screens = await at.eyes.screens();
      await until(async () => ((await screens.value("input")).endsWith("c") ? true : null), "a letter in the field");
      expect((await at.booth.snapshot()).screen.name).toBe("web-tray");
    });
  });

  describe("K21 a monkey", () => {
    it("of 10 000 seeded keys gets nowhere but to screens of ours", async () => {
      const next = monkey(SEED);
      const screens = new Set<string>();
      for (let batch = 0; batch < 10; batch++) {
        // It begins in a page's field, and goes on where its keys have led it.
        if (batch % 3 === 0) {
          await at.home();
          await at.uncover();
          await at.hands.click(...(await at.middle(await at.trial("/valikko"), "#kentta")));
        }
        await at.hands.keys(Array.from({ length: 1_000 }, next), 0);
        await at.heard();
        await at.invariants.check();
        screens.add((await at.booth.snapshot()).screen.name);
      }
      expect([...screens].filter((name) => name.startsWith("staff") || name === "out-of-order")).toEqual([]);
      await at.home();
    });
  });
});

function empty(field: string): void {
  const input = document.querySelector<HTMLInputElement>(field);
  if (input !== null) input.value = "";
}

/** Mulberry32, and what it makes of a keyboard. */
function monkey(seed: number): () => string {
  let state = seed;
  const random = (below: number): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const named = ["Return", "Escape", "Tab", "BackSpace", "Delete", "Left", "Right", "Up", "Down", "Home", "End", "Prior", "Next", "Menu", "Insert", "space", "Pause", "Print"];
  const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789");
  const functions = Array.from({ length: 12 }, (_, i) => `F${i + 1}`);
  const modifiers = ["", "", "", "", "ctrl+", "alt+", "shift+", "ctrl+shift+", "ctrl+alt+", "super+", "alt+shift+"];
  const of = (list: readonly string[]): string => list[random(list.length)] ?? "a";
  return () => `${of(modifiers)}${of([letters, named, functions, named][random(4)] ?? letters)}`;
}
