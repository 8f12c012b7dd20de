import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import type { Language, Preferences } from "../../contract/preferences.ts";
import { App } from "../app/app.tsx";
import { afterPaintedFrame } from "../app/paint.ts";
import { createScreenStore } from "../app/screen-store.ts";
import { createText } from "../i18n/texts.ts";
import { createWindowClient } from "../../contract/window-api.ts";
import "../styles/base.css";
import { createFakeWindow, type FakeWindow } from "./fake-window.ts";
import { axeFlaws, layoutFlaws, type Flaw } from "./measure.ts";
import { sample, sampleNames, type SampleName } from "./samples.ts";

/** What tests and the picture taker call in the page. */
export interface Harness {
  readonly names: readonly SampleName[];
  /** Draws a sample afresh; comes back when it is on the screen, fonts and all. */
  show(name: SampleName, preferences?: Partial<Preferences>): Promise<void>;
  /** Sizes, gaps, overflow; and axe-core unless it is left out. */
  flaws(how?: "all" | "layout"): Promise<readonly Flaw[]>;
  /** Draws a sample and changes only its language, as a person does; what is wrong in each. */
  flawsIn(name: SampleName, languages: readonly Language[], textScale: Preferences["textScale"]): Promise<readonly Flaw[]>;
  fake(): FakeWindow;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

let root: Root | null = null;
let fake: FakeWindow | null = null;

const painted = () => new Promise<void>((done) => void afterPaintedFrame(done));

function pressButton(words: string): void {
  const button = [...document.querySelectorAll<HTMLElement>("main button")].find((one) => one.textContent === words);
  if (button === undefined) throw new Error(`no button ${words}`);
  button.click();
}

window.harness = {
  names: sampleNames,
  fake() {
    if (fake === null) throw new Error("show a sample first");
    return fake;
  },
  async show(name, preferences = {}) {
    root?.unmount();
    const holder = document.getElementById("screens");
    if (holder === null) throw new Error("no place for the screens");
    const shown = sample(name);
    fake = createFakeWindow(shown, preferences);
    const store = createScreenStore(createWindowClient(fake));
    const drawing = createRoot(holder);
    root = drawing;
    // At once: on a busy machine React would take more frames than one to get to it.
    flushSync(() => drawing.render(<App store={store} />));
    await store.open();
    await painted();
    if (shown.touch !== undefined) {
      document.querySelectorAll<HTMLElement>(".bar-buttons .button")[shown.touch === "language" ? 0 : 1]?.click();
      await painted();
    }
    if (shown.press !== undefined) {
      pressButton(createText(preferences.language ?? shown.snapshot.preferences.language)(shown.press));
      await painted();
    }
    if (shown.focus !== undefined) {
      document.querySelector<HTMLElement>(shown.focus)?.focus();
      await painted();
    }
    await document.fonts.ready;
  },
  async flawsIn(name, languages, textScale) {
    const [first, ...others] = languages;
    if (first === undefined) return [];
    await window.harness.show(name, { language: first, textScale });
    const found = layoutFlaws().map(({ what, flaw }) => ({ what: `${first}: ${what}`, flaw }));
    for (const language of others) {
      await window.harness.fake().invoke("act", { epoch: 0, action: { type: "set-language", language } });
      await painted();
      found.push(...layoutFlaws().map(({ what, flaw }) => ({ what: `${language}: ${what}`, flaw })));
    }
    return found;
  },
  async flaws(how = "all") {
    return [...layoutFlaws(), ...(how === "all" ? await axeFlaws() : [])];
  },
};

// By hand: harness.html#home?textScale=150&contrast=high&language=sv
const [name = "", query = ""] = location.hash.slice(1).split("?");
const wanted = new URLSearchParams(query);
if (sampleNames.includes(name as SampleName)) {
  const scale = Number(wanted.get("textScale") ?? 100) as Preferences["textScale"];
  void window.harness.show(name as SampleName, {
    textScale: scale,
    contrast: wanted.get("contrast") === "high" ? "high" : "normal",
    language: (wanted.get("language") ?? "fi") as Preferences["language"],
  });
}
