import { describe, expect, it } from "vitest";
import type { CodedError } from "../contract/result.ts";
import { deviceStatusSchema } from "../contract/devices.ts";
import type { DeviceStatus } from "../contract/devices.ts";
import { createManualClock, settle } from "./manual-clock.ts";
import { backOffMs, failureCap, supervisorDelays } from "./supervisor-machine.ts";
import { probingDriver } from "./supervisor-probe.ts";
import { createSupervisor } from "./supervisor.ts";
import type { DeviceDriver, DeviceLink, LinkEvents, OpenOutcome, ProbeOutcome } from "./supervisor.ts";

const unplugged: CodedError = { code: "barcode/unplugged" };

/** A device whose presence the test decides, and which counts what the supervisor does to it. */
class BenchDevice implements DeviceDriver<DeviceLink> {
  answer: "there" | "absent" | "failed" | "hangs" | "throws" = "there";
  closing: "closes" | "hangs" | "throws" = "closes";
  opens = 0;
  openLinks = 0;
  busy: boolean[] = [];
  events: LinkEvents | null = null;
  #late: ((outcome: OpenOutcome<DeviceLink>) => void) | null = null;

  async open(events: LinkEvents): Promise<OpenOutcome<DeviceLink>> {
    this.opens += 1;
    switch (this.answer) {
      case "absent": return { kind: "absent" };
      case "failed": return { kind: "failed", error: { code: "barcode/refused" }, reason: "access-denied" };
      case "throws": throw new Error("bug in a driver");
      case "hangs": return new Promise((resolve) => { this.#late = resolve; });
      case "there": return this.#opened(events);
    }
  }

  answerLate(): void {
    this.#late?.(this.#opened(this.events));
  }

  unplug(): void {
    this.answer = "absent";
    this.events?.lost(unplugged);
  }

  #opened(events: LinkEvents | null): OpenOutcome<DeviceLink> {
    this.openLinks += 1;
    this.events = events;
    return {
      kind: "open",
      link: {
        model: "Bench 1",
        reasons: [],
        setBusy: (busy) => this.busy.push(busy),
        close: async () => {
          this.openLinks -= 1;
          if (this.closing === "hangs") await new Promise(() => undefined);
          if (this.closing === "throws") throw new Error("bug in a driver");
        },
      },
    };
  }
}

const onBench = async (answer: BenchDevice["answer"] = "there") => {
  const clock = createManualClock();
  const device = new BenchDevice();
  device.answer = answer;
  const supervisor = createSupervisor({ kind: "barcode", reality: "rig", driver: device, clock });
  const seen: DeviceStatus["state"][] = [];
  supervisor.onStatus((status) => {
    expect(deviceStatusSchema.safeParse(status).success).toBe(true);
    if (seen.at(-1) !== status.state) seen.push(status.state);
  });
  await settle();
  const state = () => supervisor.status().state;
  return { clock, device, supervisor, seen, state };
};

/** Brings a supervisor into each of its states. */
const waysTo: Record<DeviceStatus["state"], () => ReturnType<typeof onBench>> = {
  ready: () => onBench(),
  absent: () => onBench("absent"),
  connecting: () => onBench("hangs"),
  "backing-off": () => onBench("failed"),
  busy: async () => {
    const bench = await onBench();
    void bench.supervisor.run((_, signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())), 1e6);
    await settle();
    return bench;
  },
  lost: async () => {
    const bench = await onBench();
    bench.device.closing = "hangs";
    bench.device.unplug();
    await settle();
    return bench;
  },
  "given-up": async () => {
    const bench = await onBench("failed");
    for (let failures = 1; failures < failureCap; failures += 1) await bench.clock.advance(backOffMs(failures));
    return bench;
  },
};
const states = Object.keys(waysTo) as DeviceStatus["state"][];

describe("supervisor: losing and finding a device", () => {
  it.each(states)("%s: unplugged now, plugged in later, it is used again without a restart", async (state) => {
    const bench = await waysTo[state]();
    expect(bench.state()).toBe(state);
    bench.device.unplug();
    bench.device.closing = "closes";
    await bench.clock.advance(3 * supervisorDelays.backOffMost);
    expect(bench.state()).toBe("absent");
    bench.device.answer = "there";
    await bench.clock.advance(supervisorDelays.absentPoll);
    expect(bench.state()).toBe("ready");
    bench.device.answerLate();
    await bench.supervisor.close();
    expect(bench.device.openLinks).toBe(0);
    expect(bench.clock.pending()).toBe(0);
  });

  it.each(states)("%s: it closes, leaves no open link and no timer", async (state) => {
    const bench = await waysTo[state]();
    const closed = bench.supervisor.close();
    await bench.clock.advance(supervisorDelays.closeLimit);
    bench.device.answerLate();
    await bench.clock.advance(supervisorDelays.abortGrace);
    await closed;
    expect(bench.device.openLinks).toBe(0);
    expect(bench.clock.pending()).toBe(0);
  });

  it("an absent device is looked for at a steady pace and never counts as failing", async () => {
    const { clock, device, state, seen, supervisor } = await onBench("absent");
    await clock.advance(100 * supervisorDelays.absentPoll);
    expect(device.opens).toBe(101);
    expect(state()).toBe("absent");
    expect(seen).toEqual(["absent"]);
    expect(supervisor.status().error).toBeNull();
  });

  it("waits longer after each failure, then gives up, and still asks once a minute", async () => {
    const { clock, device, state, supervisor } = await onBench("failed");
    const waits = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000];
    for (const [index, wait] of waits.entries()) {
      expect(state()).toBe("backing-off");
      await clock.advance(wait - 1);
      expect(device.opens).toBe(index + 1);
      await clock.advance(1);
      expect(device.opens).toBe(index + 2);
    }
    expect(state()).toBe("given-up");
    expect(supervisor.status()).toMatchObject({ error: { code: "barcode/refused" }, reasons: ["access-denied"] });
    await clock.advance(10 * 60_000);
    expect(device.opens).toBe(failureCap + 10);
    device.answer = "there";
    await clock.advance(60_000);
    expect(state()).toBe("ready");
    expect(supervisor.status()).toMatchObject({ error: null, reasons: [], model: "Bench 1" });
  });

  it("the cap bites in a crash loop: opening well and dying at once is no success", async () => {
    const { clock, device, state, supervisor } = await onBench();
    for (let loss = 1; loss <= failureCap; loss += 1) {
      expect(state()).toBe("ready");
      device.events?.lost(unplugged);
      await settle();
      if (loss < failureCap) await clock.advance(backOffMs(loss));
    }
    expect(state()).toBe("given-up");
    expect(supervisor.status().losses).toBe(failureCap);
    expect(device.opens).toBe(failureCap);
  });

  it("forgives earlier failures after a stable spell only", async () => {
    const { clock, device, state } = await onBench();
    for (let loss = 0; loss < 3 * failureCap; loss += 1) {
      await clock.advance(supervisorDelays.stable);
      device.events?.lost(unplugged);
      await settle();
      expect(state()).toBe("backing-off");
      await clock.advance(supervisorDelays.backOffFirst);
      expect(state()).toBe("ready");
    }
  });

  it("a person's retry is tried at once and starts the count anew", async () => {
    const bench = await waysTo["given-up"]();
    const opens = bench.device.opens;
    bench.supervisor.retry();
    await settle();
    expect(bench.device.opens).toBe(opens + 1);
    expect(bench.state()).toBe("backing-off");
  });
});

describe("supervisor: drivers that misbehave", () => {
  it("a driver that throws has failed, and is tried again", async () => {
    const { clock, device, state, supervisor } = await onBench("throws");
    expect(supervisor.status()).toMatchObject({ state: "backing-off", error: { code: "device/driver-fault" } });
    device.answer = "there";
    await clock.advance(supervisorDelays.backOffFirst);
    expect(state()).toBe("ready");
  });

  it("an open that hangs is given up in time; the link that comes too late is closed", async () => {
    const { clock, device, supervisor } = await onBench("hangs");
    await clock.advance(supervisorDelays.openLimit);
    expect(supervisor.status()).toMatchObject({ state: "backing-off", error: { code: "device/timed-out" }, reasons: ["not-answering"] });
    device.answerLate();
    await settle();
    expect(device.openLinks).toBe(0);
    expect(supervisor.link()).toBeNull();
  });

  it.each(["hangs", "throws"] as const)("a close that %s does not stop the search", async (closing) => {
    const { clock, device, state } = await onBench();
    device.closing = closing;
    device.events?.lost(unplugged);
    await clock.advance(supervisorDelays.closeLimit + supervisorDelays.backOffFirst);
    expect(state()).toBe("ready");
  });

  it("a loss that is told before the opening has settled is not forgotten", async () => {
    const clock = createManualClock();
    const device = new BenchDevice();
    const supervisor = createSupervisor({
      kind: "barcode", reality: "rig", clock,
      driver: {
        open: async (events) => {
          const outcome = await device.open(events);
          if (device.opens === 1) events.lost(unplugged);
          return outcome;
        },
      },
    });
    await settle();
    expect(supervisor.status()).toMatchObject({ state: "backing-off", losses: 1, error: unplugged });
    expect(device.openLinks).toBe(0);
  });

  it("what an older link says is dropped", async () => {
    const { clock, device, state, supervisor } = await onBench();
    const old = device.events;
    old?.lost(unplugged);
    await clock.advance(supervisorDelays.backOffFirst);
    old?.lost(unplugged);
    old?.reasons(["paused"]);
    await settle();
    expect(state()).toBe("ready");
    expect(supervisor.status()).toMatchObject({ losses: 1, reasons: [] });
  });
});

describe("supervisor: work", () => {
  it("lends the device to one work at a time and tells the link", async () => {
    const { device, supervisor, state, seen } = await onBench();
    let finish: (value: string) => void = () => undefined;
    const first = supervisor.run(() => new Promise<string>((resolve) => { finish = resolve; }), 1_000);
    await settle();
    expect(state()).toBe("busy");
    expect(await supervisor.run(() => Promise.resolve("second"), 1_000)).toEqual({ ok: false, error: { code: "device/busy" } });
    finish("first");
    expect(await first).toEqual({ ok: true, value: "first" });
    expect(state()).toBe("ready");
    expect(seen).toEqual(["ready", "busy", "ready"]);
    expect(device.busy).toEqual([true, false]);
  });

  it.each(["absent", "connecting", "backing-off", "given-up", "lost"] as const)("refuses work when %s", async (state) => {
    const { supervisor } = await waysTo[state]();
    expect(await supervisor.run(() => Promise.resolve(1), 1_000)).toEqual({ ok: false, error: { code: "device/not-ready" } });
  });

  it("aborts the work of a lost device", async () => {
    const { device, supervisor, state } = await onBench();
    const work = supervisor.run((_, signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())), 1e6);
    await settle();
    device.unplug();
    expect(await work).toEqual({ ok: false, error: { code: "device/lost" } });
    expect(state()).toBe("backing-off");
  });

  it("ends work at its limit and keeps the link if the work heeds the signal", async () => {
    const { clock, supervisor, state } = await onBench();
    const work = supervisor.run((_, signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())), 5_000);
    await clock.advance(5_000);
    expect(await work).toEqual({ ok: false, error: { code: "device/timed-out" } });
    expect(state()).toBe("ready");
  });

  it("drops the link under work that heeds nothing", async () => {
    const { clock, device, supervisor, state } = await onBench();
    const work = supervisor.run(() => new Promise<void>(() => undefined), 5_000);
    await clock.advance(5_000 + supervisorDelays.abortGrace);
    expect(await work).toEqual({ ok: false, error: { code: "device/timed-out" } });
    expect(device.openLinks).toBe(0);
    await clock.advance(supervisorDelays.backOffFirst);
    expect(state()).toBe("ready");
  });

  it("passes a throw on, and lends the device again", async () => {
    const { supervisor, state } = await onBench();
    await expect(supervisor.run(() => Promise.reject(new Error("bug in work")), 1_000)).rejects.toThrow("bug in work");
    expect(state()).toBe("ready");
    expect(await supervisor.run(() => Promise.resolve(2), 1_000)).toEqual({ ok: true, value: 2 });
  });

  it("takes a loss that the work itself reports", async () => {
    const { supervisor } = await onBench();
    const work = await supervisor.run(() => Promise.resolve(supervisor.reportLost({ code: "scanner/io" })), 1_000);
    expect(work).toEqual({ ok: false, error: { code: "device/lost" } });
    expect(supervisor.status()).toMatchObject({ losses: 1, error: { code: "scanner/io" } });
  });
});

describe("supervisor: a device that is probed", () => {
  const probed = async (whileBusy: "probe" | "pause") => {
    const clock = createManualClock();
    const answer: { now: ProbeOutcome; asked: number } = { now: { kind: "there", model: "Probe 1", reasons: [] }, asked: 0 };
    const driver = probingDriver({
      probe: () => {
        answer.asked += 1;
        return Promise.resolve(answer.now);
      },
      clock, everyMs: 5_000, missesUntilLost: 2, whileBusy,
    });
    const supervisor = createSupervisor({ kind: "scanner", reality: "real", driver, clock });
    await settle();
    return { clock, answer, supervisor };
  };

  it("tells reasons as they change, and is lost only after as many misses as agreed", async () => {
    const { clock, answer, supervisor } = await probed("probe");
    expect(supervisor.status()).toMatchObject({ state: "ready", model: "Probe 1", reasons: [] });
    answer.now = { kind: "there", model: "Probe 1", reasons: ["media-empty"] };
    await clock.advance(5_000);
    expect(supervisor.status().reasons).toEqual(["media-empty"]);
    answer.now = { kind: "absent" };
    await clock.advance(5_000);
    expect(supervisor.status().state).toBe("ready");
    await clock.advance(5_000);
    expect(supervisor.status()).toMatchObject({ state: "backing-off", losses: 1, error: { code: "device/absent" } });
    await clock.advance(1_000);
    expect(supervisor.status().state).toBe("absent");
    answer.now = { kind: "there", model: "Probe 1", reasons: [] };
    await clock.advance(1_000);
    expect(supervisor.status()).toMatchObject({ state: "ready", error: null });
    await supervisor.close();
    expect(clock.pending()).toBe(0);
  });

  it.each([["probe", true], ["pause", false]] as const)("while busy: %s", async (whileBusy, asks) => {
    const { clock, answer, supervisor } = await probed(whileBusy);
    const work = supervisor.run((_, signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())), 20_000);
    await settle();
    const before = answer.asked;
    await clock.advance(19_000);
    expect(answer.asked > before).toBe(asks);
    await clock.advance(1_000);
    expect(await work).toEqual({ ok: false, error: { code: "device/timed-out" } });
    const after = answer.asked;
    await clock.advance(5_000);
    expect(answer.asked).toBeGreaterThan(after);
  });
});
