import { tmpdir } from "node:os";
import type { Configuration } from "../contract/configuration.ts";
import { ok, type CodedError, type Result } from "../contract/result.ts";
import type { ServiceTray } from "../contract/service-tray.ts";
import { siblingProgram } from "../program/program.ts";
import { openAuditLog, type AuditLog } from "./audit/audit-log.ts";
import { boothInfo, versionsOf } from "./booth/booth-info.ts";
import { createHouse, type House } from "./booth/house.ts";
import { createOpeningHours } from "./booth/opening-hours.ts";
import { systemClock } from "./clock.ts";
import { garbageCollector } from "./collect-garbage.ts";
import { readConfiguration, type ReadConfiguration } from "./configuration/read-configuration.ts";
import { readServices } from "./configuration/read-services.ts";
import { newShellToken } from "./ids.ts";
import type { SayLine } from "./lines.ts";
import { problemSentence } from "./problem-sentence.ts";
import { createProcessKiller } from "./processes/kill.ts";
import { marksOf, type Owner } from "./processes/owner.ts";
import { createProcessTable } from "./processes/process-table.ts";
import { takeInstanceLock, type InstanceLock } from "./runtime/instance-lock.ts";
import { openRuntimeFolder, runtimeCandidates } from "./runtime/runtime-folder.ts";
import { createStateWriter } from "./runtime/state-writer.ts";
import { startSessionProcess } from "./sessions/session-process.ts";
import { appArgument } from "./shells/electron-app.ts";
import { startShell } from "./shells/shell-process.ts";
import { createStaffDesk } from "./staff/desk.ts";
import { makeReport } from "./staff/report.ts";
import { createSettings, type Settings } from "./store/settings.ts";
import { openStaffPin, type StaffPin } from "./store/staff-pin.ts";
import { openStore, type Store } from "./store/store.ts";
import { removeTree } from "./wipe/folders.ts";
import { wipeGround, type GroundWipe } from "./wipe/ground.ts";
import type { WipeTools } from "./wipe/plans.ts";
import { printQueueOf } from "./wipe/printer-queue.ts";

export interface CoreOptions {
  readonly config: string;
  readonly electron: string;
  readonly app: string | null;
  readonly services: readonly string[];
  /** A packaged booth refuses development settings. */
  readonly packaged: boolean;
  /** Children write to our standard error. Only with development settings. */
  readonly showOutput: boolean;
}

/** Exit code of a core that cannot start (sysexits: EX_CONFIG): starting it again without a change is of no use. */
const cannotStart = 78;

/** How long the death of one shell is waited for while another is already being shown. */
const discardMs = 3_000;

/** Everything of the core that stands before the booth opens. */
interface Ground {
  readonly options: CoreOptions;
  readonly read: ReadConfiguration;
  readonly services: ServiceTray;
  readonly runtime: string;
  readonly lock: InstanceLock;
  readonly tools: WipeTools;
  readonly firstGround: Promise<GroundWipe>;
  readonly store: Store;
  readonly settings: Settings;
  readonly audit: AuditLog;
  readonly pin: StaffPin;
}

const sessionSource = new URL("../session/session-process.ts", import.meta.url);

const clock = systemClock;
const table = createProcessTable();
const killer = createProcessKiller(table, clock);

/** Runs the booth until a signal ends it; gives the exit code. */
export async function runCore(options: CoreOptions, say: SayLine): Promise<number> {
  const laid = await layGround(options, say);
  if (!laid.ok) {
    say({ event: "problem", code: laid.error.code, detail: laid.error.detail ?? {}, sentence: problemSentence(laid.error) });
    return cannotStart;
  }
  const ground = laid.value;
  say({ event: "started", pid: process.pid, runtime: ground.runtime });
  if (isRoot()) say({ event: "sandbox-off" });
  const house = buildHouse(ground, say);
  const ended = untilSignal();
  house.start();
  const stopRetaining = retainDaily(ground.audit);
  await ended;
  stopRetaining();
  await house.stop();
  await leaveGround(ground);
  say({ event: "stopped" });
  return 0;
}

const isRoot = (): boolean => process.getuid?.() === 0;

async function layGround(options: CoreOptions, say: SayLine): Promise<Result<Ground>> {
  const read = await readConfiguration(options.config, options.packaged);
  if (!read.ok) return read;
  const { configuration } = read.value;
  const app = appArgument(options.electron, options.app);
  if (!app.ok) return app;
  const folder = await openRuntimeFolder({ configured: configuration.paths.runtime, candidates: runtimeCandidates(process.env), uid: process.getuid?.() ?? 0 });
  if (!folder.ok) return folder;
  const lock = await takeInstanceLock(folder.value, table);
  if (!lock.ok) return lock;
  const tools = wipeToolsOf(folder.value, configuration);
  // What is found is taken away while the rest is read; nothing of a visit is started before both are through.
  const firstGround = wipeGround(tools);
  const giveUp = async <E extends CodedError>(error: E): Promise<{ readonly ok: false; readonly error: E }> => {
    await firstGround;
    await lock.value.release();
    return { ok: false, error };
  };
  const services = await readServices(configuration.services.folders ?? options.services);
  if (!services.ok) return await giveUp(services.error);
  const kept = await openKept(configuration, say);
  if (!kept.ok) return await giveUp(kept.error);
  noteStart(kept.value, read.value);
  return ok({ options: { ...options, app: app.value }, read: read.value, services: services.value, runtime: folder.value, lock: lock.value, tools, firstGround, ...kept.value });
}

const wipeToolsOf = (runtime: string, configuration: Configuration): WipeTools => ({
  clock, killer, table, runtime, temporaryFolders: [tmpdir()], uid: process.getuid?.() ?? 0, printQueue: printQueueOf(configuration.devices.printer, clock),
});

type Kept = Pick<Ground, "store" | "settings" | "audit" | "pin">;

async function openKept(configuration: Configuration, say: SayLine): Promise<Result<Kept>> {
  const store = openStore(configuration.paths.state);
  if (!store.ok) return { ok: false, error: { ...store.error, detail: { ...store.error.detail, folder: configuration.paths.state } } };
  const pin = await openStaffPin(store.value, clock, configuration.staff.pinHash);
  if (!pin.ok) {
    store.value.close();
    return pin;
  }
  if (store.value.setAside) say({ event: "store-set-aside" });
  if (pin.value.made !== null) say({ event: "staff-pin", pin: pin.value.made });
  return ok({ store: store.value, settings: createSettings(store.value), audit: openAuditLog(store.value, clock), pin: pin.value.pin });
}

function noteStart({ store, settings, audit }: Kept, read: ReadConfiguration): void {
  const before = settings.get("running");
  audit.note({ event: "core-started", previous: before === undefined ? "first" : before === "no" ? "orderly" : "crashed" });
  audit.note({ event: "configuration-taken", changed: settings.get("configuration-hash") === read.hash ? "no" : "yes" });
  if (store.setAside) audit.note({ event: "store-set-aside", kept: store.damagedFiles });
  settings.set("running", "yes");
  settings.set("configuration-hash", read.hash);
  noteRetention(audit);
}

async function leaveGround({ audit, settings, store, lock }: Ground): Promise<void> {
  audit.note({ event: "core-stopped" });
  audit.close();
  settings.set("running", "no");
  store.close();
  await lock.release();
}

function buildHouse(ground: Ground, say: SayLine): House {
  const { options, runtime, audit, settings, store } = ground;
  const { configuration } = ground.read;
  const output = options.showOutput && configuration.development !== undefined ? "inherit" : "ignore";
  const shellSettings = {
    runtime, electron: options.electron, app: options.app, root: isRoot(), development: configuration.development, output, environment: process.env,
  } as const;
  const sessionSettings = { runtime, program: siblingProgram("session", sessionSource), output, environment: process.env } as const;
  const booth = boothInfo(configuration, ground.services, !isRoot());
  const versions = versionsOf(options.electron);
  const writer = createStateWriter(runtime, clock, configuration.development?.inspectShells === true);
  return createHouse({
    clock,
    preciseWall: () => performance.timeOrigin + performance.now(),
    startSession: (epoch, listener) => startSessionProcess(sessionSettings, epoch, listener),
    startShell: (destination) => startShell(shellSettings, destination),
    prepareParams: ({ epoch, folder, socket }) => ({ epoch, folder, socket, booth, configuration, services: ground.services, versions }),
    newToken: newShellToken,
    discard: async (owner: Owner) => {
      await killer.killAll(marksOf([owner]), discardMs);
      await removeTree(owner.folder);
    },
    tools: ground.tools,
    firstGround: ground.firstGround,
    hours: createOpeningHours(configuration.hours, configuration.booth.timeZone),
    audit,
    desk: (house) =>
      createStaffDesk(ground.pin, audit, () =>
        makeReport({
          audit, runtime, storeSetAside: store.setAside, damagedFiles: store.damagedFiles, now: clock.wall(), services: ground.services.services.length,
          warmReady: house.warmReady(), lastReceipt: house.lastReceipt(), booth: house.booth(),
        }),
      ),
    rest: garbageCollector(),
    say,
    staffClosed: settings.get("staff-closed") === "yes",
    rememberStaffClosed: (closed) => settings.set("staff-closed", closed ? "yes" : "no"),
    onChange: (state, pairs) => writer.write(state, pairs),
  });
}

/**
 * SIGTERM from the service manager, SIGINT and SIGHUP from a terminal: all mean an orderly end. So does a starter that is
 * gone: nobody would hear us, and nobody could end us.
 */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve());
    process.stdout.on("error", () => resolve());
  });
}

const dayMs = 86_400_000;

/** A booth may run for months: old rows of the log are dropped every day, not only at a start. */
function retainDaily(audit: AuditLog): () => void {
  let timer = clock.setTimeout(again, dayMs);
  function again(): void {
    noteRetention(audit);
    timer = clock.setTimeout(again, dayMs);
  }
  return () => clock.clearTimeout(timer);
}

function noteRetention(audit: AuditLog): void {
  const dropped = audit.retain();
  if (dropped > 0) audit.note({ event: "retention", rows: dropped });
}
