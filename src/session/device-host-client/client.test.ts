import { describe, expect, it } from "vitest";
import { deviceSettingsSchema, type DeviceEvent, type DeviceStatus } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import { createManualClock, settle, type ManualClock } from "../testing/manual-clock.ts";
import { createDeviceHostClient, hostDelays, restartCap, type DeviceHostClient } from "./client.ts";
import type { HostListeners } from "./host-link.ts";

const settings = deviceSettingsSchema.parse({ scanner: { transport: "sane", rig: true }, printer: { transport: "ipp", url: "http://localhost:631/printers/virtu" } });

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** The answer that never comes. */
const silence = Symbol("silence");

/** A device host that is none: each start is a run that the test answers and ends. */
function createFakeHost(answers: (asked: Asked) => unknown = () => undefined) {
  const clock: ManualClock = createManualClock();
  const runs: { readonly asked: Asked[]; readonly listeners: HostListeners; killed: boolean; exit(): void }[] = [];
  const events: DeviceEvent[] = [];
  const restarts: number[] = [];
  const client: DeviceHostClient = createDeviceHostClient({
    clock,
    settings,
    onEvent: (event) => events.push(event),
    onRestart: (times) => restarts.push(times),
    start: (listeners) => {
      const asked: Asked[] = [];
      let over = false;
      const exit = (): void => {
        if (over) return;
        over = true;
        listeners.exit();
      };
      const run = { asked, listeners, killed: false, exit };
      runs.push(run);
      return {
        send: (message) => {
          const request = message as Asked;
          asked.push(request);
          const result = request.method === "host.open" ? ok(null) : request.method === "host.status" ? (answers(request) ?? ok([])) : answers(request);
          if (result !== undefined && result !== silence && !over) queueMicrotask(() => listeners.message({ id: request.id, result }));
          return !over;
        },
        kill: () => {
          run.killed = true;
          exit();
        },
      };
    },
  });
  const statuses = (): DeviceStatus[] => events.flatMap((event) => (event.event === "device.status" ? [event.status] : []));
  return { clock, runs, events, restarts, client, statuses };
}

describe("the link to the device host", () => {
  it("opens the devices, asks and hears", async () => {
    const host = createFakeHost((asked) => (asked.method === "printer.capabilities" ? ok({ duplex: true, colour: false }) : undefined));
    await settle();
    expect(host.runs[0]?.asked[0]).toMatchObject({ method: "host.open", params: settings });
    expect(await host.client.request("printer.capabilities", {})).toEqual(ok({ duplex: true, colour: false }));
    host.runs[0]?.listeners.message({ event: "scanner.progress", jobId: "00000000-0000-4000-8000-000000000001", page: 1, fraction: 0.5 });
    expect(host.events).toHaveLength(1);
  });

  it("a reply that does not fit is a coded error", async () => {
    const host = createFakeHost((asked) => (asked.method === "scanner.capabilities" ? ok({ sources: ["ceiling"] }) : undefined));
    expect(await host.client.request("scanner.capabilities", {})).toEqual(err("device-host/bad-reply", { method: "scanner.capabilities" }));
  });

  it("a message in another language ends that host", async () => {
    const host = createFakeHost();
    await settle();
    for (const message of ["x", null, { event: "device.status", status: { kind: "camera" } }, { id: 1 }]) {
      host.runs.at(-1)?.listeners.message(message);
      expect(host.runs.at(-1)?.killed).toBe(true);
      await host.clock.advance(hostDelays.stable + hostDelays.backOffMost);
    }
    expect(host.restarts).toEqual([1, 2, 3, 4]);
  });

  it("a host that dies costs its requests an error, its devices are lost, and it comes back", async () => {
    const host = createFakeHost();
    await settle();
    const scan = host.client.request("scanner.cancel", { jobId: "00000000-0000-4000-8000-000000000001" });
    host.runs[0]?.exit();
    expect(await scan).toEqual(err("device-host/gone"));
    expect(host.statuses()).toMatchObject([
      { kind: "barcode", state: "absent", reality: "none" },
      { kind: "scanner", state: "lost", reality: "rig", error: { code: "device-host/gone" } },
      { kind: "printer", state: "lost", reality: "real" },
    ]);
    expect(await host.client.request("host.status", {})).toEqual(err("device-host/gone"));
    await host.clock.advance(hostDelays.backOffFirst);
    expect(host.runs).toHaveLength(2);
    expect(host.restarts).toEqual([1]);
    expect(await host.client.request("host.status", {})).toEqual(ok([]));
  });

  it("a host that hangs is found by its silence and started anew", async () => {
    let asked = 0;
    const host = createFakeHost(({ method }) => {
      asked += method === "host.status" ? 1 : 0;
      return method === "host.status" && asked === 3 ? silence : undefined;
    });
    await host.clock.advance(2 * hostDelays.heartbeat + hostDelays.reply - 1);
    expect(host.runs[0]?.killed).toBe(false);
    await host.clock.advance(1);
    expect(host.runs[0]?.killed).toBe(true);
    await host.clock.advance(hostDelays.backOffFirst + 10 * hostDelays.heartbeat);
    expect(host.runs).toHaveLength(2);
  });

  it("the cap on restarts bites: a host that dies at every start is given up", async () => {
    const host = createFakeHost();
    for (let died = 0; died < restartCap; died += 1) {
      await host.clock.advance(hostDelays.backOffMost);
      host.runs.at(-1)?.exit();
    }
    await host.clock.advance(3_600_000);
    expect(host.runs).toHaveLength(restartCap);
    expect(host.statuses().slice(-3)).toMatchObject([{ state: "absent" }, { kind: "scanner", state: "given-up" }, { kind: "printer", state: "given-up" }]);
    expect(await host.client.request("printer.capabilities", {})).toEqual(err("device-host/given-up"));
    expect(host.clock.pending()).toBe(0);
  });

  it("only a spell of soundness forgives: deaths far apart never add up", async () => {
    const host = createFakeHost();
    for (let died = 0; died < restartCap * 2; died += 1) {
      await host.clock.advance(hostDelays.stable + hostDelays.backOffMost);
      host.runs.at(-1)?.exit();
    }
    await host.clock.advance(hostDelays.backOffMost);
    expect(host.runs).toHaveLength(restartCap * 2 + 1);
  });

  it("a late word of an old run changes nothing", async () => {
    const host = createFakeHost();
    await settle();
    host.runs[0]?.exit();
    await host.clock.advance(hostDelays.backOffFirst);
    const before = host.events.length;
    host.runs[0]?.listeners.message({ event: "scanner.progress", jobId: "00000000-0000-4000-8000-000000000001", page: 1, fraction: 0.5 });
    host.runs[0]?.listeners.exit();
    expect(host.events).toHaveLength(before);
    expect(host.runs).toHaveLength(2);
  });

  it("closed: every request ends, nothing starts any more, no timer stays", async () => {
    const host = createFakeHost();
    await settle();
    const open = host.client.request("scanner.capabilities", {});
    host.client.close();
    expect(await open).toEqual(err("device-host/gone"));
    host.runs[0]?.exit();
    await host.clock.advance(3_600_000);
    expect(host.runs).toHaveLength(1);
    expect(host.clock.pending()).toBe(0);
  });
});
