import {
  deviceEventSchema, deviceHostReplySchema, deviceMethods, type DeviceEvent, type DeviceMethod, type DeviceParams, type DeviceResult, type DeviceSettings, type DeviceStatus,
} from "../../contract/devices.ts";
import { err, type CodedError } from "../../contract/result.ts";
import type { ClockTimer, SessionClock } from "../clock.ts";
import type { HostLink, StartHost } from "./host-link.ts";
import { statusesWithoutHost } from "./statuses.ts";

/** Every delay of the link to the device host, ms, with its reason. */
export const hostDelays = {
  /** Longest for a question that no person and no paper has a part in. */
  reply: 10_000,
  /** The host answers `host.open` when it has begun to look for its devices; loading its native modules takes most of it. */
  open: 15_000,
  /** Longest job: a feeder of 200 sheets at 300 dpi, or a printer that waits for paper. The host has its own, shorter watchdogs. */
  job: 3_600_000,
  /** A check asks each device anew; a network scanner takes its time. */
  check: 30_000,
  /** A host that hangs is found within two of these; asking costs it nothing. */
  heartbeat: 5_000,
  /** First wait before a new start; it doubles. A host that died of one bad frame is back before anybody looks up. */
  backOffFirst: 250,
  backOffMost: 8_000,
  /** Only a host that has lived this long is sound. Were failures forgiven at each start, the cap would never bite. */
  stable: 60_000,
} as const;

/** Starts without a stable spell between them until the devices are given up for this visit. */
export const restartCap = 6;

const limits: Partial<Record<DeviceMethod, number>> = {
  "host.open": hostDelays.open,
  "host.check": hostDelays.check,
  "scanner.scan": hostDelays.job,
  "printer.print": hostDelays.job,
};

export interface DeviceHostDeps {
  readonly start: StartHost;
  readonly clock: SessionClock;
  readonly settings: DeviceSettings;
  onEvent(event: DeviceEvent): void;
  onRestart(times: number): void;
}

export interface DeviceHostClient {
  /** Errors of the host itself: `device-host/gone`, `device-host/timed-out`, `device-host/bad-reply`, `device-host/given-up`. */
  request<M extends DeviceMethod>(method: M, params: DeviceParams<M>): Promise<DeviceResult<M>>;
  /** No restart from here on; the process itself is ended with the other children. */
  close(): void;
}

interface Waiting {
  readonly method: DeviceMethod;
  readonly settle: (result: unknown) => void;
  readonly timer: ClockTimer;
}

/** Keeps one device host running, asks it and hears it. A host that dies or hangs costs its jobs an error and nothing else. */
export function createDeviceHostClient(deps: DeviceHostDeps): DeviceHostClient {
  const { clock } = deps;
  const waiting = new Map<number, Waiting>();
  const timers = new Set<ClockTimer>();
  let link: HostLink | null = null;
  let run = 0;
  let nextId = 1;
  let failures = 0;
  let restarts = 0;
  let startedAt = 0;
  let state: "running" | "waiting" | "given-up" | "closed" = "waiting";

  const later = (callback: () => void, ms: number): ClockTimer => {
    const timer = clock.setTimeout(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
    return timer;
  };
  const cancel = (timer: ClockTimer): void => {
    timers.delete(timer);
    clock.clearTimeout(timer);
  };
  const failAll = (code: string): void => {
    for (const [id, each] of [...waiting]) {
      waiting.delete(id);
      cancel(each.timer);
      each.settle(err(code));
    }
  };
  const tellAll = (deviceState: DeviceStatus["state"], error: CodedError): void => {
    for (const status of statusesWithoutHost(deps.settings, deviceState, error)) deps.onEvent({ event: "device.status", status });
  };

  const ended = (of: number): void => {
    if (of !== run || state !== "running") return;
    link = null;
    failures = clock.now() - startedAt >= hostDelays.stable ? 1 : failures + 1;
    failAll("device-host/gone");
    if (failures >= restartCap) {
      state = "given-up";
      tellAll("given-up", { code: "device-host/given-up" });
      return;
    }
    state = "waiting";
    tellAll("lost", { code: "device-host/gone" });
    later(start, Math.min(hostDelays.backOffMost, hostDelays.backOffFirst * 2 ** (failures - 1)));
  };

  const heard = (of: number, message: unknown): void => {
    if (of !== run || state !== "running") return;
    const reply = deviceHostReplySchema.safeParse(message);
    if (reply.success) {
      const asked = waiting.get(reply.data.id);
      if (asked === undefined) return;
      waiting.delete(reply.data.id);
      cancel(asked.timer);
      asked.settle(reply.data.result);
      return;
    }
    const event = deviceEventSchema.safeParse(message);
    /** Neither: a host that speaks another language is not to be trusted with the rest. */
    if (event.success) deps.onEvent(event.data);
    else link?.kill();
  };

  const beat = (of: number): void => {
    if (of !== run || state !== "running") return;
    void request("host.status", {}).then((result) => {
      if (of !== run || state !== "running") return;
      if (!result.ok) link?.kill();
      else later(() => beat(of), hostDelays.heartbeat);
    });
  };

  function start(): void {
    if (state === "closed") return;
    run += 1;
    const mine = run;
    startedAt = clock.now();
    state = "running";
    if (mine > 1) {
      restarts += 1;
      deps.onRestart(restarts);
    }
    link = deps.start({ message: (message) => heard(mine, message), exit: () => ended(mine) });
    void request("host.open", deps.settings).then((result) => {
      if (mine !== run || state !== "running") return;
      if (result.ok) beat(mine);
      else link?.kill();
    });
  }

  function request<M extends DeviceMethod>(method: M, params: DeviceParams<M>): Promise<DeviceResult<M>> {
    const schema = deviceMethods[method].result;
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const result = schema.safeParse(raw);
        resolve((result.success ? result.data : err("device-host/bad-reply", { method })) as DeviceResult<M>);
      };
      if (state !== "running" || link === null) {
        settle(err(state === "given-up" ? "device-host/given-up" : "device-host/gone"));
        return;
      }
      const id = nextId;
      nextId += 1;
      const timer = later(() => {
        waiting.delete(id);
        settle(err("device-host/timed-out", { method }));
      }, limits[method] ?? hostDelays.reply);
      waiting.set(id, { method, settle, timer });
      if (link.send({ id, method, params })) return;
      waiting.delete(id);
      cancel(timer);
      settle(err("device-host/gone"));
    });
  }

  start();
  return {
    request,
    close: () => {
      state = "closed";
      failAll("device-host/gone");
      for (const timer of timers) clock.clearTimeout(timer);
      timers.clear();
    },
  };
}
