import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiptSchema, type Receipt } from "../../src/contract/receipt.ts";
import { systemClock } from "../../src/devices/clock.ts";
import { openIppClient } from "../../src/devices/printer/ipp-client.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { channels, makeCanaries, type CanarySet, type Channel } from "./canaries.ts";
import { clipboardOffers, endVisit, tellPrinter, walkInAs, windowTitles } from "./hands.ts";
import { plantBill, plantByHand, plantCrash, plantFiles, plantInScreens, plantInStores, plantPrints, plantScan } from "./plant.ts";
import { killCore, startAgain } from "./power.ts";
import { boothProcesses, cupsFolder, foundIn, placesOf, searchBooth, searchMemory, type Search } from "./search.ts";
import { filesBelow, type Wanted } from "./scan.ts";

/** What a visit without devices plants; enough where it is the way of ending that is tried. */
const lightChannels: readonly Channel[] = [
  "made-up-name", "typed-search", "read-aloud", "typed-in-page", "clipboard", "primary-selection", "dialog", "cookie", "local-storage", "session-storage", "indexed-db",
  "cache-storage", "service-worker", "file-system", "address", "page-title", "history-state", "window-name", "console-log",
];

/** The figures of one search: what a reader of a green run wants to know. */
const tell = (when: string, search: Search): void =>
  console.log(`${when}: ${foundIn(search).size} canaries, ${search.hits.length} times, in ${search.processes} processes and ${search.files} files (${search.ms} ms)`);

/** The positive control: a run in which a canary is not found before the end proves nothing. */
function expectFound(search: Search, planted: readonly Channel[]): void {
  const found = foundIn(search);
  expect(planted.filter((channel) => !found.has(channel)), "planted and not found: this run is void").toEqual([]);
  expect(search.hits.filter(({ place }) => place.startsWith("core ")), "the core never sees a word of a visit").toEqual([]);
}

/** Long enough for two searches on a machine that does other things too. */
const LIMIT_MS = 300_000;

describe("nothing of a visit stays", () => {
  let booth: BoothUnderTest;
  let since = 0;
  beforeAll(async () => {
    since = Date.now();
    booth = await startBoothUnderTest();
  });
  afterAll(() => booth.close());

  const plantLight = async (): Promise<CanarySet> => {
    const canaries = makeCanaries();
    await walkInAs(booth, canaries.of["made-up-name"]);
    await plantInScreens(booth, canaries.of);
    await plantByHand(booth, await plantInStores(booth, canaries.of), canaries.of);
    return canaries;
  };
  const lastReceipt = (): Promise<Receipt> =>
    until(() => {
      const receipts: Receipt[] = [];
      booth.booth.core.onLine((line) => line["event"] === "wiped" && receipts.push(receiptSchema.parse(line["receipt"])));
      return receipts.at(-1) ?? null;
    }, "a receipt");
  const expectNothing = (when: string, wanted: Wanted): void => {
    const search = searchBooth(booth, wanted, since);
    tell(when, search);
    expect(placesOf(search)).toEqual([]);
  };

  it("after End visit: thirty canaries are found before, and none afterwards", async () => {
    const { tag, of } = makeCanaries();
    // The program that made the queue has left the printer's description behind.
    const spool = (): string[] => filesBelow(join(cupsFolder(booth), "spool"));
    const emptySpool = spool();
    await walkInAs(booth, of["made-up-name"]);
    await plantInScreens(booth, of);
    const picture = await plantScan(booth);
    await plantBill(booth, of);
    await plantFiles(booth, of);
    const page = await plantInStores(booth, of);
    await plantCrash(page, of);
    await plantByHand(booth, page, of);
    await plantPrints(booth, page, of);
    const wanted: Wanted = { tag, raw: [{ channel: "scan", bytes: picture }] };

    const before = searchBooth(booth, wanted, since);
    tell("before the end", before);
    expectFound(before, channels);
    expect(foundIn(before).get("print-spool"), "a job that waits for paper lies in the spool").toContain("file");
    expect(foundIn(before).get("bar-code")).toContain("device-host");
    const titles = windowTitles(booth);
    expect(titles.length, "there are windows to be named").toBeGreaterThan(0);
    expect(titles.filter((title) => title.includes(tag)), "a page's title is no window's").toEqual([]);
    const cdp = await page.context().newCDPSession(page);
    // A page that crashes never answers.
    void cdp.send("Page.crash").catch(() => undefined);
    await until(async () => ((await booth.snapshot()).recovered ? true : null), "the page's death to be noticed");

    await endVisit(booth);
    const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 20_000);
    expect(screen.receipt).toMatchObject({ outcome: "clean", reason: "finished" });
    expectNothing("after the wipe", wanted);
    expect([clipboardOffers(booth, "clipboard"), clipboardOffers(booth, "primary")]).toEqual([[], []]);
    expect(spool()).toEqual(emptySpool);
    const printer = openIppClient(String(booth.booth.devices.rigs.printer?.ready["url"]), { clock: systemClock });
    expect(await printer.listJobs("all")).toEqual({ ok: true, value: [] });
    await tellPrinter(booth, { do: "fault", fault: {} });
  }, LIMIT_MS);

  it("after kill -9 of the core in mid-visit: everything dies with it, and the next start wipes before it opens", async () => {
    const { tag } = await plantLight();
    const wanted: Wanted = { tag, raw: [] };
    expectFound(searchMemory(booth, wanted), lightChannels);
    const family = boothProcesses(booth).length;
    expect(family).toBeGreaterThan(5);
    await killCore(booth);
    const start = performance.now();
    await until(() => (boothProcesses(booth).length === 0 ? true : null), "the death of shells and session processes", 5_000, () => Promise.resolve(boothProcesses(booth).join(" ")));
    console.log(`${family} processes were gone ${Math.round(performance.now() - start)} ms after the core`);
    expect(readdirSync(join(booth.booth.runtimeFolder, "sessions")).length, "there is something left to wipe").toBeGreaterThan(0);
    // The tests after this one need a short idle time.
    await startAgain(booth, { visit: { idleSeconds: 30, idleCountdownSeconds: 10 } });
    expect(await lastReceipt()).toMatchObject({ reason: "boot", outcome: "clean" });
    expectNothing("after the boot wipe", wanted);
  }, LIMIT_MS);

  it("after kill -9 in the middle of the wipe (L25)", async () => {
    const { tag } = await plantLight();
    const wanted: Wanted = { tag, raw: [] };
    const { core } = booth.booth;
    let wiped = 0;
    core.onLine((line) => (wiped += line["event"] === "wiped" ? 1 : 0));
    const before = wiped;
    // This core has not swapped before.
    await Promise.all([endVisit(booth), core.waitFor((line) => line["event"] === "swapped", 20_000)]);
    await killCore(booth);
    expect(wiped, "the core was killed before its wipe was through").toBe(before);
    await startAgain(booth);
    expect(await lastReceipt()).toMatchObject({ reason: "boot", outcome: "clean" });
    expectNothing("after the boot wipe that followed a broken wipe", wanted);
  }, LIMIT_MS);

  it("after she has walked away without a word (L22)", async () => {
    const { tag } = await plantLight();
    const wanted: Wanted = { tag, raw: [] };
    expectFound(searchMemory(booth, wanted), lightChannels);
    const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 60_000);
    expect(screen.receipt).toMatchObject({ outcome: "clean", reason: "idle" });
    expectNothing("after the idle time-out", wanted);
  }, LIMIT_MS);
});
