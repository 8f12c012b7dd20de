import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { receiptSchema, type Receipt } from "../../src/contract/receipt.ts";
import type { ScreenName, Snapshot } from "../../src/contract/snapshot.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { endVisit, openService, press, webIs } from "../wipe/hands.ts";
import { plantScan } from "../wipe/plant.ts";
import { killCore, startAgain } from "../wipe/power.ts";
import { familyOf } from "../wipe/processes.ts";
import { boothProcesses, playing } from "../wipe/search.ts";
import { snapshotDirectly } from "./snapshot-directly.ts";

/** security-cases.md, "Recovery": renderer gone → next shell within 2 s. */
const RECOVERY_MS = 2_000;

/** A page that crashes never answers. */
async function crash(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  void cdp.send("Page.crash").catch(() => undefined);
}

describe("whatever crashes in a visit", () => {
  let booth: BoothUnderTest;
  beforeAll(async () => {
    booth = await startBoothUnderTest();
  });
  afterAll(() => booth.close());

  /** She has one scanned page and looks at her documents. */
  const visitWithDocument = async (): Promise<Snapshot> => {
    await booth.walkIn();
    await plantScan(booth);
    return await booth.screen("documents");
  };
  const inVisit = async (): Promise<boolean> => booth.state().boothState === "visit" && (await booth.snapshot()).visit !== null;
  const endQuietly = async (): Promise<void> => {
    await endVisit(booth);
    await booth.screen("thanks", ({ receipt }) => receipt !== null, 20_000);
    await booth.act({ type: "thanks-done" });
    await booth.screen("attract", () => true, 20_000);
  };
  const kill = (pid: number): void => void process.kill(pid, "SIGKILL");
  const receipts = (): Receipt[] => {
    const seen: Receipt[] = [];
    booth.booth.core.onLine((line) => line["event"] === "wiped" && seen.push(receiptSchema.parse(line["receipt"])));
    return seen;
  };
  /** The visit goes on as it was: same name, same screen, same documents; said once. Gives how long it took. */
  const expectRecovered = async (before: Snapshot, screen: ScreenName, start: number): Promise<void> => {
    const now = await until(async () => {
      const seen = await snapshotDirectly(booth);
      return seen?.screen.name === screen && seen.recovered ? seen : null;
    }, "the same screen with the word that a page was lost", 15_000, async () => JSON.stringify(await snapshotDirectly(booth)).slice(0, 400));
    const tookMs = Math.round(performance.now() - start);
    console.log(`the same screen was back after ${tookMs} ms`);
    expect(now).toMatchObject({ epoch: before.epoch, visit: { name: before.visit?.name }, documents: before.documents });
    expect(tookMs).toBeLessThan(RECOVERY_MS);
    await (await booth.screens()).locator(`[data-screen="${screen}"]`).waitFor({ timeout: 5_000 });
    await booth.act({ type: "notice-seen", notice: "recovered" });
    await until(async () => ((await booth.snapshot()).recovered ? null : true), "the word to be gone once it was seen");
  };

  describe("she keeps her visit", () => {
    let before: Snapshot;
    beforeAll(async () => {
      before = await visitWithDocument();
    });
    beforeEach(async () => {
      if ((await booth.snapshot()).screen.name !== "documents") await booth.act({ type: "go", to: "documents" });
      await booth.screen("documents");
    });

    it("when the screens' renderer crashes", async () => {
      // To a debugger that saw them die the screens stay dead; it comes anew when it is needed.
      await (await booth.browser("shown")).close();
      const shell = booth.state().shown!;
      const renderers = playing(booth, "shell renderer").filter((pid) => familyOf(shell.pid).includes(pid));
      expect(renderers.length).toBeGreaterThan(0);
      const start = performance.now();
      renderers.forEach(kill);
      await expectRecovered(before, "documents", start);
      expect(booth.state().shown?.shellId, "the shell itself lives on").toBe(shell.shellId);
    });

    it("when the embedded page's renderer crashes; the service can be opened anew", async () => {
      const page = await openService(booth, "stand-in-trials", booth.portal.origin("koe"));
      const start = performance.now();
      await crash(page);
      await expectRecovered(before, "web", start);
      expect(await webIs(booth, (web) => (web.state === "crashed" ? web.serviceId : null), "the page to be said to have crashed")).toBe("stand-in-trials");
      await press(booth, "web-navigate", { to: "start" });
      await webIs(booth, (web) => (web.state === "ready" ? true : null), "the service to be there again");
      expect(await inVisit()).toBe(true);
    });

    it("when the device host is killed: the devices come back by themselves", async () => {
      const [host] = playing(booth, "device-host");
      expect(host).toBeDefined();
      kill(host!);
      const states = async (): Promise<string[]> => (await booth.snapshot()).devices.map(({ kind, state }) => `${kind} ${state}`).sort();
      await until(async () => ((await states()).some((state) => state.endsWith("lost")) ? true : null), "the devices to be lost");
      await until(async () => ((await states()).every((state) => state.endsWith("ready")) ? true : null), "the devices to be ready again", 20_000, async () => (await states()).join(", "));
      expect(playing(booth, "device-host")).toHaveLength(1);
      expect(playing(booth, "device-host")).not.toContain(host);
      expect(await booth.snapshot()).toMatchObject({ screen: { name: "documents" }, documents: before.documents, recovered: false });
    });

    it("when the whole shell is killed: the warm one takes its place", async () => {
      const { shown, warm } = await until(() => (booth.state().warm === null ? null : booth.state()), "a warm shell", 20_000);
      const start = performance.now();
      kill(-shown!.pid);
      await expectRecovered(before, "documents", start);
      expect(booth.state().shown).toMatchObject({ pid: warm!.pid, sessionPid: shown!.sessionPid });
      expect(existsSync(join(booth.booth.runtimeFolder, "shells", shown!.shellId))).toBe(false);
    });

    it("but not when the shell dies again and again: the third time within a minute the visit ends honestly", async () => {
      const { epoch } = booth.state();
      let kills = 0;
      while (booth.state().boothState === "visit") {
        const { pid } = booth.state().shown!;
        kills += 1;
        expect(kills).toBeLessThanOrEqual(3);
        kill(-pid);
        await until(() => {
          const now = booth.state();
          return now.boothState !== "visit" || (now.shown !== null && now.shown.pid !== pid && now.shown.pid !== 0 && now.shown.devToolsPort !== null) ? true : null;
        }, "the next shell or the end", 20_000, () => Promise.resolve(JSON.stringify(booth.state())));
      }
      const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 30_000);
      expect(screen.receipt).toMatchObject({ reason: "session-lost", outcome: "clean" });
      await booth.act({ type: "thanks-done" });
      expect((await booth.screen("attract", () => true, 20_000)).documents).toEqual([]);
      expect(booth.state().epoch).toBeGreaterThan(epoch);
    });
  });

  describe("she loses it, and nothing of it stays", () => {
    it("when the session process is killed: it is said, wiped, and the booth opens again", async () => {
      await visitWithDocument();
      const { shown } = booth.state();
      const old = { group: familyOf(shown!.sessionPid!), shell: familyOf(shown!.pid) };
      kill(shown!.sessionPid!);
      const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 20_000);
      expect(screen.receipt).toMatchObject({ reason: "session-lost", outcome: "clean" });
      const alive = boothProcesses(booth);
      expect([...old.group, ...old.shell].filter((pid) => alive.includes(pid))).toEqual([]);
      await booth.act({ type: "thanks-done" });
      expect((await booth.screen("attract", () => true, 20_000)).documents).toEqual([]);
    });

    it("when the core is killed: shells and session processes die by themselves, and the next start wipes before it opens", async () => {
      await visitWithDocument();
      const old = boothProcesses(booth);
      await killCore(booth);
      await until(() => (boothProcesses(booth).length === 0 ? true : null), "everything of the booth to be dead", 5_000, () => Promise.resolve(boothProcesses(booth).join(" ")));
      const leftovers = ["sessions", "shells"].map((folder) => existsSync(join(booth.booth.runtimeFolder, folder)));
      expect(leftovers).toEqual([true, true]);
      await startAgain(booth);
      const events: unknown[] = [];
      booth.booth.core.onLine((line) => events.push(line["event"]));
      expect(events.indexOf("wiped")).toBeLessThan(events.indexOf("attract"));
      expect(receipts()[0]).toMatchObject({ reason: "boot", outcome: "clean" });
      expect(boothProcesses(booth).filter((pid) => old.includes(pid))).toEqual([]);
      expect((await booth.screen("attract")).documents).toEqual([]);
      await booth.walkIn();
      await endQuietly();
    });
  });
});
