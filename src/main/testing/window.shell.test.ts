import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstSnapshot, startFakeSession, testBooth } from "./fake-session.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startShell, type ShellProcess } from "./shell-process.ts";
import type { Inspector } from "./inspector.ts";
import { until } from "./until.ts";

const noServices = { groups: [], services: [] };

/** The window, its secure scheme, its IPC (K47, K48) and the shell's life with its session process. */
describe("a shell", () => {
  let shell: ShellProcess;
  let screens: Inspector;
  beforeAll(async () => {
    shell = await startShell();
    screens = await shell.screens();
    await until(async () => (await screens.evaluate("globalThis.seen?.snapshot?.screen.name")) === "starting");
  });
  afterAll(() => shell.stop());

  const refused = (word: string) => shell.session.record.refusals.get(word as never) ?? 0;
  const visible = () => execFileSync("sh", ["-c", "xdotool search --onlyvisible --name 'Screens of' 2>/dev/null | wc -l"], { env: { ...process.env, DISPLAY: shell.display } }).toString().trim();

  it("is warm: loaded and drawn before anybody sees it, and answers to be shown with the time of the frame", async () => {
    expect(visible()).toBe("0");
    const asked = performance.timeOrigin + performance.now();
    const shown = await shell.peer.request("show", {});
    expect(shown.ok && shown.value.paintedAtMs - asked).toBeGreaterThan(0);
    expect(shown.ok && shown.value.paintedAtMs - asked).toBeLessThan(1_000);
    expect(visible()).toBe("1");
    expect(await shell.peer.request("hide", {})).toEqual({ ok: true, value: null });
    await until(() => visible() === "0");
    expect(await shell.peer.request("probe", {})).toMatchObject({ ok: true });
    await shell.shown();
  });

  it("puts exactly two functions on its screens' window, and Node nowhere", async () => {
    expect(await screens.evaluate("Object.keys(virtu).sort().join()")).toBe("invoke,onPush");
    expect(await screens.evaluate("[typeof require, typeof process, typeof module, typeof ipcRenderer, typeof Buffer].join()")).toBe(Array(5).fill("undefined").join());
  });

  it("serves the files of its folder and nothing else", async () => {
    expect(await screens.evaluate("document.getElementById('screen').textContent")).toBe("starting");
    const policy = "document.createElement('img')";
    for (const path of ["/../main.cjs", "/%2e%2e/main.cjs", "/..%2fmain.cjs", "//etc/passwd", "/index.html/..", "/none.js"]) {
      const loaded = await screens.evaluate(`new Promise((yes) => { const s = document.createElement("script"); s.src = "virtu://screens" + ${JSON.stringify(path)}; s.onload = () => yes("loaded"); s.onerror = () => yes("refused"); document.head.append(s); })`);
      expect(loaded).toBe("refused");
    }
    expect(await screens.evaluate(`new Promise((yes) => { const i = ${policy}; i.src = "https://example.com/x.png"; i.onload = () => yes("loaded"); i.onerror = () => yes("refused"); })`)).toBe("refused");
    expect(await screens.evaluate(`fetch("virtu://screens/index.html").then(() => "loaded", () => "refused")`)).toBe("refused");
    expect(await screens.evaluate(`(() => { const s = document.createElement("script"); s.textContent = "globalThis.inlined = 1"; document.head.append(s); return typeof inlined; })()`)).toBe("undefined");
  });

  it("goes nowhere, opens nothing and asks for nothing from its screens", async () => {
    await screens.evaluate(`void (location.href = "https://example.com/")`);
    await screens.evaluate(`void window.open("https://example.com/")`);
    await screens.evaluate(`void alert("x")`);
    expect(await screens.evaluate(`Notification.requestPermission()`)).toBe("denied");
    await until(() => refused("window") > 0 && refused("navigation") > 0);
    expect(await screens.url()).toBe("virtu://screens/index.html");
    expect(await shell.pages()).toHaveLength(1);
  });

  it.each([
    ["none", "{}"], ["__proto__", "{}"], ["act", "{}"], ["act", "null"], ["act", `{ epoch: 1, action: { type: "no" } }`], ["web-type", `{ keys: [{ kind: "text", text: "x".repeat(1e6) }] }`],
    ["web-place", `{ bounds: { x: 1, y: 1, width: NaN, height: 1 } }`], ["web-fill", `{ text: { toString: 1 } }`], [`"a".repeat(1e6)`, "{}"],
  ])("answers a bad message with a coded error: %s", async (method, params) => {
    const before = refused("bad-ipc");
    const name = method.startsWith('"') ? method : JSON.stringify(method);
    expect(await screens.evaluate(`virtu.invoke(${name}, ${params}).then((answer) => answer.ok)`)).toBe(false);
    await until(() => refused("bad-ipc") > before);
  });

  it("passes an action on with its epoch", async () => {
    expect(await screens.evaluate(`virtu.invoke("act", { epoch: 1, action: { type: "start" } })`)).toEqual({ ok: true, value: null });
    expect(shell.session.record.actions).toContainEqual({ type: "start" });
  });

  it("draws each new snapshot, and comes back from a dead renderer with it", async () => {
    shell.session.show({ screen: { name: "home" } });
    await until(async () => (await screens.evaluate("document.getElementById('screen').textContent")) === "home");
    void screens.send("Page.crash").catch(() => undefined);
    await until(() => shell.session.record.lost.includes("screens"));
    const again = await shell.screens();
    await until(async () => (await again.evaluate("document.getElementById('screen')?.textContent").catch(() => "")) === "home");
    expect(await shell.peer.request("probe", {})).toMatchObject({ ok: true });
  });

  it("keeps its token from its children and leaves nothing outside its profile", () => {
    const children = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid)).flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer") && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(shell.profile) ? [pid] : [];
      } catch {
        return [];
      }
    });
    expect(children.length).toBeGreaterThan(0);
    for (const pid of children) expect(readFileSync(`/proc/${pid}/cmdline`, "utf8")).not.toContain(shell.session.token);
    expect(readdirSync(shell.profile)).not.toContain("Crashpad");
  });

  it("moves to another session process when it is told to, and dies with that one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "virtu-shell-test-"));
    const other = await startFakeSession(folder, noServices, testBooth);
    other.show({ screen: { name: "terms" }, epoch: firstSnapshot.epoch + 1 });
    expect(await shell.peer.request("rebind", { socket: other.socket, token: other.token })).toEqual({ ok: true, value: null });
    const page = await shell.screens();
    await until(async () => (await page.evaluate("document.getElementById('screen').textContent")) === "terms");
    shell.session.stop();
    expect(await (await other.shell()).request("probe", {})).toMatchObject({ ok: true });
    other.stop();
    expect(await shell.exited).toBe(0);
    rmSync(folder, { recursive: true });
  });
});

describe("a shell without a session", () => {
  it("is refused with a wrong token, and leaves", async () => {
    expect(await exitOf({ VIRTU_TOKEN: "x".repeat(43) })).toBe(69);
  });
  it("leaves when nobody has told it where its session is", async () => {
    expect(await exitOf({ VIRTU_SOCKET: "" })).toBe(64);
  });

  async function exitOf(env: Record<string, string>): Promise<number | null> {
    const shell = await startShell({ env, waits: false });
    const code = await shell.exited;
    await shell.stop();
    return code;
  }
});

describe("a packaged shell", () => {
  it("opens to no debugger, by switch or by signal (K49)", async () => {
    const shell = await startShell({ packaged: true, switches: ["--remote-debugging-port=0", "--remote-debugging-address=0.0.0.0"] });
    await shell.shown();
    shell.process.kill("SIGUSR1");
    expect(await shell.peer.request("probe", {})).toMatchObject({ ok: true });
    expect(existsSync(join(shell.profile, "DevToolsActivePort"))).toBe(false);
    expect(listeningPorts(shell.process.pid ?? 0)).toEqual([]);
    await shell.stop();
  });

  it("does not run under Node's debugger", async () => {
    const shell = await startShell({ packaged: true, waits: false, switches: ["--inspect=127.0.0.1:0"] });
    expect(await shell.exited).toBe(77);
    await shell.stop();
  });
});

/** TCP ports on which a process listens, by its open sockets. */
function listeningPorts(pid: number): number[] {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? ""];
    } catch {
      return [];
    }
  }));
  const rows = ["tcp", "tcp6"].flatMap((file) => readFileSync(`/proc/${pid}/net/${file}`, "utf8").split("\n").slice(1).map((row) => row.trim().split(/\s+/)));
  return rows.filter((row) => row[3] === "0A" && inodes.has(row[9] ?? "-")).map((row) => Number.parseInt(row[1]?.split(":")[1] ?? "0", 16));
}

describe("a shell without a window size", () => {
  it("covers the whole screen", async () => {
    const shell = await startShell({ window: null });
    await shell.shown();
    const screens = await shell.screens();
    await until(async () => JSON.stringify(await screens.evaluate("[innerWidth, innerHeight, screenX, screenY]")) === "[1920,1080,0,0]");
    await shell.stop();
  });
});
