import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deviceEventSchema, deviceFindingSchema, deviceStatusSchema, scannedPageSchema, scannerCapabilitiesSchema } from "../../contract/devices.ts";
import type { DeviceStatus, ScannedPage, ScanRequest } from "../../contract/devices.ts";
import type { ScannerAdapter } from "../adapter.ts";
import { parseJpegHeader } from "./jpeg-header.ts";

/** One scanner, or what stands for it, as the contract handles it. */
export interface ScannerBench {
  readonly scanner: ScannerAdapter;
  /** Empty folder for the pages. */
  readonly folder: string;
  /** Sheets that lie in the feeder. */
  readonly sheets: number;
  /** The next sheet of the feeder makes this trouble; null mends it. */
  readonly trouble: (what: "feeder-empty" | "feeder-jam" | "cover-open" | null) => void;
  /** Pages take so long from now on that a job can be met in the middle. */
  readonly slow: () => void;
  readonly unplug: () => void;
  readonly replug: () => void;
  close(): Promise<void>;
}

/** What every scanner does, whatever it hangs on. Run against each rig and the fake. */
export function describeScanner(name: string, setUp: () => Promise<ScannerBench>): void {
  describe(`scanner: ${name}`, () => {
    let bench: ScannerBench;
    let progress: { jobId: string; page: number; fraction: number | null }[];
    let pages: ScannedPage[];

    const request = (more: Partial<ScanRequest> = {}): ScanRequest =>
      ({ jobId: randomUUID(), source: "flatbed", colour: "colour", resolution: 75, folder: bench.folder, maxPages: 20, ...more });

    const scan = (asked: ScanRequest) => bench.scanner.scan(asked, {
      progress: (page, fraction) => {
        deviceEventSchema.parse({ event: "scanner.progress", jobId: asked.jobId, page, fraction });
        progress.push({ jobId: asked.jobId, page, fraction });
      },
      page: (page) => pages.push(scannedPageSchema.parse(page)),
    });

    const reaches = (wanted: readonly DeviceStatus["state"][]): Promise<void> => new Promise((resolve) => {
      const look = (status: DeviceStatus): void => {
        deviceStatusSchema.parse(status);
        if (!wanted.includes(status.state)) return;
        stop();
        resolve();
      };
      const stop = bench.scanner.onStatus(look);
      look(bench.scanner.status());
    });

    const begun = async (jobId: string): Promise<void> => {
      while (!progress.some((seen) => seen.jobId === jobId)) await new Promise((resolve) => setImmediate(resolve));
    };

    beforeEach(async () => {
      progress = [];
      pages = [];
      bench = await setUp();
      await reaches(["ready"]);
    });
    afterEach(() => bench.close());

    it("says what it can do, in the contract's words", async () => {
      const told = await bench.scanner.capabilities();
      expect(told).toEqual({ ok: true, value: { sources: ["flatbed", "feeder"], colours: ["colour", "grey"], resolutions: [75, 150, 300] } });
      expect(told.ok && scannerCapabilitiesSchema.safeParse(told.value).success).toBe(true);
    });

    it.each([
      { resolution: 75, colour: "colour", components: 3 }, { resolution: 150, colour: "grey", components: 1 }, { resolution: 300, colour: "grey", components: 1 },
    ] as const)("scans A4 from the glass: $resolution dpi, $colour", async ({ resolution, colour, components }) => {
      const asked = request({ resolution, colour });
      expect(await scan(asked)).toEqual({ ok: true, value: { pages: 1 } });
      const [page] = pages;
      expect(page).toMatchObject({ jobId: asked.jobId, page: 1, dpi: resolution });
      expect(Math.abs((page?.widthPx ?? 0) / resolution * 25.4 - 210)).toBeLessThan(1);
      expect(Math.abs((page?.heightPx ?? 0) / resolution * 25.4 - 297)).toBeLessThan(1);
      const header = parseJpegHeader(readFileSync(page?.file ?? ""));
      expect(header).toEqual({ ok: true, value: { widthPx: page?.widthPx, heightPx: page?.heightPx, components, dpi: resolution } });
      expect(readdirSync(bench.folder).map((file) => join(bench.folder, file))).toEqual([page?.file]);
      expect(progress.every((seen) => seen.page === 1)).toBe(true);
    });

    it("tells progress of each page that never goes back", async () => {
      expect(await scan(request({ source: "feeder", maxPages: 2 }))).toMatchObject({ ok: true });
      expect(new Set(progress.map((seen) => seen.page))).toEqual(new Set([1, 2]));
      const order = progress.map((seen) => seen.page + (seen.fraction ?? 0) * 0.999);
      expect(order).toEqual([...order].sort((one, other) => one - other));
      expect(progress.filter((seen) => seen.fraction === null).length).toBe(2);
    });

    it("takes no more sheets than asked for", async () => {
      expect(await scan(request({ source: "feeder", maxPages: 2 }))).toEqual({ ok: true, value: { pages: 2 } });
      expect(pages.map(({ page }) => page)).toEqual([1, 2]);
      expect(readdirSync(bench.folder).length).toBe(2);
    });

    it("takes the feeder's sheets to the last one", async () => {
      expect(await scan(request({ source: "feeder", maxPages: 40 }))).toEqual({ ok: true, value: { pages: bench.sheets } });
      expect(pages.map(({ page }) => page)).toEqual(Array.from({ length: bench.sheets }, (_, index) => index + 1));
    });

    it.each(["feeder-empty", "feeder-jam", "cover-open"] as const)("names the trouble %s, leaves no file, and works when it is mended", async (what) => {
      bench.trouble(what);
      expect(await scan(request({ source: "feeder" }))).toMatchObject({ ok: false, error: { code: `scanner/${what}` } });
      expect([pages, readdirSync(bench.folder)]).toEqual([[], []]);
      bench.trouble(null);
      expect(await scan(request({ source: "feeder", maxPages: 1 }))).toEqual({ ok: true, value: { pages: 1 } });
    });

    it("refuses a second job while one runs, and the first is not disturbed", async () => {
      const first = request({ source: "feeder", maxPages: 1 });
      const running = scan(first);
      await begun(first.jobId);
      expect(await scan(request())).toEqual({ ok: false, error: { code: "scanner/busy" } });
      expect(await running).toEqual({ ok: true, value: { pages: 1 } });
    });

    it("cancels in mid-page, leaves only told pages, and scans again at once", async () => {
      bench.slow();
      const asked = request({ source: "feeder" });
      const running = scan(asked);
      await begun(asked.jobId);
      expect(await bench.scanner.cancel(asked.jobId)).toEqual({ ok: true, value: null });
      expect(await running).toMatchObject({ ok: false, error: { code: "scanner/cancelled" } });
      expect(readdirSync(bench.folder).map((file) => join(bench.folder, file)).sort()).toEqual(pages.map(({ file }) => file).sort());
      expect(await scan(request())).toEqual({ ok: true, value: { pages: 1 } });
    });

    it("does not mind a cancel of a job that it does not know", async () => {
      const asked = request();
      const running = scan(asked);
      expect(await bench.scanner.cancel(randomUUID())).toEqual({ ok: true, value: null });
      expect(await running).toMatchObject({ ok: true });
      expect(await bench.scanner.cancel(asked.jobId)).toEqual({ ok: true, value: null });
    });

    it("sees that it was unplugged and plugged in again", async () => {
      bench.unplug();
      await reaches(["absent", "lost", "backing-off"]);
      expect(await scan(request())).toMatchObject({ ok: false, error: { code: "scanner/absent" } });
      bench.replug();
      await reaches(["ready"]);
      expect(await scan(request())).toEqual({ ok: true, value: { pages: 1 } });
      expect(bench.scanner.status().losses).toBe(1);
    });

    it("ends its job when it is closed", async () => {
      bench.slow();
      const asked = request({ source: "feeder" });
      const running = scan(asked);
      await begun(asked.jobId);
      await bench.scanner.close();
      expect(await running).toMatchObject({ ok: false, error: { code: "scanner/cancelled" } });
      expect(readdirSync(bench.folder).length).toBe(pages.length);
    });

    it("answers the staff page's checks", async () => {
      const findings = await bench.scanner.check();
      for (const finding of findings) deviceFindingSchema.parse(finding);
      expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual([
        ["configured", "ok"], ["found", "ok"], ["answers", "ok"], ["capabilities", "ok"],
      ]);
    });
  });
}
