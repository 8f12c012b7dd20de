import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testBooth, testConfiguration, testTray, testVersions } from "./testing/fixtures.ts";
import { connectShellEnd, shellVersions as versions, startCoreEnd, testToken as token, type CoreEnd, type ShellEnd } from "./testing/process-ends.ts";

const free = { freeUntil: null, limit: null, nextBooking: null } as const;

describe("the session process, forked as the core forks it", () => {
  let folder = "";
  let core: CoreEnd;
  const socketPath = (): string => join(folder, "s.sock");
  const shellWithToken = async (letter: string): Promise<ShellEnd> => {
    await core.ask("expect-shell", { token: token(letter) });
    return connectShellEnd(socketPath(), 7);
  };
  /** Whatever this visitor sends, it is cut. */
  const isCut = async (say: (shell: ShellEnd) => Promise<unknown>): Promise<void> => {
    const shell = await connectShellEnd(socketPath(), 7);
    const gone = once(shell.socket, "close");
    await Promise.all([say(shell), gone]);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "session-"));
    core = startCoreEnd();
    await core.ask("prepare", {
      epoch: 7, folder: join(folder, "session"), socket: socketPath(), shellToken: token("f"), booth: testBooth, configuration: testConfiguration(), services: testTray, versions: testVersions,
    });
  });
  afterEach(async () => {
    core.child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  it("serves a whole walk from attract to the end", async () => {
    const shell = await connectShellEnd(socketPath(), 7);
    const hello = await shell.ask("hello", { token: token("f"), versions });
    expect(hello.snapshot.screen).toEqual({ name: "starting" });
    expect(hello.incomingFolder).toBe(join(folder, "session", "incoming"));
    await core.ask("set-booth", { state: "open", availability: free });
    await shell.until((each) => each.screen.name === "attract");
    await shell.act({ type: "start", language: "sv" });
    const arrive = await shell.until((each) => each.screen.name === "arrive");
    expect(arrive.preferences.language).toBe("sv");
    await shell.act({ type: "arrive-name", name: "010190A123N" });
    await shell.until((each) => each.screen.name === "arrive" && each.screen.refused === "looks-like-identity-code");
    await shell.act({ type: "arrive-name", name: "Solfågel" });
    await shell.act({ type: "terms-accept" });
    const home = await shell.until((each) => each.screen.name === "home");
    expect(home.visit?.name).toBe("Solfågel");
    await shell.act({ type: "web-open", serviceId: "test-kela" });
    await shell.act({ type: "end-request" });
    await shell.until((each) => each.endQuestion !== null);
    await shell.act({ type: "end-confirm" });
    const last = await shell.until((each) => each.screen.name === "thanks");
    expect(last.documents).toEqual([]);
    expect(await shell.peer.request("document.import", { path: join(hello.incomingFolder, "late.pdf"), name: null, origin: "download" })).toMatchObject({ ok: false, error: { code: "session/not-now" } });
    expect(await core.ask("log-out", { limitMs: 3_000 })).toEqual({ called: 1, failed: 0 });
    expect(core.calls).toEqual(["visit-started", "visit-ended finished"]);
    expect(core.shellStates).toContain("painted");
    expect(core.events).toContainEqual({ event: "transition", from: "terms", to: "home" });
    expect(JSON.stringify(core.events)).not.toContain("Solfågel");
    const revisions = shell.snapshots.map((each) => each.revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  it("refuses an action of another epoch and one that does not fit the screen", async () => {
    const shell = await shellWithToken("a");
    await shell.ask("hello", { token: token("a"), versions });
    expect(await shell.peer.request("act", { epoch: 6, action: { type: "touched" } })).toMatchObject({ ok: false, error: { code: "session/old-epoch" } });
    expect(await shell.peer.request("act", { epoch: 7, action: { type: "print-start" } })).toMatchObject({ ok: false, error: { code: "session/not-now" } });
    await shell.act({ type: "touched" });
    expect(core.events).toContainEqual({ event: "refused", refusal: "bad-action", count: 1 });
  });

  it("cuts strangers, a wrong token, a token used twice, and a message without end, and counts each", async () => {
    await core.ask("expect-shell", { token: token("a") });
    await isCut((shell) => shell.peer.request("act", { epoch: 7, action: { type: "touched" } }));
    await isCut((shell) => shell.peer.request("hello", { token: token("b"), versions }));
    await isCut((shell) => Promise.resolve(shell.socket.write("Content-Length: 900000000\r\n\r\n{")));
    const first = await connectShellEnd(socketPath(), 7);
    await first.ask("hello", { token: token("a"), versions });
    await isCut((shell) => shell.peer.request("hello", { token: token("a"), versions }));
    await core.ask("probe", {});
    expect(core.events.filter((event) => event.event === "refused" && event.refusal === "foreign-ipc")).toHaveLength(4);
  });

  it("gives a shell that takes over the same screen, and says that a page was lost", async () => {
    const first = await shellWithToken("a");
    await first.ask("hello", { token: token("a"), versions });
    await core.ask("set-booth", { state: "open", availability: free });
    await first.act({ type: "start" });
    first.socket.destroy();
    core.peer.notify("shell-lost", {});
    const second = await shellWithToken("b");
    const hello = await second.ask("hello", { token: token("b"), versions });
    expect(hello.snapshot).toMatchObject({ screen: { name: "arrive" }, recovered: true });
    await second.act({ type: "notice-seen", notice: "recovered" });
    await second.until((each) => !each.recovered);
    await expect.poll(() => core.shellStates).toEqual(["connected", "painted", "gone", "connected", "painted"]);
  });

  it("asks for nothing before it is prepared, and is prepared once", async () => {
    const other = startCoreEnd();
    expect(await other.peer.request("show", {})).toMatchObject({ ok: false, error: { code: "session/not-prepared" } });
    other.child.kill("SIGKILL");
    expect(await core.peer.request("show", {})).toMatchObject({ ok: false, error: { code: "session/no-shell" } });
    expect(await core.peer.request("end-visit", { reason: "staff" })).toMatchObject({ ok: false, error: { code: "session/not-now" } });
  });

  it("dies with its channel to the core", async () => {
    const gone = once(core.child, "exit");
    core.child.disconnect();
    await gone;
    expect(core.child.exitCode !== null || core.child.signalCode === "SIGKILL").toBe(true);
  });

  it("keeps its folders and its socket from everybody else", async () => {
    expect((await stat(socketPath())).mode & 0o777).toBe(0o600);
    for (const name of await readdir(join(folder, "session"))) {
      expect((await stat(join(folder, "session", name))).mode & 0o777).toBe(0o700);
    }
  });
});
