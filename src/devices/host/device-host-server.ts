import { deviceEventSchema, deviceHostRequestSchema, deviceMethods } from "../../contract/devices.ts";
import type {
  DeviceEvent, DeviceHostReply, DeviceKind, DeviceMethod, DeviceParams, DeviceResult, DeviceSettings, DeviceStatus,
} from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import type { BarcodeAdapter, BarcodeFactory, DeviceAdapter, PrinterAdapter, PrinterFactory, ScannerAdapter, ScannerFactory } from "../adapter.ts";
import type { Clock } from "../clock.ts";

export interface DeviceFactories {
  readonly barcode: BarcodeFactory;
  readonly scanner: ScannerFactory;
  readonly printer: PrinterFactory;
}

export interface DeviceHostOptions {
  readonly factories: DeviceFactories;
  readonly clock: Clock;
  send(message: DeviceHostReply | DeviceEvent): void;
}

export interface DeviceHost {
  /** Takes one message of the session process, whatever it may be. Never throws. */
  receive(message: unknown): void;
  /** Closes every adapter; one that hangs is left behind after {@link closeLimitMs}. */
  close(): Promise<void>;
}

/** A cancelled scan parks its scanner within 6 s; the session process waits no longer than that either. */
export const closeLimitMs = 7_000;

/**
 * How long a method may take, ms, before the host answers in the adapter's place. These catch an adapter that hangs; the
 * adapters' own limits are shorter and know more. A scan of 200 pages and a print of 20 copies may take most of an hour.
 */
export const methodLimitsMs: Readonly<Record<DeviceMethod, number>> = {
  "host.open": 5_000,
  "host.status": 2_000,
  "host.check": 90_000,
  "barcode.feed": 2_000,
  "scanner.capabilities": 90_000,
  "scanner.scan": 2 * 3_600_000,
  "scanner.cancel": 30_000,
  "printer.capabilities": 90_000,
  "printer.print": 2 * 3_600_000,
  "printer.cancel": 30_000,
};

type Handlers = { readonly [M in DeviceMethod]: (params: DeviceParams<M>) => DeviceResult<M> | Promise<DeviceResult<M>> };
type HostError = CodedError<"device-host/bad-request" | "device-host/bad-reply" | "device-host/adapter-fault" | "device-host/timed-out">;

/** The three adapters; null where the factory threw, which takes nothing from the others. */
interface Slots {
  readonly barcode: BarcodeAdapter | null;
  readonly scanner: ScannerAdapter | null;
  readonly printer: PrinterAdapter | null;
}

const kinds: readonly DeviceKind[] = ["barcode", "scanner", "printer"];

const brokenStatus = (kind: DeviceKind): DeviceStatus => ({
  kind, state: "given-up", reality: "none", reasons: ["other"], model: null, error: { code: "device-host/adapter-fault" }, losses: 0,
});

function tryTo<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Runs one handler so that whatever it does comes back as a value within its time. */
async function contained<T>(run: () => T | Promise<T>, limitMs: number, clock: Clock): Promise<Result<T, HostError>> {
  let timer: ReturnType<Clock["setTimeout"]> | undefined;
  const limit = new Promise<Result<T, HostError>>((resolve) => {
    timer = clock.setTimeout(() => resolve(err("device-host/timed-out")), limitMs);
  });
  const work = Promise.resolve().then(run).then(
    (value): Result<T, HostError> => ok(value),
    (): Result<T, HostError> => err("device-host/adapter-fault"),
  );
  const outcome = await Promise.race([work, limit]);
  clock.clearTimeout(timer);
  return outcome;
}

/** The device host without its process: requests in, replies and events out, each adapter kept apart from the others. */
export function createDeviceHost(options: DeviceHostOptions): DeviceHost {
  const { clock, factories } = options;
  let slots: Slots | null = null;
  let closed = false;

  const emit = (event: DeviceEvent): void => {
    const checked = deviceEventSchema.safeParse(event);
    if (checked.success && !closed) options.send(checked.data);
  };

  const statusOf = (kind: DeviceKind): DeviceStatus => tryTo(() => slots?.[kind]?.status() ?? null) ?? brokenStatus(kind);

  const open = (settings: DeviceSettings): Result<null> => {
    if (slots !== null) return err("device-host/already-open");
    const opened: Slots = {
      barcode: tryTo(() => factories.barcode(settings.barcode, { clock })),
      scanner: tryTo(() => factories.scanner(settings.scanner, { clock })),
      printer: tryTo(() => factories.printer(settings.printer, { clock })),
    };
    slots = opened;
    tryTo(() => opened.barcode?.onScan((scan) => emit({ event: "barcode.scan", scan })));
    for (const kind of kinds) {
      tryTo(() => opened[kind]?.onStatus((status) => emit({ event: "device.status", status })));
      emit({ event: "device.status", status: statusOf(kind) });
    }
    return ok(null);
  };

  /** Does `use` with the adapter of a kind, or says why there is none. */
  const withAdapter = async <K extends DeviceKind, T>(
    kind: K, use: (adapter: NonNullable<Slots[K]>) => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>> => {
    if (slots === null) return err("device-host/not-open");
    const adapter = slots[kind];
    return adapter === null ? err("device-host/adapter-fault") : use(adapter);
  };

  const handlers: Handlers = {
    "host.open": open,
    "host.status": () => ok(kinds.map(statusOf)),
    "host.check": ({ kind }) => withAdapter(kind, async (adapter: DeviceAdapter) => ok(await adapter.check())),
    "barcode.feed": ({ text }) => withAdapter("barcode", (adapter) => adapter.feed(text)),
    "scanner.capabilities": () => withAdapter("scanner", (adapter) => adapter.capabilities()),
    "scanner.scan": (request) => withAdapter("scanner", (adapter) => adapter.scan(request, {
      progress: (page, fraction) => emit({ event: "scanner.progress", jobId: request.jobId, page, fraction }),
      page: (page) => emit({ event: "scanner.page", page }),
    })),
    "scanner.cancel": ({ jobId }) => withAdapter("scanner", (adapter) => adapter.cancel(jobId)),
    "printer.capabilities": () => withAdapter("printer", (adapter) => adapter.capabilities()),
    "printer.print": (request) => withAdapter("printer", (adapter) => adapter.print(request, (progress) => emit({ event: "printer.progress", progress }))),
    "printer.cancel": ({ jobId }) => withAdapter("printer", (adapter) => adapter.cancel(jobId)),
  };

  const answer = async (method: DeviceMethod, params: unknown): Promise<DeviceHostReply["result"]> => {
    const asked = deviceMethods[method].params.safeParse(params);
    if (!asked.success) return err("device-host/bad-request");
    // The schema of this very method has just made these parameters; the compiler cannot follow that through a union.
    const handler: (params: never) => unknown = handlers[method];
    const outcome = await contained(() => handler(asked.data as never), methodLimitsMs[method], clock);
    if (!outcome.ok) return outcome;
    const checked = deviceMethods[method].result.safeParse(outcome.value);
    return checked.success ? checked.data : err("device-host/bad-reply");
  };

  const receive = (message: unknown): void => {
    const request = deviceHostRequestSchema.safeParse(message);
    if (!request.success) {
      // A caller that at least numbered its message is told; anything else has nobody to answer to.
      const numbered = deviceHostRequestSchema.pick({ id: true }).loose().safeParse(message);
      if (numbered.success && !closed) options.send({ id: numbered.data.id, result: err("device-host/bad-request") });
      return;
    }
    const { id, method, params } = request.data;
    const known = Object.hasOwn(deviceMethods, method);
    const reply = known ? answer(method as DeviceMethod, params) : Promise.resolve<DeviceHostReply["result"]>(err("device-host/bad-request"));
    void reply.then((result) => {
      if (!closed) options.send({ id, result });
    });
  };

  const close = async (): Promise<void> => {
    closed = true;
    const adapters = kinds.flatMap((kind) => slots?.[kind] ?? []);
    await Promise.all(adapters.map(async (adapter) => contained(() => adapter.close(), closeLimitMs, clock)));
  };

  return { receive, close };
}
