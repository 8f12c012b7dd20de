import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { endVisit, openService, webIs, webState } from "../wipe/hands.ts";
import { filesBelow } from "../wipe/scan.ts";
import { boothProcesses } from "../wipe/search.ts";

describe("the next visitor meets nothing of the one before", () => {
  let booth: BoothUnderTest;
  beforeAll(async () => {
    booth = await startBoothUnderTest();
  });
  afterAll(() => booth.close());

  const leave = async (): Promise<void> => {
    await endVisit(booth);
    const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 20_000);
    expect(screen.receipt?.outcome).toBe("clean");
    await booth.act({ type: "thanks-done" });
    await booth.screen("attract", () => true, 20_000);
  };

  beforeEach(async () => {
    if ((await booth.snapshot()).screen.name !== "attract") await leave();
  });

  it("Back and Forward show nothing, and no page remembers her (L01, L02, L03)", async () => {
    await booth.walkIn();
    const first = await openService(booth, "stand-in-trials", booth.portal.origin("koe"));
    for (const path of ["/plant?c=vieraan", "/perilla", "/istutus/tieto"]) await first.goto(`${booth.portal.origin("koe")}${path}`);
    await webIs(booth, (web) => (web.canGoBack ? true : null), "a page to go back to");
    await leave();

    await booth.walkIn();
    const page = await openService(booth, "stand-in-trials", booth.portal.origin("koe"));
    expect(await webState(booth)).toMatchObject({ canGoBack: false, canGoForward: false });
    expect(await page.evaluate(() => history.length)).toBe(1);
    await page.evaluate(() => (location.href = "/found"));
    await page.waitForFunction(() => location.pathname === "/found" && document.body.dataset["done"] === "1");
    const found = JSON.parse((await page.locator("#tulos").textContent()) ?? "{}") as Record<string, unknown>;
    // Its own way here is the one entry of this history.
    expect({ ...found, history: null, found: null }).toEqual({
      "http-cookie": false, "http-cache": false, cookie: "false", localStorage: "false", sessionStorage: "false", indexedDB: "false", cacheStorage: "false", opfs: "false",
      serviceWorker: "false", windowName: "false", history: null, found: null,
    });
    await leave();
  });

  it("language, text size, contrast, voice and zoom are the defaults again (L08)", async () => {
    const { preferences } = await booth.snapshot();
    await booth.walkIn();
    await booth.act({ type: "set-language", language: "sv" });
    await booth.act({ type: "set-text-scale", textScale: 150 });
    await booth.act({ type: "set-contrast", contrast: preferences.contrast === "normal" ? "high" : "normal" });
    await booth.act({ type: "set-read-aloud", on: true });
    const changed = await until(async () => {
      const now = (await booth.snapshot()).preferences;
      return now.language === "sv" && now.textScale === 150 && now.readAloud ? now : null;
    }, "the changed preferences");
    expect(changed).not.toEqual(preferences);
    const ratio = async (): Promise<number> => (await openService(booth, "stand-in-trials", booth.portal.origin("koe"))).evaluate(() => devicePixelRatio);
    const zoomed = await ratio();
    await leave();
    expect((await booth.snapshot()).preferences).toEqual(preferences);
    await booth.walkIn();
    expect((await booth.snapshot()).preferences).toEqual(preferences);
    expect(await ratio()).toBeLessThan(zoomed);
    await leave();
  });

  it("a slow scan of hers that ends after the wipe is dropped (L21)", async () => {
    const control = String(booth.booth.devices.rigs.scanner?.ready["controlUrl"]);
    const rig = async (body?: object): Promise<{ jobs: number }> =>
      (await (await fetch(control, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })).json()) as { jobs: number };
    await booth.walkIn();
    const { epoch } = await booth.snapshot();
    await booth.act({ type: "go", to: "scan" });
    await booth.screen("scan", ({ capabilities }) => capabilities !== null, 30_000);
    await booth.act({ type: "scan-options", options: { source: "flatbed", colour: "grey", resolution: 150 } });
    // The scanner gives the page out only when the next visitor is there already.
    const slowMs = 4_000;
    await rig({ fault: "slow", slowMs });
    await booth.act({ type: "scan-start" });
    await until(async () => ((await rig()).jobs > 0 ? true : null), "the scanner to have the job", 20_000);
    const late = performance.now() + slowMs;
    const old = boothProcesses(booth);
    await leave();
    await booth.walkIn();
    const now = await booth.snapshot();
    expect(now.epoch).toBeGreaterThan(epoch);
    await until(() => (performance.now() > late ? true : null), "the moment of the late page");
    await rig({ fault: "none" });
    const after = await booth.snapshot();
    expect(after).toMatchObject({ epoch: now.epoch, documents: [], screen: { name: "home" } });
    expect(filesBelow(join(booth.booth.runtimeFolder, "sessions")).filter((file) => /\/(scans|documents)\//.test(file))).toEqual([]);
    expect(readdirSync(join(booth.booth.runtimeFolder, "sessions")).length).toBeLessThanOrEqual(2);
    const corePid = booth.booth.core.child.pid;
    const { warm, shown } = booth.state();
    const stillThere = boothProcesses(booth).filter((pid) => old.includes(pid) && pid !== corePid);
    expect(stillThere.every((pid) => shown !== null && (warm === null || pid !== warm.sessionPid))).toBe(true);
    // The scanner itself is free for the new visitor.
    await booth.act({ type: "go", to: "scan" });
    await booth.screen("scan", ({ capabilities }) => capabilities !== null, 30_000);
    await booth.act({ type: "scan-options", options: { source: "flatbed", colour: "grey", resolution: 150 } });
    await booth.act({ type: "scan-start" });
    const { screen } = await booth.screen("scan", ({ stage }) => stage === "review", 30_000);
    expect(screen.pages).toHaveLength(1);
    await booth.act({ type: "scan-discard" });
    await leave();
  });

  it("a touch of hers that comes late is refused by its epoch", async () => {
    await booth.walkIn();
    const { epoch } = await booth.snapshot();
    const reply = await (await booth.screens()).evaluate((old) => window.virtu.invoke("act", { epoch: old, action: { type: "end-request" } }), epoch - 1);
    expect(reply).toMatchObject({ ok: false });
    expect((await booth.snapshot()).screen.name).toBe("home");
    await leave();
  });
});
