import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { SessionEvent, sessionProcessMethods } from "../contract/core-session.ts";
import { err, ok, type Result } from "../contract/result.ts";
import { createDeviceEvents } from "./device-events.ts";
import { createDeviceHostClient, type DeviceHostClient } from "./device-host-client/client.ts";
import { forkHost } from "./device-host-client/host-link.ts";
import { createDocuments } from "./documents/documents.ts";
import { createScanPort, type ScanPort } from "./paper/scan-port.ts";
import { createPorts } from "./ports.ts";
import type { ClockTimer } from "./clock.ts";
import type { SessionDeps } from "./session-deps.ts";
import { createShellServer, type ShellPeer, type ShellServer } from "./shell-link/shell-server.ts";
import { createShellMethods } from "./shell-methods.ts";
import { createLimiter } from "./tools/limiter.ts";
import { createToolRunner } from "./tools/run-tool.ts";
import type { BoothState } from "./visit/context.ts";
import { createVisitHost, type VisitHost } from "./visit-host.ts";

type PrepareParams = z.output<(typeof sessionProcessMethods)["prepare"]["params"]>;

export interface PreparedSession {
  readonly visit: VisitHost;
  readonly shells: ShellServer;
  /** Error `session/not-now` in a visit. */
  setBooth(booth: BoothState): Result<null>;
  /** Its shell's window is being hidden: nothing more is drawn there. */
  hidden(): void;
  openDevices(): Result<null>;
  /** Resolves when no child lives any more. */
  closeDevices(): Promise<Result<{ readonly ended: number }>>;
}

/** What the shell's first frame may take on two busy cores. */
const firstFrameLimitMs = 20_000;
/** A child that was asked to go and has not by then is killed: the whole wipe has half a second. */
const childGraceMs = 250;
/** Programs that look into files at one time: the booth has two cores, and one is the screen's. */
const mostPrograms = 2;

/** Folders of a session, all below its own on tmpfs, readable by nobody else. */
interface SessionFolders {
  readonly incoming: string;
  readonly documents: string;
  readonly stage: string;
  readonly scans: string;
  readonly work: string;
}

/**
 * After the end of a visit another shell comes up over this one, and needs the processor to paint; where none has come by now, this
 * one puts its own thanks over what was on the screen.
 */
const lastWordMs = 150;

/** Makes the folders and the socket, and starts the statechart; the devices come later. Errors: `session/folder`, `session/socket`. */
export async function prepareSession(params: PrepareParams, deps: SessionDeps): Promise<Result<PreparedSession>> {
  const made = await makeFolders(params.folder);
  if (!made.ok) return made;
  const folders = made.value;
  const report = (event: SessionEvent): void => deps.core().notify("event", event);
  const run = createToolRunner(deps.children, deps.clock, folders.work);
  const limited = createLimiter(mostPrograms);
  let client: DeviceHostClient | null = null;
  const devices = (): DeviceHostClient | null => client;
  const shell = { peer: (): ShellPeer | null => null };
  let lastWord: ClockTimer | undefined;

  const documents = createDocuments({
    folders, limits: params.configuration.documents, now: () => deps.clock.now(), uuid: () => deps.random.uuid(), run, limited,
    onChange: (list) => visit.send({ type: "documents.changed", documents: list }),
  });
  const ports = createPorts({ ...deps, report, devices, documents, scans: () => scans, run, work: folders.work, version: params.versions.app });
  const visit = createVisitHost(
    { epoch: params.epoch, booth: params.booth, configuration: params.configuration, services: params.services, versions: params.versions, ports },
    deps.clock,
    (snapshot) => {
      deps.clock.clearTimeout(lastWord);
      const tell = (): void => shell.peer()?.notify("snapshot", snapshot);
      if (visit.hasEnded()) lastWord = deps.clock.setTimeout(tell, lastWordMs);
      else tell();
    },
  );
  const scans: ScanPort = createScanPort({ scans: folders.scans, devices, uuid: () => deps.random.uuid(), send: (event) => visit.send(event), context: () => visit.context() });
  const onEvent = createDeviceEvents({ devices, send: (event) => visit.send(event), scans });

  const shells = await createShellServer(params.socket, params.shellToken, {
    hello: () => Promise.resolve(ok({ booth: params.booth, services: params.services, incomingFolder: folders.incoming, snapshot: visit.snapshot() })),
    methods: createShellMethods({ visit, documents, run, limited, uuid: () => deps.random.uuid(), work: folders.work, report }),
    notes: {
      refused: ({ refusal, count }) => report({ event: "refused", refusal, count }),
      "documents.sent": ({ documentIds }) => {
        report({ event: "document", outcome: "sent" });
        documents.markSent(documentIds);
      },
      "renderer.lost": ({ which }) => {
        report({ event: "renderer-lost", which });
        visit.send({ type: "page.lost" });
      },
    },
    refused: (refusal) => report({ event: "refused", refusal, count: 1 }),
    connected: (peer) => void followShell(peer, deps),
    gone: () => {
      deps.core().notify("shell-state", { state: "gone" });
      visit.send({ type: "page.lost" });
    },
  });
  if (!shells.ok) return shells;
  shell.peer = () => shells.value.peer();

  return ok({
    visit,
    shells: shells.value,
    hidden: () => deps.clock.clearTimeout(lastWord),
    setBooth: (booth) => {
      if (visit.inVisit()) return err("session/not-now");
      if (booth.state === "open") deps.clock.anchor();
      visit.send({ type: "booth.set", booth });
      return ok(null);
    },
    openDevices: () => {
      client ??= createDeviceHostClient({
        start: deps.startHost ?? forkHost(deps.children),
        clock: deps.clock,
        settings: params.configuration.devices,
        onEvent,
        onRestart: (times) => report({ event: "device-host-restarted", times }),
      });
      return ok(null);
    },
    closeDevices: async () => {
      client?.close();
      client = null;
      return ok({ ended: await deps.children.endAll(childGraceMs) });
    },
  });
}

async function followShell(peer: ShellPeer, deps: SessionDeps): Promise<void> {
  deps.core().notify("shell-state", { state: "connected" });
  const painted = await peer.request("probe", {}, firstFrameLimitMs);
  if (painted.ok) deps.core().notify("shell-state", { state: "painted" });
}

async function makeFolders(folder: string): Promise<Result<SessionFolders>> {
  const of = (name: string): string => join(folder, name);
  const folders = { incoming: of("incoming"), documents: of("documents"), stage: of("stage"), scans: of("scans"), work: of("work") };
  try {
    for (const path of [folder, ...Object.values(folders)]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await chmod(path, 0o700);
    }
    return ok(folders);
  } catch {
    return err("session/folder");
  }
}
