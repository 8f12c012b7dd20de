import { createActor, waitFor } from "xstate";
import type { SnapshotFrom } from "xstate";
import type { DeviceKind, DeviceStatus } from "../contract/devices.ts";
import { err, ok } from "../contract/result.ts";
import type { CodedError, Result } from "../contract/result.ts";
import type { Unsubscribe } from "./adapter.ts";
import { xstateClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { DeviceDriver, DeviceLink, DeviceReality, LinkEvents, OpenOutcome } from "./device-driver.ts";
import { createSupervisorMachine, supervisorDelays } from "./supervisor-machine.ts";

/** What a driver has to offer; here too, so that a kind needs one import for its supervisor. */
export type {
  DeviceDriver, DeviceLink, DeviceReality, DeviceReason, LinkEvents, OpenOutcome, ProbeOptions, ProbeOutcome,
} from "./device-driver.ts";

type Snapshot = SnapshotFrom<ReturnType<typeof createSupervisorMachine>>;

export type WorkErrorCode =
  /** Not in state ready: absent, connecting, lost, backing off or given up. */
  | "device/not-ready"
  /** Another work holds the device. */
  | "device/busy"
  /** The device was lost, or the supervisor closed, in mid-work. */
  | "device/lost"
  | "device/timed-out";

/** Layer four, the same for every kind: keeps one device connected, tells its state, and lends it out for one work at a time. */
export interface Supervisor<L extends DeviceLink> {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /** The open link in states ready and busy, else null. For reading only; jobs go through {@link run}. */
  link(): L | null;
  /**
   * Lends the device to `work`; the state is busy until it settles. `signal` aborts when the device is lost, `limitMs` has
   * passed or the supervisor closes; a work that ignores this for {@link supervisorDelays.abortGrace} costs the link.
   */
  run<T>(work: (link: L, signal: AbortSignal) => Promise<T>, limitMs: number): Promise<Result<T, CodedError<WorkErrorCode>>>;
  /** Work has found out that the device is gone (a CLI or HTTP device has nobody else to tell). */
  reportLost(error: CodedError): void;
  /** A person has mended something: try now, whatever the wait; failures are forgotten. */
  retry(): void;
  close(): Promise<void>;
}

export interface SupervisorOptions<L extends DeviceLink> {
  readonly kind: DeviceKind;
  readonly reality: DeviceReality;
  readonly driver: DeviceDriver<L>;
  readonly clock: Clock;
  /** Pause between two looks for an absent device, ms; default {@link supervisorDelays.absentPoll}. Longer where a look costs much. */
  readonly absentPollMs?: number;
  /** How long one `open` may take, ms; default {@link supervisorDelays.openLimit}. */
  readonly openLimitMs?: number;
}

const stateWord = (snapshot: Snapshot): DeviceStatus["state"] => {
  if (snapshot.matches({ connected: "busy" })) return "busy";
  if (snapshot.matches("connected")) return "ready";
  if (snapshot.matches("looking")) return snapshot.context.lookingAs;
  if (snapshot.matches("absent")) return "absent";
  if (snapshot.matches("givenUp")) return "given-up";
  if (snapshot.matches("backingOff") || snapshot.matches("failed")) return "backing-off";
  return "lost";
};

/** Opens through the driver; a link that comes too late is closed, a driver that throws has failed. */
async function openSafely<L extends DeviceLink>(
  driver: DeviceDriver<L>, events: LinkEvents, signal: AbortSignal,
): Promise<OpenOutcome<L>> {
  const outcome = await driver.open(events, signal);
  if (signal.aborted && outcome.kind === "open") await outcome.link.close();
  return outcome;
}

/** Resolves with true when `promise` settles first, false when `ms` have passed. */
async function settlesWithin(promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  let timer: ReturnType<Clock["setTimeout"]> | undefined;
  const limit = new Promise<boolean>((resolve) => { timer = clock.setTimeout(() => resolve(false), ms); });
  const settled = promise.then(() => true, () => true);
  const inTime = await Promise.race([settled, limit]);
  clock.clearTimeout(timer);
  return inTime;
}

/** Starts looking for the device at once. */
export function createSupervisor<L extends DeviceLink>(options: SupervisorOptions<L>): Supervisor<L> {
  const { clock, driver, kind, reality } = options;
  const opening = new Set<Promise<unknown>>();
  const machine = createSupervisorMachine({
    open: (events, signal) => {
      const attempt = openSafely(driver, events, signal);
      const watched = attempt.catch(() => undefined).finally(() => opening.delete(watched));
      opening.add(watched);
      return attempt;
    },
    absentPollMs: options.absentPollMs ?? supervisorDelays.absentPoll,
    openLimitMs: options.openLimitMs ?? supervisorDelays.openLimit,
  });
  const actor = createActor(machine, { clock: xstateClock(clock) });
  const listeners = new Set<(status: DeviceStatus) => void>();
  /** Aborts the work that holds the device. */
  let working: AbortController | null = null;

  const statusOf = (snapshot: Snapshot): DeviceStatus => ({
    kind,
    reality,
    state: stateWord(snapshot),
    reasons: [...snapshot.context.reasons].slice(0, 16),
    model: snapshot.context.link?.model?.slice(0, 120) ?? null,
    error: snapshot.context.error,
    losses: snapshot.context.losses,
  });

  let last = JSON.stringify(statusOf(actor.getSnapshot()));
  actor.subscribe((snapshot) => {
    if (!snapshot.matches({ connected: "busy" })) working?.abort();
    const status = statusOf(snapshot);
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    for (const listener of [...listeners]) listener(status);
  });
  actor.start();

  const run = async <T>(work: (link: L, signal: AbortSignal) => Promise<T>, limitMs: number): Promise<Result<T, CodedError<WorkErrorCode>>> => {
    const snapshot = actor.getSnapshot();
    if (snapshot.matches({ connected: "busy" })) return err("device/busy");
    const link = snapshot.context.link as L | null;
    if (!snapshot.matches({ connected: "ready" }) || link === null) return err("device/not-ready");

    const controller = new AbortController();
    const aborted = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve(), { once: true }));
    working = controller;
    actor.send({ type: "work.begin" });
    const job = Promise.resolve().then(() => work(link, controller.signal));
    job.catch(() => undefined);
    const inTime = await settlesWithin(Promise.race([job.catch(() => undefined), aborted]), limitMs, clock);
    const lost = controller.signal.aborted;
    working = null;
    if (inTime && !lost) {
      actor.send({ type: "work.end" });
      return ok(await job);
    }
    controller.abort();
    const ended = await settlesWithin(job, supervisorDelays.abortGrace, clock);
    if (lost) return err("device/lost");
    if (ended) actor.send({ type: "work.end" });
    else actor.send({ type: "link.lost", epoch: snapshot.context.epoch, error: { code: "device/timed-out" } });
    return err("device/timed-out");
  };

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    const done = waitFor(actor, (snapshot) => snapshot.status === "done", { timeout: Infinity });
    actor.send({ type: "shut" });
    await done;
    await settlesWithin(Promise.all(opening), supervisorDelays.closeLimit, clock);
    listeners.clear();
  };

  return {
    status: () => statusOf(actor.getSnapshot()),
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    link: () => (actor.getSnapshot().matches("connected") ? (actor.getSnapshot().context.link as L | null) : null),
    run,
    reportLost: (error) => actor.send({ type: "link.lost", epoch: "current", error }),
    retry: () => actor.send({ type: "retry" }),
    close: () => (closing ??= close()),
  };
}
