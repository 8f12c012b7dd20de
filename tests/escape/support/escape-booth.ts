import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Page } from "playwright-core";
import type { Action } from "../../../src/contract/actions.ts";
import type { Service } from "../../../src/contract/service-tray.ts";
import { startBoothUnderTest, type BoothTestOptions, type BoothUnderTest } from "../../support/booth-under-test.ts";
import { until } from "../../support/until.ts";
import { visitorAt, type Visitor } from "../../support/visitor.ts";
import { targetsOf, watchInvariants, type Invariants, type Target } from "../invariants.ts";
import { familyOf, roleOf, treeOf, type Relative } from "./family.ts";
import { handsAt, type Hands } from "./hands.ts";
import { setOpenerTrap, type OpenerTrap } from "./opener-trap.ts";
import { quietEyes, type QuietEyes } from "./quiet-eyes.ts";
import { openXDisplay, type XDisplay } from "./x-display.ts";

/** A booth that somebody tries to break out of. One for a file; before each case it is at home, after each it is looked at. */
export interface EscapeBooth {
  readonly booth: BoothUnderTest;
  readonly visitor: Visitor;
  readonly hands: Hands;
  readonly display: XDisplay;
  readonly invariants: Invariants;
  /** Opens the service of hostile pages in the embedded view, at this path. */
  trial(path: string): Promise<Page>;
  /** The same for a page with frames of other sites: no other debugger is connected until the booth is asked for something. */
  quietTrial(path: string): Promise<QuietEyes>;
  /** What the page's script has reported so far. */
  results(page: Page): Promise<Readonly<Record<string, unknown>>>;
  /** The same when the page says that it is through. */
  done(page: Page, limitMs?: number): Promise<Readonly<Record<string, unknown>>>;
  /** The middle of an element of the embedded page, or of our screens, on the display. */
  middle(of: Page | "screens", selector: string): Promise<readonly [number, number]>;
  /** What a button of ours around the page does. */
  navigate(to: "back" | "forward" | "reload" | "start" | "stop"): Promise<void>;
  /** Everything of Chromium that has an address: pages, frames of other sites, workers. */
  targets(): Promise<Target[]>;
  /** Processes of the shown shell with their roles. */
  shellProcesses(): (Relative & { readonly role: string })[];
  home(): Promise<void>;
}

export interface EscapeOptions extends BoothTestOptions {
  /** More services that a case opens, for the judgement of addresses. */
  readonly extraServices?: readonly Service[];
  /** The cases find their way by themselves: nobody goes home before each. */
  readonly staysPut?: boolean;
}

/** To be called once in a `describe`: starts and ends the booth with it. */
export function escapeBooth(options: EscapeOptions = {}): EscapeBooth {
  let openers: OpenerTrap | undefined;
  let parts: { readonly booth: BoothUnderTest; readonly visitor: Visitor; readonly hands: Hands; readonly display: XDisplay; readonly invariants: Invariants } | undefined;
  const up = () => {
    if (parts === undefined) throw new Error("the booth is not up yet");
    return parts;
  };

  beforeAll(async () => {
    openers = setOpenerTrap();
    const booth = await startBoothUnderTest({ ...options, configuration: { visit: { minutes: 240, idleSeconds: 600 }, ...options.configuration } });
    const visitor = visitorAt(booth);
    const name = booth.booth.display.env["DISPLAY"] ?? "";
    const display = await openXDisplay(name);
    await booth.walkIn();
    const services = [...booth.portal.services(), ...(options.extraServices ?? [])];
    parts = { booth, visitor, display, hands: handsAt(name), invariants: await watchInvariants({ booth, visitor, display, openers, services }) };
  });
  beforeEach(async () => {
    if (options.staysPut !== true) await home();
  });
  afterEach(() => up().invariants.check());
  afterAll(async () => {
    parts?.display.close();
    await parts?.booth.close();
    openers?.remove();
  });

  /** The next step to the home screen of a visit with the usual preferences; null: there. */
  async function stepHome(): Promise<readonly Action[] | null> {
    const { screen, endQuestion, help, preferences } = await up().booth.snapshot();
    const closing: Action[] = [...(endQuestion === null ? [] : [{ type: "end-cancel" } as const]), ...(help === null ? [] : [{ type: "help-close" } as const])];
    switch (screen.name) {
      case "home": {
        const usual = preferences.language === "fi" && preferences.textScale === 100 && preferences.contrast === "normal" && !preferences.readAloud;
        if (usual) return closing.length === 0 ? null : closing;
        return [...closing, { type: "set-language", language: "fi" }, { type: "set-text-scale", textScale: 100 }, { type: "set-contrast", contrast: "normal" }, { type: "set-read-aloud", on: false }];
      }
      case "attract": return [...closing, { type: "start" }];
      case "arrive": return [...closing, { type: "arrive-name", name: screen.suggestion }];
      case "terms": return [...closing, { type: "terms-accept" }];
      case "thanks": return [{ type: "thanks-done" }];
      case "staff": case "staff-pin": return [{ type: "staff-leave" }];
      default: return [...closing, { type: "go", to: "home" }];
    }
  }

  async function home(): Promise<void> {
    const { booth } = up();
    await until(async () => {
      const step = await stepHome().catch(() => []);
      for (const action of step ?? []) await booth.tryAct(action).catch(() => undefined);
      return step === null ? true : null;
    }, "the way home", 20_000, async () => JSON.stringify((await booth.snapshot()).screen).slice(0, 300));
  }

  async function trial(path: string): Promise<Page> {
    const { booth, visitor } = up();
    const origin = booth.portal.origin("koe");
    const page = await visitor.openService("stand-in-trials", origin);
    await visitor.webWhen(({ state }) => state === "ready", "the first page of the trials");
    if (path === "/") return page;
    await page.goto(`${origin}${path}`, { waitUntil: "commit" });
    await visitor.webWhen(({ state }) => state !== "loading", `the end of loading ${path}`);
    return page;
  }

  async function quietTrial(path: string): Promise<QuietEyes> {
    const { booth } = up();
    await trial("/");
    await (await booth.browser("shown")).close();
    const eyes = await quietEyes(booth, booth.portal.origin("koe"));
    await eyes.evaluate(`void (location.href = ${JSON.stringify(path)})`);
    await until(async () => ((await eyes.evaluate(`location.pathname + location.search === ${JSON.stringify(path)} && document.readyState === "complete"`)) === true ? true : null), `the page ${path}`, 20_000);
    return eyes;
  }

  const results = async (page: Page): Promise<Readonly<Record<string, unknown>>> => JSON.parse((await page.locator("#tulos").textContent({ timeout: 10_000 })) ?? "{}") as Record<string, unknown>;

  return {
    get booth() { return up().booth; },
    get visitor() { return up().visitor; },
    get hands() { return up().hands; },
    get display() { return up().display; },
    get invariants() { return up().invariants; },
    home,
    results,
    trial,
    quietTrial,
    async done(page, limitMs = 30_000) {
      await until(async () => ((await page.evaluate(() => document.body.dataset["done"] === "1").catch(() => false)) ? true : null), "the page's script to be through", limitMs, async () => JSON.stringify(await results(page)));
      return await results(page);
    },
    async middle(of, selector) {
      const { booth } = up();
      const middleOf = (page: Page, what: string) => page.locator(what).first().evaluate((element) => {
        const box = element.getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height };
      });
      const screens = await booth.screens();
      if (of === "screens") {
        const { x, y, width, height } = await middleOf(screens, selector);
        return [Math.round(x + width / 2), Math.round(y + height / 2)];
      }
      const view = await middleOf(screens, ".web-place");
      const { x, y, width, height } = await middleOf(of, selector);
      return [Math.round(view.x + x + width / 2), Math.round(view.y + y + height / 2)];
    },
    async navigate(to) {
      await (await up().booth.screens()).evaluate((where) => window.virtu.invoke("web-navigate", { to: where }), to);
    },
    targets: () => targetsOf(up().booth),
    shellProcesses() {
      const { booth } = up();
      const { corePid, shown } = booth.state();
      const family = familyOf(corePid, booth.booth.display.env["DISPLAY"] ?? "");
      return treeOf(family, shown?.pid ?? -1).map((one) => ({ ...one, role: roleOf(one) }));
    },
  };
}
