import { describe, expect, it } from "vitest";
import { barcodeScanSchema, deviceFindingSchema, deviceSettingsSchema } from "../../contract/devices.ts";
import type { BarcodeScan, DeviceSettings } from "../../contract/devices.ts";
import { createManualClock, settle } from "../manual-clock.ts";
import { HidPosRig } from "../rigs/hid-pos-rig.ts";
import { FakeSerialPorts } from "../transports/fake-serial-ports.ts";
import { createBarcode, scanPace } from "./barcode-adapter.ts";
import { honeywellEnable } from "./hid-pos.ts";

const bankBarCode = "479440520200360820048831500000000868516259619897100612";
const serial: DeviceSettings["barcode"] = { transport: "serial", path: "/dev/fake", baudRate: 9600, rig: true };

const onBench = async (settings: DeviceSettings["barcode"], hid = new HidPosRig()) => {
  const clock = createManualClock("2026-01-15");
  const ports = new FakeSerialPorts();
  const adapter = createBarcode(settings, { clock, serial: ports, hid });
  const scans: BarcodeScan[] = [];
  adapter.onScan((scan) => scans.push(barcodeScanSchema.parse(scan)));
  await settle();
  return { clock, ports, hid, adapter, scans };
};
const outcomes = (findings: readonly unknown[]) => findings.map((finding) => deviceFindingSchema.parse(finding)).map(({ check, outcome, found }) => [check, outcome, found]);

describe("bar-code adapter", () => {
  it("makes a checked bill of a code, by the booth's own day", async () => {
    const { ports, scans } = await onBench(serial);
    ports.send(`]C0${bankBarCode}\r\n`);
    expect(scans).toMatchObject([{ kind: "bill", bill: { amountCents: 488_315, virtualBarCode: bankBarCode, warnings: ["due-date-passed"] } }]);
  });

  it("says by code what is no bill, and nothing of what was read", async () => {
    const { ports, scans } = await onBench(serial);
    ports.send("Maija Meikäläinen\r");
    ports.send("x".repeat(2_000));
    expect(scans).toEqual([{ kind: "rejected", code: "bill/not-a-bill" }, { kind: "rejected", code: "bill/not-a-bill" }]);
  });

  it("rejects a code that carries control characters", async () => {
    const { ports, scans } = await onBench(serial);
    ports.send(`${bankBarCode.slice(0, 20)}\x1b[8m${bankBarCode.slice(20)}\r`);
    expect(scans).toEqual([{ kind: "rejected", code: "bill/control-characters" }]);
  });

  it("passes a flood of codes on as a trickle, and still hears a bill in a flood of noise", async () => {
    const { ports, scans, clock } = await onBench(serial);
    ports.send("1\r".repeat(10_000));
    expect(scans).toHaveLength(scanPace.burst);
    ports.send(`${bankBarCode}\r`.repeat(100));
    expect(scans.filter(({ kind }) => kind === "bill")).toHaveLength(scanPace.burst);
    await clock.advance(scanPace.everyMs);
    ports.send(`${bankBarCode}\r`.repeat(100));
    expect(scans).toHaveLength(2 * scanPace.burst + 1);
  });

  it("keyboard wedge: takes what the shell feeds, and claims no more about itself than it can know", async () => {
    const { adapter, scans } = await onBench({ transport: "keyboard-wedge" });
    expect(adapter.feed(bankBarCode)).toEqual({ ok: true, value: null });
    expect(scans).toMatchObject([{ kind: "bill" }]);
    expect(adapter.status()).toMatchObject({ state: "ready", reality: "real" });
    expect(outcomes(await adapter.check())).toEqual([["configured", "ok", "keyboard-wedge"], ["found", "skipped", null], ["answers", "skipped", null]]);
  });

  it.each([serial, { transport: "none" }] satisfies DeviceSettings["barcode"][])("takes no fed text where no reader types: %j", async (settings) => {
    const { adapter, scans } = await onBench(settings);
    expect(adapter.feed(bankBarCode)).toEqual({ ok: false, error: { code: "barcode/not-a-wedge" } });
    expect(scans).toEqual([]);
  });

  it("no reader: absent, nothing real, and no check that fails", async () => {
    const { adapter } = await onBench({ transport: "none" });
    expect(adapter.status()).toMatchObject({ state: "absent", reality: "none" });
    expect(outcomes(await adapter.check())).toEqual([["configured", "skipped", "none"], ["found", "skipped", null], ["answers", "skipped", null]]);
  });

  it("serial: the checks say what is found, and a check looks at once", async () => {
    const { adapter, ports } = await onBench(serial);
    expect(adapter.status()).toMatchObject({ state: "ready", reality: "rig", model: null });
    expect(outcomes(await adapter.check())).toEqual([["configured", "ok", "serial"], ["found", "ok", null], ["answers", "ok", "ready"]]);
    ports.drop("serial/access-denied");
    await settle();
    expect(outcomes(await adapter.check())[2]).toEqual(["answers", "failed", "barcode/access-denied"]);
    expect(adapter.status().reasons).toEqual(["access-denied"]);
    ports.refusal = "serial/absent";
    expect(outcomes(await adapter.check())).toEqual([["configured", "ok", "serial"], ["found", "failed", "absent"], ["answers", "skipped", null]]);
    ports.refusal = null;
    expect(outcomes(await adapter.check())[1]).toEqual(["found", "ok", null]);
  });

  it.each([
    ["serial/in-use", "barcode/port-in-use"], ["serial/not-a-port", "barcode/not-a-port"], ["serial/failed", "barcode/open-failed"],
  ] as const)("serial: %s is told as %s", async (refusal, code) => {
    const { adapter, ports } = await onBench(serial);
    ports.drop(refusal);
    await adapter.check();
    expect(adapter.status().error).toEqual({ code });
  });

  it("HID POS: tells its model, and a Honeywell is told to send", async () => {
    const honeywell = new HidPosRig({ vendorId: 0x0c2e });
    const { adapter } = await onBench(deviceSettingsSchema.shape.barcode.parse({ transport: "hid-pos", vendorId: 0x0c2e }), honeywell);
    expect(adapter.status()).toMatchObject({ state: "ready", reality: "real", model: "Rig Reader" });
    expect(honeywell.features).toEqual([honeywellEnable]);
    const zebra = new HidPosRig();
    await onBench({ transport: "hid-pos", vendorId: zebra.device.vendorId, rig: true }, zebra);
    expect(zebra.features).toEqual([]);
  });

  it("HID POS: a reader that types like a keyboard is found, but does not answer", async () => {
    const keyboard = new HidPosRig({ usagePage: 1, usage: 6 });
    const { adapter, scans } = await onBench({ transport: "hid-pos", vendorId: keyboard.device.vendorId, rig: true }, keyboard);
    keyboard.scan(bankBarCode);
    expect(scans).toEqual([]);
    expect(outcomes(await adapter.check())[2]).toEqual(["answers", "failed", "barcode/not-hid-pos"]);
  });

  it("closed: lets go of the port and leaves no timer", async () => {
    const { adapter, ports, clock, scans } = await onBench(serial);
    ports.send("half a code");
    await adapter.close();
    await adapter.close();
    expect(ports.open).toBe(false);
    expect(clock.pending()).toBe(0);
    expect(scans).toEqual([]);
  });
});
