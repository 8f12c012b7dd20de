import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { measuredRow, type Row } from "./row.ts";
import { quantile, slope } from "./statistics.ts";

/** What 200 visits in a row leave behind, and how long their ends take. */
export interface VisitFigures {
  readonly swapMs: number[];
  readonly wipeMs: number[];
  readonly warmMs: number[];
  readonly coreRssBytes: number[];
  readonly coreHandles: number[];
  readonly tmpfsBytes: number[];
}

/** The first visits fill caches and pools; a trend counts after them. */
const SETTLED_AFTER = 20;
/** stat(2), `st_blocks`. */
const BLOCK_BYTES = 512;
/** Less than this is the allocator's breathing, not a leak: 200 visits a day for a year would add 75 MB. */
const BYTES_A_VISIT = 1024;

export async function visitRows(visits: number): Promise<Row[]> {
  const booth = await startBoothUnderTest({ rigs: false });
  const figures: VisitFigures = { swapMs: [], wipeMs: [], warmMs: [], coreRssBytes: [], coreHandles: [], tmpfsBytes: [] };
  let swappedAt = NaN;
  booth.booth.core.onLine((line) => {
    if (line["event"] === "swapped") swappedAt = performance.now();
    if (line["event"] !== "warm" || Number.isNaN(swappedAt)) return;
    figures.warmMs.push(performance.now() - swappedAt);
    swappedAt = NaN;
  });
  for (let visit = 0; visit < visits; visit++) await oneVisit(booth, figures);
  await booth.close();
  return rowsOf(figures);
}

async function oneVisit(booth: BoothUnderTest, figures: VisitFigures): Promise<void> {
  const { corePid } = await until(() => {
    const state = booth.state();
    return state.warm === null || state.boothState !== "open" ? null : state;
  }, "an open booth with a warm shell");
  figures.coreRssBytes.push(Number(/^VmRSS:\s+([0-9]+) kB$/m.exec(readFileSync(`/proc/${corePid}/status`, "utf8"))?.[1] ?? 0) * 1024);
  figures.coreHandles.push(readdirSync(`/proc/${corePid}/fd`).length);
  figures.tmpfsBytes.push(bytesIn(booth.booth.runtimeFolder));
  await booth.walkIn();
  await booth.act({ type: "end-request" });
  // The core's own words are waited for: asking the screens again and again would load the machine that is measured.
  const said = (event: string) => booth.booth.core.next((line) => line["event"] === event, 10_000);
  const [swapped, wiped] = [said("swapped"), said("wiped")];
  const { epoch } = await booth.snapshot();
  const page = await booth.screens();
  const pressedAt = await page.evaluate((at) => {
    const now = performance.timeOrigin + performance.now();
    void window.virtu.invoke("act", { epoch: at, action: { type: "end-confirm" } });
    return now;
  }, epoch);
  const line = await swapped;
  const paintedAt = line?.["paintedAtMs"];
  if (typeof paintedAt === "number") figures.swapMs.push(paintedAt - pressedAt);
  await wiped;
  const { screen } = await booth.screen("thanks", (thanks) => thanks.receipt !== null);
  if (screen.receipt?.outcome === "clean") figures.wipeMs.push(screen.receipt.totalMs);
  const open = said("attract");
  await booth.act({ type: "thanks-done" });
  await open;
}

/** The booth's own folder: the store lies elsewhere, grows with its log, and is on a disk in a real booth. */
const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((sum, name) => sum + (lstatSync(join(folder, name), { throwIfNoEntry: false })?.blocks ?? 0) * BLOCK_BYTES, 0);

function rowsOf(figures: VisitFigures): Row[] {
  const settled = (samples: readonly number[]): number[] => samples.slice(SETTLED_AFTER);
  const trend = (id: string, what: string, unit: string, samples: readonly number[], tolerance: number): Row => {
    const growth = slope(settled(samples));
    return {
      id, what, unit, p50: Math.round(growth * 100) / 100, p95: null, bar: "0 trend", ok: growth <= tolerance, measured: true, samples: samples.length,
      note: `slope a visit (Theil-Sen, after ${SETTLED_AFTER} visits); median level ${quantile(samples, 0.5)}`,
    };
  };
  return [
    measuredRow({ id: "swap", what: "end pressed → next shell's first screen painted", unit: "ms", bar: "p95 ≤ 100" }, figures.swapMs, 100, "p95"),
    measuredRow({ id: "wipe", what: "end pressed → old process tree dead, everything verified", unit: "ms", bar: "p95 ≤ 500" }, figures.wipeMs, 500, "p95", "log-out calls' own time not counted"),
    measuredRow({ id: "warm", what: "next warm shell ready after a swap", unit: "ms", bar: "p95 ≤ 1500" }, figures.warmMs, 1500, "p95"),
    trend("visits-memory", `${figures.coreRssBytes.length} visits: growth of core memory`, "bytes", figures.coreRssBytes, BYTES_A_VISIT),
    trend("visits-handles", `${figures.coreHandles.length} visits: growth of file handles`, "handles", figures.coreHandles, 0),
    trend("visits-tmpfs", `${figures.tmpfsBytes.length} visits: growth of tmpfs`, "bytes", figures.tmpfsBytes, 0),
  ];
}
