import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Action } from "../../../src/contract/actions.ts";
import type { Service } from "../../../src/contract/service-tray.ts";
import { startBoothUnderTest, type BoothTestOptions, type BoothUnderTest } from "../../support/booth-under-test.ts";
import { until } from "../../support/until.ts";
import { finnish } from "../../support/visitor.ts";
import { watchInvariants, type Invariants } from "../invariants.ts";
import { familyOf, roleOf, treeOf, type Relative } from "./family.ts";
import { handsAt, type Hands } from "./hands.ts";
import { setOpenerTrap, type OpenerTrap } from "./opener-trap.ts";
import type { Page } from "./page.ts";
import { createShellEyes, type ShellEyes } from "./shell-eyes.ts";
import { createTalk, type Talk } from "./talk.ts";
import { openXDisplay, type XDisplay } from "./x-display.ts";

/** The real booth, without the debugger that its own test support would connect. */
export type QuietBooth = Pick<BoothUnderTest, "booth" | "portal" | "state">;

/** A booth that somebody tries to break out of. One for a file; before each case it is at home, after each it is looked at. */
export interface EscapeBooth {
  readonly booth: QuietBooth & Talk;
  readonly eyes: ShellEyes;
  readonly hands: Hands;
  readonly display: XDisplay;
  readonly invariants: Invariants;
  /** Opens the service of hostile pages in the embedded view, at this path; waits until the page is there, its frames too. */
  trial(path: string): Promise<Page>;
  /** Sends the page to an address as a script of its own would, and does not wait. */
  go(page: Page, to: string): Promise<void>;
  /** Puts a frame into the page and looks into it once it is there; of another site, so that it has a process of its own. The page must allow foreign frames. */
  foreignFrame(page: Page, url: string): Promise<Page>;
  /** Waits until every key and click so far has come through the X server to the booth: what comes after them has. */
  heard(): Promise<void>;
  /** Touches the way on of what lies over a screen of ours, until nothing does. */
  uncover(): Promise<void>;
  /** Opens a service from the tray and waits for its first page. */
  open(serviceId: string): Promise<Page>;
  /** What the page's script has reported so far. */
  results(page: Page): Promise<Readonly<Record<string, unknown>>>;
  /** The same when the page says that it is through. */
  done(page: Page, limitMs?: number): Promise<Readonly<Record<string, unknown>>>;
  /** The same when the page has reported this. */
  reported(page: Page, name: string): Promise<unknown>;
  /** The middle of an element of the embedded page, or of our screens, on the display. */
  middle(of: Page | "screens", selector: string): Promise<readonly [number, number]>;
  /** Touches the button of our screens whose words stand under this key of the Finnish texts. */
  press(key: string): Promise<void>;
  /** The words on our screens. */
  words(): Promise<string>;
  /** Waits until they have this in them, and gives them all. */
  wordsWith(part: string): Promise<string>;
  /** What a button of ours around the page does. */
  navigate(to: "back" | "forward" | "reload" | "start" | "stop"): Promise<void>;
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
  let whole: BoothUnderTest | undefined;
  let parts: (Pick<EscapeBooth, "booth" | "eyes" | "hands" | "display" | "invariants">) | undefined;
  const up = () => {
    if (parts === undefined) throw new Error("the booth is not up yet");
    return parts;
  };

  beforeAll(async () => {
    openers = setOpenerTrap();
    whole = await startBoothUnderTest({ ...options, configuration: { visit: { minutes: 240, idleSeconds: 600 }, ...options.configuration } });
    const { booth: running, portal, state } = whole;
    const eyes = createShellEyes(state);
    const booth = { booth: running, portal, state, ...createTalk(eyes.screens) };
    const name = running.display.env["DISPLAY"] ?? "";
    const display = await openXDisplay(name);
    await homeOf(booth);
    const services = [...portal.services(), ...(options.extraServices ?? [])];
    parts = { booth, eyes, display, hands: handsAt(name), invariants: await watchInvariants({ booth, eyes, display, openers, services }) };
  });
  beforeEach(async () => {
    if (options.staysPut !== true) await home();
  });
  afterEach(() => up().invariants.check());
  afterAll(async () => {
    parts?.eyes.close();
    parts?.display.close();
    await whole?.close();
    openers?.remove();
  });

  const home = (): Promise<void> => homeOf(up().booth);

  async function open(serviceId: string): Promise<Page> {
    const { booth, eyes } = up();
    await booth.act({ type: "go", to: "web-tray" });
    await booth.screen("web-tray");
    await booth.act({ type: "web-open", serviceId });
    const web = await booth.webWhen((now) => now.serviceId === serviceId && now.state !== "none" && now.state !== "loading", `the first page of ${serviceId}`);
    if (web.state !== "ready") throw new Error(`${serviceId} is ${web.state}`);
    const page = await eyes.web("http");
    await until(async () => ((await page.run("innerWidth > 0 && !document.hidden").catch(() => false)) === true ? true : null), "the page at its place", undefined, async () => `${String(await page.run("[innerWidth, innerHeight, document.hidden, location.href].join()"))} ${JSON.stringify(await booth.web())}`);
    return page;
  }

  const go = (page: Page, to: string): Promise<void> => page.evaluate((where) => void setTimeout(() => (location.href = where)), to);

  async function trial(path: string): Promise<Page> {
    const page = await open("stand-in-trials");
    if (path === "/") return page;
    await go(page, path);
    const there = `location.pathname + location.search === ${JSON.stringify(path)} && document.readyState === "complete"`;
    await until(async () => ((await page.run(there).catch(() => false)) === true || (await up().booth.web()).state === "blocked" ? true : null), `the page ${path}`, 20_000, () => page.url());
    await up().booth.webWhen(({ state }) => state !== "loading", `the end of loading ${path}`);
    return page;
  }

  let marks = 0;
  const results = async (page: Page): Promise<Readonly<Record<string, unknown>>> => JSON.parse((await page.evaluate(() => document.getElementById("tulos")?.textContent)) ?? "{}") as Record<string, unknown>;

  return {
    get booth() { return up().booth; },
    get eyes() { return up().eyes; },
    get hands() { return up().hands; },
    get display() { return up().display; },
    get invariants() { return up().invariants; },
    go,
    home,
    open,
    results,
    trial,
    async foreignFrame(page, url) {
      // Not at once: an expression of a debugger that puts a frame into the page does not end.
      await page.evaluate((src) => void setTimeout(() => (document.body.appendChild(document.createElement("iframe")).src = src)), url);
      const frame = await up().eyes.other("iframe", new URL(url).pathname + new URL(url).search);
      // Out of sight it would not be drawn; before its first frames are on the screen, a click at its place goes to the page around it.
      await page.evaluate(() => document.querySelector("iframe:last-of-type")?.scrollIntoView({ block: "nearest", behavior: "instant" }));
      for (const seen of [frame, page]) await seen.evaluate(() => new Promise<boolean>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
      return frame;
    },
    async heard() {
      const screens = await up().eyes.screens();
      const x = 3 + (marks++ % 50);
      await screens.evaluate((wanted) => addEventListener("pointermove", ({ clientX }) => {
        if (clientX === wanted) document.documentElement.dataset["heard"] = String(wanted);
      }, { capture: true }), x);
      await up().hands.move(x, 3);
      await until(async () => ((await screens.evaluate(() => document.documentElement.dataset["heard"])) === String(x) ? true : null), "the mouse at its mark");
    },
    async uncover() {
      const screens = await up().eyes.screens();
      await until(async () => {
        if (await screens.evaluate(() => document.querySelector(".modal") === null)) return true;
        await screens.click(".modal .modal-actions .button-primary").catch(() => undefined);
        return null;
      }, "a screen of ours with nothing over it", undefined, async () => await screens.text(".modal"));
    },
    async done(page, limitMs = 30_000) {
      await until(async () => ((await page.evaluate(() => document.body.dataset["done"] === "1").catch(() => false)) ? true : null), "the page's script to be through", limitMs, async () => JSON.stringify(await results(page)));
      return await results(page);
    },
    reported: (page, name) => until(async () => (await results(page).catch(() => null))?.[name] ?? null, `the page's report of ${name}`),
    async middle(of, selector) {
      const middleOf = (page: Page, what: string) => page.evaluate((wanted) => {
        const element = document.querySelector(wanted);
        if (element === null) throw new Error(`there is no ${wanted}`);
        element.scrollIntoView({ block: "nearest", behavior: "instant" });
        const box = element.getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height };
      }, what);
      const screens = await up().eyes.screens();
      const view = of === "screens" ? { x: 0, y: 0 } : await middleOf(screens, ".web-place");
      const { x, y, width, height } = await middleOf(of === "screens" ? screens : of, selector);
      return [Math.round(view.x + x + width / 2), Math.round(view.y + y + height / 2)];
    },
    async press(key) {
      const name = finnish(key);
      const screens = await up().eyes.screens();
      const mark = "data-pressed-by-name";
      await until(() => screens.evaluate((wanted, attribute) => {
        const all = Array.from(document.querySelectorAll("button"));
        const found = all.find((button) => (button.getAttribute("aria-label") ?? button.innerText).trim() === wanted);
        for (const button of all) button.toggleAttribute(attribute, button === found);
        return found === undefined ? null : true;
      }, name, mark), `a button "${name}"`);
      await screens.click(`[${mark}]`);
    },
    words: async () => await (await up().eyes.screens()).text("body"),
    wordsWith: (part) => until(async () => {
      const said = await (await up().eyes.screens()).text("body");
      return said.includes(part) ? said : null;
    }, `the words "${part}"`, undefined, async () => await (await up().eyes.screens()).text("body")),
    async navigate(to) {
      const answer = await up().booth.invoke("web-navigate", { to });
      if (!answer.ok) throw new Error(`${to}: ${answer.error.code}`);
    },
    shellProcesses() {
      const { booth } = up();
      const { corePid, shown } = booth.state();
      const family = familyOf(corePid, booth.booth.display.env["DISPLAY"] ?? "");
      return treeOf(family, shown?.pid ?? -1).map((one) => ({ ...one, role: roleOf(one) }));
    },
  };
}

/** The next step to the home screen of a visit with the usual preferences; null: there. */
async function stepHome(booth: Talk): Promise<readonly Action[] | null> {
  const { screen, endQuestion, help, recovered, documentRefused, originalQuestion, preferences } = await booth.snapshot();
  // What lies over a screen hides the page in it.
  const closing: Action[] = [
    ...(endQuestion === null ? [] : [{ type: "end-cancel" } as const]),
    ...(help === null ? [] : [{ type: "help-close" } as const]),
    ...(recovered ? [{ type: "notice-seen", notice: "recovered" } as const] : []),
    ...(documentRefused === null ? [] : [{ type: "notice-seen", notice: "document-refused" } as const]),
    ...(originalQuestion ? [{ type: "original-taken" } as const] : []),
  ];
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

async function homeOf(booth: Talk): Promise<void> {
  await until(async () => {
    const step = await stepHome(booth).catch(() => []);
    for (const action of step ?? []) await booth.tryAct(action).catch(() => undefined);
    return step === null ? true : null;
  }, "the way home", 20_000, async () => JSON.stringify((await booth.snapshot()).screen).slice(0, 300));
}
