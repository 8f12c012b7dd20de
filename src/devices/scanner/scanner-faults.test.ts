import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ScannedPage, ScanRequest } from "../../contract/devices.ts";
import { systemClock } from "../clock.ts";
import { startEsclRig, type EsclRig, type ScannerFault } from "../rigs/scanner-escl-server.ts";
import { writeAirscanConfig, writeTestBackendConfig, type TestBackendFaults } from "../rigs/scanner-sane-config.ts";
import { createScanner } from "./scanner-adapter.ts";

let base = "";
let folder = "";
let config = "";
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "scanner-faults-"));
  folder = join(base, "pages");
  config = join(base, "sane");
  mkdirSync(folder);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const open = () => createScanner({ transport: "sane", device: null, configFolder: config, rig: true }, { clock: systemClock });
const request = (more: Partial<ScanRequest> = {}): ScanRequest =>
  ({ jobId: randomUUID(), source: "feeder", colour: "grey", resolution: 75, folder, maxPages: 10, ...more });

describe("faults of SANE's test backend, through the real scanimage", () => {
  it.each<[NonNullable<TestBackendFaults["readStatus"]>, string]>([
    ["SANE_STATUS_UNSUPPORTED", "scanner/not-supported"], ["SANE_STATUS_CANCELLED", "scanner/cancelled"], ["SANE_STATUS_DEVICE_BUSY", "scanner/busy"],
    ["SANE_STATUS_INVAL", "scanner/not-supported"], ["SANE_STATUS_EOF", "scanner/bad-output"], ["SANE_STATUS_JAMMED", "scanner/feeder-jam"],
    ["SANE_STATUS_NO_DOCS", "scanner/feeder-empty"], ["SANE_STATUS_COVER_OPEN", "scanner/cover-open"], ["SANE_STATUS_IO_ERROR", "scanner/io"],
    ["SANE_STATUS_NO_MEM", "scanner/no-memory"], ["SANE_STATUS_ACCESS_DENIED", "scanner/access-denied"],
  ])("%s is %s", async (readStatus, code) => {
    writeTestBackendConfig(config, { readStatus });
    const scanner = open();
    expect(await scanner.scan(request(), { progress: () => undefined, page: () => undefined })).toMatchObject({ ok: false, error: { code } });
    expect(readdirSync(folder)).toEqual([]);
    await scanner.close();
  });

  it("tells a full disk apart", async () => {
    writeTestBackendConfig(config);
    const scanner = open();
    const asked = request();
    // scanimage opens the page's file by this name: what it writes meets ENOSPC.
    symlinkSync("/dev/full", join(folder, `${asked.jobId}-1.jpg.part`));
    expect(await scanner.scan(asked, { progress: () => undefined, page: () => undefined })).toMatchObject({ ok: false, error: { code: "scanner/no-space" } });
    expect(readdirSync(folder)).toEqual([]);
    await scanner.close();
  });
});

describe("faults of an eSCL scanner, through the real scanimage and sane-airscan", () => {
  let rig: EsclRig;
  beforeEach(async () => {
    rig = await startEsclRig();
    writeAirscanConfig(config, rig.port);
  });
  afterEach(() => rig.close());

  it("keeps the page before a jam", async () => {
    const scanner = open();
    rig.set({ fault: "jam-after-page" });
    const pages: ScannedPage[] = [];
    expect(await scanner.scan(request(), { progress: () => undefined, page: (page) => pages.push(page) })).toMatchObject({
      ok: false, error: { code: "scanner/feeder-jam", detail: { pages: 1 } },
    });
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual(pages.map(({ file }) => file));
    expect(pages.length).toBe(1);
    await scanner.close();
  });

  it.each<[ScannerFault, string]>([["broken-jpeg", "scanner/io"], ["forbidden", "scanner/io"]])("%s is %s", async (fault, code) => {
    const scanner = open();
    expect(await scanner.capabilities()).toMatchObject({ ok: true });
    rig.set({ fault });
    expect(await scanner.scan(request(), { progress: () => undefined, page: () => undefined })).toMatchObject({ ok: false, error: { code } });
    expect([readdirSync(folder), scanner.status().state]).toEqual([[], "ready"]);
    await scanner.close();
  });

  it("cannot see a picture that was cut short: sane-airscan fills it up, and the page is whole", async () => {
    const scanner = open();
    expect(await scanner.capabilities()).toMatchObject({ ok: true });
    rig.set({ fault: "truncated-jpeg" });
    const pages: ScannedPage[] = [];
    expect(await scanner.scan(request({ source: "flatbed" }), { progress: () => undefined, page: (page) => pages.push(page) })).toEqual({ ok: true, value: { pages: 1 } });
    expect(pages[0]).toMatchObject({ widthPx: 620, heightPx: 877 });
    await scanner.close();
  });

  it("loses a scanner that goes away in mid-job", async () => {
    const scanner = open();
    expect(await scanner.capabilities()).toMatchObject({ ok: true });
    rig.set({ fault: "slow", slowMs: 400, feederPages: 5 });
    const outcome = await scanner.scan(request(), { progress: () => undefined, page: () => rig.set({ fault: "vanish" }) });
    expect(outcome).toMatchObject({ ok: false, error: { code: "scanner/io" } });
    expect(rig.jobs(), "a scanner without power has no jobs").toBe(0);
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(1);
    expect(scanner.status()).toMatchObject({ losses: 1 });
    expect(["lost", "backing-off"]).toContain(scanner.status().state);
    await scanner.close();
  });

  it("is absent when it answers nonsense", async () => {
    rig.set({ fault: "garbage-xml" });
    const scanner = open();
    expect(await scanner.capabilities()).toMatchObject({ ok: false, error: { code: "scanner/absent" } });
    expect((await scanner.check()).map(({ check, outcome }) => [check, outcome])).toContainEqual(["found", "failed"]);
    await scanner.close();
  });

  it("leaves no job on the scanner when one is cancelled, and starts no second one", async () => {
    const scanner = open();
    expect(await scanner.capabilities()).toMatchObject({ ok: true });
    rig.set({ fault: "slow", slowMs: 300, feederPages: 20 });
    const asked = request({ maxPages: 20 });
    const seen: number[] = [];
    const running = scanner.scan(asked, {
      progress: () => undefined,
      page: ({ page }) => {
        seen.push(page);
        if (page === 2) void scanner.cancel(asked.jobId);
      },
    });
    expect(await running).toMatchObject({ ok: false, error: { code: "scanner/cancelled", detail: { pages: 2 } } });
    expect([seen, rig.jobs(), rig.jobsOpened(), readdirSync(folder).length]).toEqual([[1, 2], 0, 1, 2]);
    await scanner.close();
  });
});

describe("the eSCL rig as a process of its own", () => {
  it("says when it is ready, takes faults over its control address, and ends on SIGTERM", async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "../rigs/scanner-escl-main.ts"), "--folder", config, "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ready = await new Promise<{ port: number; configFolder: string; controlUrl: string; device: string }>((resolve) => {
      createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line) as never));
    });
    expect(ready.configFolder).toBe(config);
    expect(readdirSync(config).sort()).toEqual(["airscan.conf", "dll.conf"]);
    const scanner = createScanner({ transport: "sane", device: ready.device, configFolder: config, rig: true }, { clock: systemClock });
    expect(await scanner.capabilities()).toMatchObject({ ok: true });
    expect((await fetch(ready.controlUrl, { method: "POST", body: '{"fault":"empty"}' })).status).toBe(200);
    expect(await scanner.scan(request(), { progress: () => undefined, page: () => undefined })).toMatchObject({ error: { code: "scanner/feeder-empty" } });
    for (const body of ["", "{", '{"fault":"flood"}', '{"other":1}']) expect((await fetch(ready.controlUrl, { method: "POST", body })).status).toBe(400);
    await scanner.close();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
