import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { deviceEventSchema, deviceHostReplySchema, deviceMethods } from "../../contract/devices.ts";
import type { DeviceEvent, DeviceHostReply, DeviceMethod, DeviceSettings } from "../../contract/devices.ts";
import { ok } from "../../contract/result.ts";
import { createManualClock, settle } from "../manual-clock.ts";
import { startSerialReaderRig } from "../rigs/serial-reader-rig.ts";
import { deviceHostExit } from "./device-host-process.ts";
import { closeLimitMs, createDeviceHost, methodLimitsMs } from "./device-host-server.ts";
import type { DeviceFactories } from "./device-host-server.ts";
import { createFakeDevices, factoriesOf } from "./fake-adapters.ts";

const noDevices: DeviceSettings = { barcode: { transport: "none" }, scanner: { transport: "none" }, printer: { transport: "none" } };
const jobId = "3f0c1c58-7d6a-4a8b-9a35-0f2f4f9f2a11";
const scan = { jobId, source: "flatbed", colour: "grey", resolution: 150, folder: "/run/session", maxPages: 1 };
const never = () => new Promise<never>(() => undefined);
const fault = () => {
  throw new Error("bug in an adapter");
};

const bench = (factories: DeviceFactories = factoriesOf(createFakeDevices())) => {
  const clock = createManualClock();
  const replies: DeviceHostReply[] = [];
  const events: DeviceEvent[] = [];
  const host = createDeviceHost({
    factories, clock,
    send: (message) => {
      if ("id" in message) replies.push(deviceHostReplySchema.parse(message));
      else events.push(deviceEventSchema.parse(message));
    },
  });
  let id = 0;
  const ask = async (method: string, params: unknown) => {
    id += 1;
    host.receive({ id, method, params });
    await settle();
    return replies.find((reply) => reply.id === id)?.result;
  };
  return { host, clock, replies, events, ask };
};

const opened = async (change: (devices: ReturnType<typeof createFakeDevices>) => Partial<ReturnType<typeof createFakeDevices>> = () => ({})) => {
  const devices = createFakeDevices();
  const made = bench(factoriesOf({ ...devices, ...change(devices) }));
  expect(await made.ask("host.open", noDevices)).toEqual({ ok: true, value: null });
  return { ...made, devices };
};

describe("device host: requests", () => {
  it("tells every device's status when it has opened them, and each change after", async () => {
    const { events, devices } = await opened();
    expect(events.map((event) => (event.event === "device.status" ? event.status.kind : null))).toEqual(["barcode", "scanner", "printer"]);
    devices.barcode.tell({ ...devices.barcode.status(), state: "lost" });
    expect(events.at(-1)).toMatchObject({ event: "device.status", status: { kind: "barcode", state: "lost" } });
  });

  it("answers every method of the contract in its own shape", async () => {
    const { ask } = await opened();
    const params: Record<Exclude<DeviceMethod, "host.open">, unknown> = {
      "host.status": {}, "host.check": { kind: "printer" }, "barcode.feed": { text: "1" }, "scanner.capabilities": {},
      "scanner.scan": scan, "scanner.cancel": { jobId }, "printer.capabilities": {},
      "printer.print": { jobId, file: "/run/session/1.pdf", pages: 2, copies: 1, sides: "one-sided", colour: "grey" },
      "printer.cancel": { jobId },
    };
    for (const [method, asked] of Object.entries(params)) {
      const result = await ask(method, asked);
      expect(result?.ok, method).toBe(true);
      expect(deviceMethods[method as DeviceMethod].result.safeParse(result).success, method).toBe(true);
    }
  });

  it("passes scans, pages and progress on as events", async () => {
    const { ask, events, devices } = await opened();
    await ask("scanner.scan", scan);
    devices.barcode.scan({ kind: "rejected", code: "bill/iban" });
    expect(events.slice(3)).toEqual([
      { event: "scanner.progress", jobId, page: 1, fraction: 0.5 },
      { event: "scanner.page", page: { jobId, page: 1, file: "/run/session/1.jpg", widthPx: 1240, heightPx: 1754, dpi: 150 } },
      { event: "barcode.scan", scan: { kind: "rejected", code: "bill/iban" } },
    ]);
  });

  it.each([
    ["an unknown method", "host.shutdown", {}],
    ["a method of every object", "toString", {}],
    ["a method of the prototype", "__proto__", {}],
    ["a parameter too many", "host.status", { verbose: true }],
    ["a parameter that is missing", "host.check", {}],
    ["a folder that is no path", "scanner.scan", { ...scan, folder: "tmp" }],
    ["a text that is too long", "barcode.feed", { text: "1".repeat(1025) }],
  ])("refuses %s", async (_, method, params) => {
    const { ask } = await opened();
    expect(await ask(method, params)).toEqual({ ok: false, error: { code: "device-host/bad-request" } });
  });

  it("asks to be opened first, and once", async () => {
    const { ask } = bench();
    expect(await ask("scanner.capabilities", {})).toEqual({ ok: false, error: { code: "device-host/not-open" } });
    await ask("host.open", noDevices);
    expect(await ask("host.open", noDevices)).toEqual({ ok: false, error: { code: "device-host/already-open" } });
  });

  it("survives any message, and answers those that have a number", async () => {
    const { host, replies } = await opened();
    await fc.assert(fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true }), async (message) => {
      host.receive(message);
      await settle();
    }));
    host.receive({ id: 77, method: 5, extra: true });
    expect(replies.at(-1)).toEqual({ id: 77, result: { ok: false, error: { code: "device-host/bad-request" } } });
  });
});

describe("device host: adapters that misbehave", () => {
  it("a factory that throws takes nothing from the others", async () => {
    const { ask, events } = bench({ ...factoriesOf(createFakeDevices()), scanner: fault });
    expect(await ask("host.open", noDevices)).toEqual({ ok: true, value: null });
    expect(await ask("scanner.capabilities", {})).toEqual({ ok: false, error: { code: "device-host/adapter-fault" } });
    expect(await ask("printer.capabilities", {})).toMatchObject({ ok: true });
    expect(events).toContainEqual(expect.objectContaining({
      status: {
        kind: "scanner", state: "given-up", reality: "none", reasons: ["other"], model: null,
        error: { code: "device-host/adapter-fault" }, losses: 0,
      },
    }));
  });

  it("a method that throws, or rejects, is an error of that request", async () => {
    const { ask } = await opened(({ scanner }) => ({
      scanner: { ...scanner, scan: fault, capabilities: () => Promise.reject(new Error("bug")), status: fault },
    }));
    for (const [method, params] of [["scanner.scan", scan], ["scanner.capabilities", {}]] as const) {
      expect(await ask(method, params)).toEqual({ ok: false, error: { code: "device-host/adapter-fault" } });
    }
    expect(await ask("host.status", {})).toMatchObject({ ok: true, value: [{ state: "ready" }, { state: "given-up" }, { state: "ready" }] });
  });

  it("a method that hangs is answered for at its limit, and meanwhile the others work", async () => {
    const { ask, clock, replies } = await opened(({ scanner }) => ({ scanner: { ...scanner, capabilities: never } }));
    expect(await ask("scanner.capabilities", {})).toBeUndefined();
    expect(await ask("printer.capabilities", {})).toMatchObject({ ok: true });
    await clock.advance(methodLimitsMs["scanner.capabilities"]);
    expect(replies.at(-1)?.result).toEqual({ ok: false, error: { code: "device-host/timed-out" } });
  });

  it("an answer that breaks the contract goes no further", async () => {
    const { ask, events, devices } = await opened(({ printer }) => ({
      printer: { ...printer, capabilities: () => Promise.resolve(ok({ duplex: true, colour: true, serial: "X1" })) },
    }));
    expect(await ask("printer.capabilities", {})).toEqual({ ok: false, error: { code: "device-host/bad-reply" } });
    const before = events.length;
    devices.barcode.tell({ ...devices.barcode.status(), model: "x".repeat(500) });
    expect(events).toHaveLength(before);
  });

  it("closes all, waits for no adapter for ever, and says nothing afterwards", async () => {
    const { host, clock, ask, events, replies, devices } = await opened(({ scanner }) => ({ scanner: { ...scanner, close: never, capabilities: never } }));
    await ask("scanner.capabilities", {});
    const closing = host.close();
    await clock.advance(closeLimitMs);
    await closing;
    const [said, answered] = [events.length, replies.length];
    devices.barcode.tell({ ...devices.barcode.status(), state: "lost" });
    await clock.advance(methodLimitsMs["scanner.capabilities"]);
    expect([events.length, replies.length]).toEqual([said, answered]);
    expect(clock.pending()).toBe(0);
  });
});

describe("device host: the process", () => {
  const started: ChildProcess[] = [];
  const start = (entry: string) => {
    const child = fork(fileURLToPath(new URL(entry, import.meta.url)), { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
    started.push(child);
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => { said += text; });
    const messages: unknown[] = [];
    let arrived = (): void => undefined;
    child.on("message", (message) => {
      messages.push(message);
      arrived();
    });
    const until = async <T>(find: (message: unknown) => T | undefined): Promise<T> => {
      for (;;) {
        const found = messages.map(find).find((value) => value !== undefined);
        if (found !== undefined) return found;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the host has ended: ${said}`);
        await new Promise<void>((resolve) => { arrived = resolve; });
      }
    };
    let id = 0;
    const ask = (method: DeviceMethod, params: unknown) => {
      id += 1;
      const asked = id;
      child.send({ id, method, params });
      return until((message) => {
        const reply = deviceHostReplySchema.safeParse(message);
        return reply.success && reply.data.id === asked ? reply.data.result : undefined;
      });
    };
    const event = <E extends DeviceEvent["event"]>(name: E, fits: (event: Extract<DeviceEvent, { event: E }>) => boolean) =>
      until((message) => {
        const read = deviceEventSchema.safeParse(message);
        const found = read.success && read.data.event === name ? (read.data as Extract<DeviceEvent, { event: E }>) : undefined;
        return found !== undefined && fits(found) ? found : undefined;
      });
    const ended = once(child, "exit").then(([code]) => {
      arrived();
      return code as number | null;
    });
    return { child, ask, event, ended, said: () => said };
  };
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  it.each(["throw", "reject"])("a driver that dies out of band (%s) ends it with its code, and its words say nothing", async (way) => {
    const host = start("./faulty-host-fixture.ts");
    expect(await host.ask("host.open", noDevices)).toEqual(ok(null));
    host.child.send({ id: 9, method: "barcode.feed", params: { text: way } });
    expect(await host.ended).toBe(deviceHostExit.fault);
    expect(host.said()).toMatch(/^device host: fault (?:Range|Type)Error\n$/);
  });

  it.each(["disconnect", "SIGTERM"])("ends by itself on %s", async (way) => {
    const host = start("./faulty-host-fixture.ts");
    expect(await host.ask("host.open", noDevices)).toEqual(ok(null));
    if (way === "disconnect") host.child.disconnect();
    else host.child.kill("SIGTERM");
    expect(await host.ended).toBe(deviceHostExit.done);
  });

  it("reads a bill from a serial line, sees it unplugged and replugged", async () => {
    const folder = await mkdtemp(join(tmpdir(), "host-"));
    const path = join(folder, "barcode");
    const rig = await startSerialReaderRig(path);
    const host = start("./device-host.ts");
    const status = (state: string) => host.event("device.status", (event) => event.status.kind === "barcode" && event.status.state === state);
    try {
      expect(await host.ask("host.open", { ...noDevices, barcode: { transport: "serial", path, rig: true } })).toEqual({ ok: true, value: null });
      await status("ready");
      await rig.send("]C0479440520200360820048831500000000868516259619897100612");
      const scanned = await host.event("barcode.scan", () => true);
      expect(scanned.scan).toMatchObject({ kind: "bill", bill: { iban: "FI7944052020036082", amountCents: 488_315 } });
      await rig.unplug();
      await status("absent");
      await rig.replug();
      await rig.send("not a bill");
      expect(await host.ask("host.check", { kind: "barcode" })).toMatchObject({ ok: true, value: [{ outcome: "ok" }, { outcome: "ok" }, { outcome: "ok" }] });
      await rig.send("47944052020036082");
      await host.event("barcode.scan", ({ scan: found }) => found.kind === "rejected" && found.code === "bill/length");
    } finally {
      host.child.disconnect();
      await host.ended;
      await rig.close();
      await rm(folder, { recursive: true });
    }
  });
});
