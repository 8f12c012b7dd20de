import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import type { Clock, ClockTimer } from "../clock.ts";
import { createManualClock } from "../manual-clock.ts";
import type { ManualClock } from "../manual-clock.ts";
import { HidPosRig, reportsOf } from "../rigs/hid-pos-rig.ts";
import { startSerialReaderRig } from "../rigs/serial-reader-rig.ts";
import { FakeSerialPorts } from "../transports/fake-serial-ports.ts";
import { createSerialPorts, presenceMs } from "../transports/serial-ports.ts";
import type { SerialPorts } from "../transports/serial-ports.ts";
import { createHidPosReader } from "./hid-pos-reader.ts";
import { describeReader } from "./reader-contract.ts";
import type { ReaderBench } from "./reader-contract.ts";
import { createSerialReader } from "./serial-reader.ts";

/** Time passes in steps smaller than any delay that the contract looks at. */
const untilOn = (clock: ManualClock) => async (done: () => boolean): Promise<void> => {
  for (let step = 0; step < 3_000 && !done(); step += 1) await clock.advance(100);
  if (!done()) throw new Error("did not happen within 300 s");
};

/** The two ways in which a reader cannot be had, put into effect by `apply` at each change. */
const presence = (apply: (state: "there" | "refused" | "gone") => Promise<void>) => {
  let plugged = true;
  let refused = false;
  const change = () => apply(!plugged ? "gone" : refused ? "refused" : "there");
  return {
    unplug: () => {
      plugged = false;
      return change();
    },
    replug: () => {
      plugged = true;
      return change();
    },
    refuse: (now: boolean) => {
      refused = now;
      return change();
    },
  };
};

const inMemory = (): Promise<ReaderBench> => {
  const clock = createManualClock();
  const ports = new FakeSerialPorts();
  const reader = createSerialReader({ path: "/dev/fake", baudRate: 9600 }, { clock, reality: "rig", serial: ports });
  return Promise.resolve({
    reader,
    until: untilOn(clock),
    silence: () => clock.advance(1_000),
    scan: (code) => Promise.resolve(ports.send(`]C0${code}\r\n`)),
    scanHalf: (code) => Promise.resolve(ports.send(code.slice(0, 20))),
    flood: () => Promise.resolve(ports.send("x".repeat(5_000))),
    ...presence((state) => {
      if (state === "there") ports.refusal = null;
      else ports.drop(state === "gone" ? "serial/absent" : "serial/access-denied");
      return Promise.resolve();
    }),
    close: () => reader.close(),
  });
};

const hidPos = (notices: "read fails" | "list only") => (): Promise<ReaderBench> => {
  const clock = createManualClock();
  const rig = new HidPosRig();
  const reader = createHidPosReader({ vendorId: rig.device.vendorId }, { clock, reality: "rig", hid: rig });
  return Promise.resolve({
    reader,
    until: untilOn(clock),
    silence: () => clock.advance(1_000),
    scan: (code) => Promise.resolve(rig.scan(code)),
    scanHalf: (code) => {
      const [first] = reportsOf(Buffer.from(code.repeat(2)), "]C0");
      return Promise.resolve(rig.report(first ?? new Uint8Array()));
    },
    flood: () => Promise.resolve(rig.scan("x".repeat(5_000))),
    ...presence((state) => {
      rig.plugged = state !== "gone";
      rig.refused = state === "refused";
      if (state !== "there" && (notices === "read fails" || state === "refused")) rig.fail();
      return Promise.resolve();
    }),
    close: () => reader.close(),
  });
};

/** The system's clock for what the reader's electronics do, a manual one for the supervisor's waits, which are all longer. */
const mixedClock = () => {
  const manual = createManualClock();
  const real = new Set<ClockTimer>();
  let idle: (() => void) | null = null;
  const drop = (timer: ClockTimer): void => {
    real.delete(timer);
    if (real.size === 0) idle?.();
  };
  const clock: Clock = {
    now: () => manual.now(),
    today: () => manual.today(),
    setTimeout: (callback, ms) => {
      if (ms >= 1_000) return manual.setTimeout(callback, ms);
      const timer: ClockTimer = systemClock.setTimeout(() => {
        callback();
        drop(timer);
      }, ms);
      if (ms < presenceMs) real.add(timer);
      return timer;
    },
    clearTimeout: (timer) => {
      manual.clearTimeout(timer);
      if (timer === undefined || typeof timer === "number") return;
      systemClock.clearTimeout(timer);
      drop(timer);
    },
  };
  const noneRunning = (): Promise<void> => (real.size === 0 ? Promise.resolve() : new Promise((resolve) => { idle = resolve; }));
  return { clock, manual, noneRunning };
};

const waiting: ReadonlySet<string> = new Set(["absent", "backing-off", "given-up"]);

/** The real thing: the serialport package on a pseudo-terminal. */
const pty = async (): Promise<ReaderBench> => {
  const folder = await mkdtemp(join(tmpdir(), "reader-"));
  const path = join(folder, "barcode");
  const rig = await startSerialReaderRig(path);
  const { clock, manual, noneRunning } = mixedClock();
  const real = createSerialPorts(clock);
  let opening: Promise<unknown> | null = null;
  const serial: SerialPorts = {
    listen: (...args) => {
      const attempt = real.listen(...args);
      opening = attempt.then(() => { opening = null; });
      return attempt;
    },
  };
  const reader = createSerialReader({ path, baudRate: 9600 }, { clock, reality: "rig", serial });
  let happened = (): void => undefined;
  reader.onStatus(() => happened());
  reader.onCode(() => happened());
  return {
    reader,
    until: async (done) => {
      while (!done()) {
        const next = new Promise<void>((resolve) => { happened = resolve; });
        if (opening !== null) await opening;
        else if (waiting.has(reader.status().state)) await manual.advance(100);
        else await next;
      }
    },
    silence: noneRunning,
    scan: (code) => rig.send(code),
    scanHalf: (code) => rig.send(code.slice(0, 20), { suffix: "" }),
    flood: () => rig.send("x".repeat(2_000), { suffix: "" }),
    ...presence(async (state) => {
      await rig.unplug();
      await rm(path, { force: true });
      if (state === "refused") await writeFile(path, "a file where the port should be");
      if (state === "there") await rig.replug();
    }),
    close: async () => {
      await reader.close();
      await rig.close();
      await rm(folder, { recursive: true });
    },
  };
};

describeReader("in memory", inMemory);
describeReader("HID POS, the read fails when it is pulled out", hidPos("read fails"));
describeReader("HID POS, it only leaves the list when it is pulled out", hidPos("list only"));
describeReader("serial port on a pseudo-terminal", pty);
