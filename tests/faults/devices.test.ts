import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeviceStatus } from "../../src/contract/devices.ts";
import type { ScannerRigControl } from "../../src/devices/rigs/scanner-escl-server.ts";
import { startBoothUnderTest, type BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";
import { endVisit, holdUnderReader, openService, press, tellPrinter } from "../wipe/hands.ts";

/** Finance Finland, bank bar code guide v5.3, example 1 of version 4. */
const BILL = "479440520200360820048831500000000868516259619897100612";

describe("a device whose plug is pulled in mid-visit", () => {
  let booth: BoothUnderTest;
  beforeAll(async () => {
    booth = await startBoothUnderTest();
    await booth.walkIn();
  });
  afterAll(() => booth.close());

  const status = async (kind: DeviceStatus["kind"]): Promise<DeviceStatus | undefined> => (await booth.snapshot()).devices.find((device) => device.kind === kind);
  const statusIs = (kind: DeviceStatus["kind"], fits: (device: DeviceStatus) => boolean, what: string): Promise<DeviceStatus> =>
    until(async () => {
      const device = await status(kind);
      return device !== undefined && fits(device) ? device : null;
    }, `the ${kind} to be ${what}`, 30_000, async () => JSON.stringify(await status(kind)));
  const ready = (device: DeviceStatus): boolean => device.state === "ready" && device.reasons.length === 0;
  const scanner = async (control: ScannerRigControl): Promise<void> => {
    const answer = await fetch(String(booth.booth.devices.rigs.scanner?.ready["controlUrl"]), { method: "POST", body: JSON.stringify(control) });
    expect(answer.ok).toBe(true);
  };
  const reader = (line: string): void => appendFileSync(String(booth.booth.devices.rigs.barcode?.ready["input"]), `${line}\n`);

  it("the bar-code reader: the bill screen waits, and takes the bill when it is back", async () => {
    await booth.act({ type: "go", to: "bill" });
    await booth.screen("bill", ({ stage }) => stage === "waiting");
    await statusIs("barcode", ready, "ready");
    reader("!unplug");
    await statusIs("barcode", (device) => device.state !== "ready", "missed");
    expect((await booth.snapshot()).screen).toMatchObject({ name: "bill", stage: "waiting" });
    reader("!replug");
    await statusIs("barcode", ready, "ready again");
    holdUnderReader(booth, BILL);
    const { screen } = await booth.screen("bill", ({ stage }) => stage !== "waiting");
    expect(screen.bill).toMatchObject({ iban: "FI7944052020036082", amountCents: 488_315 });
  });

  it("the scanner, in the middle of a page: said in a coded error, and the next scan works", async () => {
    await booth.act({ type: "go", to: "scan" });
    await booth.screen("scan", ({ capabilities }) => capabilities !== null, 30_000);
    await booth.act({ type: "scan-options", options: { source: "flatbed", colour: "grey", resolution: 150 } });
    await scanner({ fault: "slow", slowMs: 30_000 });
    await booth.act({ type: "scan-start" });
    await booth.screen("scan", ({ stage }) => stage === "scanning");
    const jobs = async (): Promise<number> => ((await (await fetch(String(booth.booth.devices.rigs.scanner?.ready["controlUrl"]))).json()) as { jobs: number }).jobs;
    await until(async () => ((await jobs()) > 0 ? true : null), "the scanner to have the job", 20_000);
    await scanner({ fault: "vanish" });
    const { screen } = await booth.screen("scan", ({ error }) => error !== null, 60_000);
    expect(screen.error?.code).toMatch(/^scanner\//);
    expect(screen.pages).toEqual([]);
    await scanner({ fault: "none" });
    await statusIs("scanner", (device) => device.state === "ready", "ready again");
    await booth.act({ type: "scan-start" });
    await booth.screen("scan", ({ stage, pages }) => stage === "review" && pages.length === 1, 60_000);
    await booth.act({ type: "scan-save" });
    await booth.screen("documents", () => true, 20_000);
    await booth.act({ type: "original-taken" });
  });

  it("the printer, before its first page: her document is safe, and it is printed when the printer is back", async () => {
    await openService(booth, "stand-in-tickets", booth.portal.origin("lippu"));
    await press(booth, "web-print", {});
    await booth.screen("print", ({ stage }) => stage === "preview", 30_000);
    const { documents } = await booth.snapshot();
    await tellPrinter(booth, { do: "unplug" });
    await booth.act({ type: "print-start" });
    await booth.screen("print", ({ stage }) => stage === "printing");
    await tellPrinter(booth, { do: "replug" });
    const { screen } = await booth.screen("print", ({ stage, error }) => stage === "done" || error !== null, 60_000);
    if (screen.error !== null) {
      expect(screen.error.code).toMatch(/^printer\//);
      await statusIs("printer", ready, "ready again");
      await booth.act({ type: "print-start" });
      await booth.screen("print", ({ stage }) => stage === "done", 60_000);
    }
    expect((await booth.snapshot()).documents.map(({ id }) => id)).toEqual(documents.map(({ id }) => id));
  });

  it("and the visit ends clean", async () => {
    await endVisit(booth);
    const { screen } = await booth.screen("thanks", ({ receipt }) => receipt !== null, 20_000);
    expect(screen.receipt).toMatchObject({ outcome: "clean", reason: "finished" });
  });
});
