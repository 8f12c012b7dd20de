import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testBooth, testConfiguration, testTray, testVersions } from "./testing/fixtures.ts";
import { connectShellEnd, shellVersions, startCoreEnd, testToken, type CoreEnd, type ShellEnd } from "./testing/process-ends.ts";

/** The real session process with the real device host and SANE's own test backend; only core and shell are stand-ins. */

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly state: string;
}

const rows = (): Row[] =>
  readdirSync("/proc").filter((name) => /^[0-9]+$/u.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      const [state = "X", parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [{ pid: Number(name), parent: Number(parent), group: Number(group), state }];
    } catch {
      return [];
    }
  });
const alive = (row: Row): boolean => row.state !== "Z" && row.state !== "X";
const childrenOf = (pid: number): number[] => rows().filter((row) => row.parent === pid && alive(row)).map((row) => row.pid);
const group = (pid: number): number[] => rows().filter((row) => row.group === pid && alive(row)).map((row) => row.pid);

describe("a visit with real devices", () => {
  let folder = "";
  let core: CoreEnd;
  let shell: ShellEnd;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "session-devices-"));
    await mkdir(join(folder, "sane"));
    await writeFile(join(folder, "sane", "dll.conf"), "test\n");
    core = startCoreEnd();
    await core.ask("prepare", {
      epoch: 2, folder: join(folder, "session"), socket: join(folder, "s.sock"), shellToken: testToken("a"), booth: testBooth, services: testTray, versions: testVersions,
      configuration: testConfiguration({ devices: { scanner: { transport: "sane", device: "test:0", configFolder: join(folder, "sane"), rig: true }, barcode: { transport: "keyboard-wedge" } } }),
    });
    shell = await connectShellEnd(join(folder, "s.sock"), 2);
    await shell.ask("hello", { token: testToken("a"), versions: shellVersions });
    await core.ask("set-booth", { state: "open", availability: { freeUntil: null, limit: null, nextBooking: null } });
    await core.ask("open-devices", {});
    await shell.act({ type: "start" });
    await shell.act({ type: "arrive-name", name: "Tunturikoivu" });
    await shell.act({ type: "terms-accept" });
    await shell.until((each) => each.devices.find((device) => device.kind === "scanner")?.state === "ready");
  }, 40_000);
  afterEach(async () => {
    core.child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  it("scans a page, shows it, turns it, saves it as a PDF, and stages it for a page's file field", async () => {
    await shell.act({ type: "go", to: "scan" });
    await shell.until((each) => each.screen.name === "scan" && each.screen.capabilities !== null);
    await shell.act({ type: "scan-options", options: { source: "flatbed", colour: "colour", resolution: 150 } });
    await shell.act({ type: "scan-start" });
    const review = await shell.until((each) => each.screen.name === "scan" && each.screen.stage === "review");
    const page = review.screen.name === "scan" ? review.screen.pages[0] : undefined;
    expect(page?.widthPx).toBeGreaterThan(1_000);
    await shell.act({ type: "scan-rotate", pageId: page?.id ?? "" });
    const picture = await shell.ask("scan.picture", { pageId: page?.id ?? "", widthPx: 400 });
    expect(Math.abs(picture.widthPx - 400)).toBeLessThanOrEqual(1);
    expect(Buffer.from(picture.base64, "base64").readUInt16BE(0)).toBe(0xffd8);
    await shell.act({ type: "scan-save" });
    const saved = await shell.until((each) => each.screen.name === "documents");
    const document = saved.documents[0];
    expect(document).toMatchObject({ origin: "scan", format: "pdf", pages: 1 });
    expect(saved.originalQuestion).toBe(true);
    const staged = await shell.ask("document.stage", { documentIds: [document?.id ?? ""] });
    expect((await readFile(staged.files[0] ?? "")).toString("latin1", 0, 5)).toBe("%PDF-");
    expect(await shell.ask("document.picture", { documentId: document?.id ?? "", page: 1, widthPx: 300 })).toMatchObject({ mime: "image/jpeg" });
  }, 40_000);

  it("a device host that is killed in the middle of a scan costs the scan and nothing else; it comes back", async () => {
    await shell.act({ type: "go", to: "scan" });
    await shell.act({ type: "scan-options", options: { source: "feeder", colour: "colour", resolution: 300 } });
    await shell.act({ type: "scan-start" });
    await shell.until((each) => each.screen.name === "scan" && each.screen.pages.length >= 1);
    const [host] = childrenOf(core.child.pid ?? 0);
    process.kill(host ?? 0, "SIGKILL");
    const failed = await shell.until((each) => each.screen.name === "scan" && each.screen.stage === "review");
    expect(failed.screen).toMatchObject({ error: { code: "scanner/io" } });
    await shell.until((each) => each.devices.find((device) => device.kind === "scanner")?.state === "ready");
    expect(core.events).toContainEqual({ event: "device-host-restarted", times: 1 });
    await shell.act({ type: "scan-save" });
    const saved = await shell.until((each) => each.screen.name === "documents");
    expect(saved.documents).toHaveLength(1);
  }, 60_000);

  it("takes a bill that a wedge reader typed, and only while it waits for one", async () => {
    await shell.act({ type: "go", to: "bill" });
    await shell.act({ type: "wedge-text", text: "not a bill" });
    const rejected = await shell.until((each) => each.screen.name === "bill" && each.screen.stage === "rejected");
    expect(rejected.screen).toMatchObject({ bill: null });
    await shell.act({ type: "bill-again" });
    await shell.act({ type: "wedge-text", text: "479440520200360820048831500000000868516259619897100612" });
    const checked = await shell.until((each) => each.screen.name === "bill" && each.screen.stage === "checked");
    expect(checked.screen).toMatchObject({ bill: { iban: "FI7944052020036082", amountCents: 488315 } });
  }, 40_000);

  it("close-devices waits until every child is gone", async () => {
    expect(childrenOf(core.child.pid ?? 0).length).toBeGreaterThanOrEqual(1);
    expect((await core.ask("close-devices", {})).ended).toBeGreaterThanOrEqual(1);
    expect(childrenOf(core.child.pid ?? 0)).toEqual([]);
  }, 40_000);

  it("when the core is gone, nothing of the process group lives on, not even a scan", async () => {
    await shell.act({ type: "go", to: "scan" });
    await shell.act({ type: "scan-options", options: { source: "feeder", colour: "colour", resolution: 300 } });
    await shell.act({ type: "scan-start" });
    await shell.until((each) => each.screen.name === "scan" && each.screen.progress !== null);
    const pid = core.child.pid ?? 0;
    expect(group(pid).length).toBeGreaterThanOrEqual(2);
    core.child.disconnect();
    await expect.poll(() => group(pid), { timeout: 5_000 }).toEqual([]);
  }, 40_000);
});
