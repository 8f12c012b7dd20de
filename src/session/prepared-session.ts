import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { SessionEvent, sessionProcessMethods } from "../contract/core-session.ts";
import { err, ok, type Result } from "../contract/result.ts";
import { createPorts } from "./ports.ts";
import type { SessionDeps } from "./session.ts";
import { createShellMethods } from "./shell-methods.ts";
import { createShellServer, type ShellPeer, type ShellServer } from "./shell-link/shell-server.ts";
import type { BoothState } from "./visit/context.ts";
import { createVisitHost, type VisitHost } from "./visit-host.ts";

type PrepareParams = z.output<(typeof sessionProcessMethods)["prepare"]["params"]>;

export interface PreparedSession {
  readonly visit: VisitHost;
  readonly shells: ShellServer;
  setBooth(booth: BoothState): Result<null>;
  openDevices(): Promise<Result<null>>;
  closeDevices(): Promise<Result<{ readonly ended: number }>>;
}

/** What the shell's first frame may take on two busy cores. */
const firstFrameLimitMs = 20_000;

/** Folders of a session, all below its own on tmpfs, readable by nobody else. */
export interface SessionFolders {
  readonly incoming: string;
  readonly documents: string;
  readonly stage: string;
  readonly scans: string;
  readonly work: string;
}

/** Makes the folders and the socket, and starts the statechart; the devices come later. */
export async function prepareSession(params: PrepareParams, deps: SessionDeps): Promise<Result<PreparedSession>> {
  const folders = await makeFolders(params.folder);
  if (!folders.ok) return folders;
  const report = (event: SessionEvent): void => deps.core().notify("event", event);
  const toShell = { peer: (): ShellPeer | null => null };

  const visit = createVisitHost(
    {
      epoch: params.epoch,
      booth: params.booth,
      configuration: params.configuration,
      services: params.services,
      versions: params.versions,
      ports: createPorts({ ...deps, report }),
    },
    deps.clock,
    (snapshot) => toShell.peer()?.notify("snapshot", snapshot),
  );
  const shells = await createShellServer(params.socket, {
    hello: async () => ok({ booth: params.booth, services: params.services, incomingFolder: folders.value.incoming, snapshot: visit.snapshot() }),
    methods: createShellMethods(visit),
    notes: {
      refused: ({ refusal, count }) => report({ event: "refused", refusal, count }),
      "documents.sent": () => undefined,
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
  toShell.peer = () => shells.value.peer();
  return ok({
    visit,
    shells: shells.value,
    setBooth: (booth) => {
      if (visit.inVisit()) return err("session/not-now");
      if (booth.state === "open") deps.clock.anchor();
      visit.send({ type: "booth.set", booth });
      return ok(null);
    },
    openDevices: async () => ok(null),
    closeDevices: async () => ok({ ended: await deps.children.endAll(childGraceMs) }),
  });
}

/** A child that was asked to go and has not by then is killed: a cancelled scanimage parks its arm in less. */
const childGraceMs = 300;

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
