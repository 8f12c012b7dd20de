import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Preferences } from "../../src/contract/preferences.ts";
import { sampleNames, type SampleName } from "../../src/renderer/testing/samples.ts";
import { startScreens, type ScreensBrowser } from "./support/screens-browser.ts";

const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };

let screens: ScreensBrowser;
beforeAll(async () => {
  screens = await startScreens();
});
afterAll(async () => {
  await screens.close();
});

/**
 * Draws a sample and lists what is wrong with it: axe-core's findings with contrast 7:1, targets under 64 px or less than 16 px apart, words
 * that stick out or are under 24 px, anything cut off.
 */
async function flaws(name: SampleName, preferences: Partial<Preferences>, how: "all" | "layout"): Promise<readonly string[]> {
  await screens.page.evaluate(`window.harness.show(${JSON.stringify(name)}, ${JSON.stringify(preferences)})`);
  const found = await screens.page.evaluate<readonly { what: string; flaw: string }[]>(`window.harness.flaws("${how}")`);
  return found.map(({ what, flaw }) => `${what}: ${flaw}`);
}

describe.each([
  { as: "landscape", size: landscape, textScale: 100, contrast: "normal", how: "all" },
  { as: "portrait, very large text", size: portrait, textScale: 150, contrast: "high", how: "all" },
  // Size alone changes nothing that axe sees; room is what it takes.
  { as: "landscape, very large text", size: landscape, textScale: 150, contrast: "normal", how: "layout" },
] as const)("every screen in $as, contrast $contrast", ({ size, textScale, contrast, how }) => {
  beforeAll(async () => {
    await screens.page.setViewportSize(size);
  });

  it.each(sampleNames)("%s: can be seen, read and touched", async (name) => {
    expect(await flaws(name, { textScale, contrast }, how)).toEqual([]);
  });
});

describe.each([landscape, portrait])("at $width × $height in large text", (size) => {
  beforeAll(async () => {
    await screens.page.setViewportSize(size);
  });

  it.each(sampleNames)("%s: there is room for the words of every language", async (name) => {
    const found = await screens.page.evaluate<readonly { what: string; flaw: string }[]>(`window.harness.flawsIn(${JSON.stringify(name)}, ["fi", "sv", "en", "se"], 125)`);
    expect(found.map(({ what, flaw }) => `${what}: ${flaw}`)).toEqual([]);
  });
});
