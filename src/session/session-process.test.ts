import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Action } from "../contract/actions.ts";
import { coreMethods, coreNotes, sessionProcessMethods, sessionProcessNotes, type SessionEvent } from "../contract/core-session.ts";
import { ok } from "../contract/result.ts";
import { createRpcPeer, type RpcPeer } from "../contract/rpc.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../contract/session-shell.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { testBooth, testConfiguration, testTray, testVersions } from "./testing/fixtures.ts";

type CoreEnd = RpcPeer<typeof sessionProcessMethods, typeof sessionProcessNotes>;
type ShellEnd = RpcPeer<typeof sessionMethods, typeof sessionNotes>;

const token = (letter: string): string => letter.repeat(43);
const node = process.execPath;

interface CoreSide {
  readonly child: ChildProcess;
  readonly peer: CoreEnd;
  readonly events: SessionEvent[];
  readonly calls: string[];
  readonly shellStates: string[];
}

interface ShellSide {
  readonly socket: Socket;
  readonly peer: ShellEnd;
  readonly snapshots: Snapshot[];
  /** Resolves when a snapshot fits. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
}

function startCore(): CoreSide {
  const child = fork(new URL("./session-process.ts", import.meta.url), { execPath: node, execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const events: SessionEvent[] = [];
  const calls: string[] = [];
  const shellStates: string[] = [];
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const note = (name: string) => async () => {
    calls.push(name);
    return ok(null);
  };
  const peer = createRpcPeer(connection, {
    methods: coreMethods,
    notes: coreNotes,
    handlers: {
      "visit-started": note("visit-started"),
      "visit-ended": async ({ reason }) => {
        calls.push(`visit-ended ${reason}`);
        return ok(null);
      },
      "thanks-done": note("thanks-done"),
      "staff.verify-pin": async () => ok({ right: true, triesLeft: 5, lockedUntil: null }),
      "staff.pin-state": async () => ok({ triesLeft: 5, lockedUntil: null }),
      "staff.report": async () => ok({ checks: [], booth: "open" as const, log: [], counters: [] }),
      "staff.set-booth": async () => ok(null),
      "staff.restart": async () => ok(null),
    },
    noteHandlers: { event: (event) => events.push(event), "shell-state": ({ state }) => shellStates.push(state) },
    onBad: () => calls.push("bad"),
  }, { methods: sessionProcessMethods, notes: sessionProcessNotes });
  connection.listen();
  return { child, peer, events, calls, shellStates };
}

async function startShell(path: string): Promise<ShellSide> {
  const socket = connect(path);
  await once(socket, "connect");
  const snapshots: Snapshot[] = [];
  const waiting = new Set<() => void>();
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  const peer = createRpcPeer(connection, {
    methods: shellMethods,
    notes: shellNotes,
    handlers: {
      show: async () => ok({ paintedAtMs: 1 }),
      hide: async () => ok(null),
      "log-out": async ({ serviceIds }) => ok({ called: serviceIds.length, failed: 0 }),
      "clipboard.clear": async () => ok({ clipboardBytes: 0, primaryBytes: 0 }),
      probe: async () => ok({ frameMs: 1 }),
      rebind: async () => ok(null),
    },
    noteHandlers: {
      snapshot: (snapshot) => {
        snapshots.push(snapshot);
        for (const look of waiting) look();
      },
    },
    onBad: () => undefined,
  }, { methods: sessionMethods, notes: sessionNotes });
  connection.listen();
  return {
    socket,
    peer,
    snapshots,
    until: (fits) => new Promise((resolve) => {
      const look = () => {
        const found = snapshots.find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    }),
  };
}

describe("the session process, forked as the core forks it", () => {
  let folder = "";
  let core: CoreSide;
  const versions = { electron: "25", chromium: "114" };
  const socketPath = (): string => join(folder, "s.sock");

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "session-"));
    core = startCore();
    const prepared = await core.peer.request("prepare", {
      epoch: 7, folder: join(folder, "session"), socket: socketPath(), booth: testBooth, configuration: testConfiguration(), services: testTray, versions: testVersions,
    });
    expect(prepared).toEqual(ok(null));
  });
  afterEach(async () => {
    core.child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  it("serves a whole walk from attract to the end", async () => {
    await core.peer.request("expect-shell", { token: token("a") });
    const shell = await startShell(socketPath());
    const hello = await shell.peer.request("hello", { token: token("a"), versions });
    expect(hello.ok && hello.value.snapshot.screen).toEqual({ name: "starting" });
    expect(hello.ok && hello.value.incomingFolder).toBe(join(folder, "session", "incoming"));
    await core.peer.request("set-booth", { state: "open", availability: { freeUntil: null, limit: null, nextBooking: null } });
    await shell.until((each) => each.screen.name === "attract");

    const act = (action: Action) => shell.peer.request("act", { epoch: 7, action });
    expect(await act({ type: "start", language: "sv" })).toEqual(ok(null));
    const arrive = await shell.until((each) => each.screen.name === "arrive");
    expect(arrive.preferences.language).toBe("sv");
    expect(await act({ type: "arrive-name", name: "010190A123N" })).toEqual(ok(null));
    await shell.until((each) => each.screen.name === "arrive" && each.screen.refused === "looks-like-identity-code");
    await act({ type: "arrive-name", name: "Solfågel" });
    await act({ type: "terms-accept" });
    const home = await shell.until((each) => each.screen.name === "home");
    expect(home.visit?.name).toBe("Solfågel");
    await act({ type: "end-request" });
    await shell.until((each) => each.endQuestion !== null);
    await act({ type: "end-confirm" });
    const last = await shell.until((each) => each.screen.name === "thanks");
    expect(last.documents).toEqual([]);
    expect(core.calls).toEqual(["visit-started", "visit-ended finished"]);
    expect(core.shellStates).toContain("painted");
    expect(core.events.some((event) => event.event === "transition" && event.to === "home")).toBe(true);
    expect(JSON.stringify(core.events)).not.toContain("Solfågel");
    const revisions = shell.snapshots.map((each) => each.revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  });

  it("refuses an action of another epoch and one that does not fit the screen", async () => {
    await core.peer.request("expect-shell", { token: token("a") });
    const shell = await startShell(socketPath());
    await shell.peer.request("hello", { token: token("a"), versions });
    expect(await shell.peer.request("act", { epoch: 6, action: { type: "touched" } })).toMatchObject({ ok: false, error: { code: "session/old-epoch" } });
    expect(await shell.peer.request("act", { epoch: 7, action: { type: "print-start" } })).toMatchObject({ ok: false, error: { code: "session/not-now" } });
    await shell.peer.request("act", { epoch: 7, action: { type: "touched" } });
    expect(core.events).toContainEqual({ event: "refused", refusal: "bad-action", count: 1 });
  });

  it("cuts a stranger, a wrong token, and a token used twice, and counts each", async () => {
    await core.peer.request("expect-shell", { token: token("a") });
    const stranger = await startShell(socketPath());
    const strangerGone = once(stranger.socket, "close");
    void stranger.peer.request("act", { epoch: 7, action: { type: "touched" } });
    await strangerGone;
    const wrong = await startShell(socketPath());
    const wrongGone = once(wrong.socket, "close");
    void wrong.peer.request("hello", { token: token("b"), versions });
    await wrongGone;
    const first = await startShell(socketPath());
    expect((await first.peer.request("hello", { token: token("a"), versions })).ok).toBe(true);
    const second = await startShell(socketPath());
    const secondGone = once(second.socket, "close");
    void second.peer.request("hello", { token: token("a"), versions });
    await secondGone;
    await core.peer.request("probe", {});
    expect(core.events.filter((event) => event.event === "refused" && event.refusal === "foreign-ipc")).toHaveLength(3);
  });

  it("gives a shell that takes over the same screen, and says that a page was lost", async () => {
    await core.peer.request("expect-shell", { token: token("a") });
    const first = await startShell(socketPath());
    await first.peer.request("hello", { token: token("a"), versions });
    await core.peer.request("set-booth", { state: "open", availability: { freeUntil: null, limit: null, nextBooking: null } });
    await first.peer.request("act", { epoch: 7, action: { type: "start" } });
    first.socket.destroy();
    await core.peer.request("expect-shell", { token: token("b") });
    core.peer.notify("shell-lost", {});
    const second = await startShell(socketPath());
    const hello = await second.peer.request("hello", { token: token("b"), versions });
    expect(hello.ok && hello.value.snapshot).toMatchObject({ screen: { name: "arrive" }, recovered: true });
    await second.peer.request("act", { epoch: 7, action: { type: "notice-seen", notice: "recovered" } });
    await second.until((each) => !each.recovered);
  });

  it("dies with its channel to the core", async () => {
    const gone = once(core.child, "exit");
    core.child.disconnect();
    await gone;
    expect(core.child.exitCode).toBe(0);
  });

  it("keeps its folders and its socket from everybody else", async () => {
    expect((await stat(socketPath())).mode & 0o777).toBe(0o600);
    for (const name of await readdir(join(folder, "session"))) {
      expect((await stat(join(folder, "session", name))).mode & 0o777).toBe(0o700);
    }
  });
});
