import { basename } from "node:path";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { windowMethods } from "../../src/contract/shell-window.ts";
import { until } from "../support/until.ts";
import { finnish } from "../support/visitor.ts";
import { forbiddenSwitches } from "../../src/main/start/switches.ts";
import { escapeBooth } from "./support/escape-booth.ts";
import { familyOf, roleOf } from "./support/family.ts";
import type { Page } from "./support/page.ts";

/** All that the preload gives to our own screens (K48). */
const goldenSurface = ["invoke", "onPush"];
/** All that may be asked through it. */
const goldenMethods = [
  "act", "document-picture", "painted", "probed", "say", "scan-picture", "screens-ready", "web-answer-dialog", "web-choose-files", "web-fill", "web-navigate", "web-place", "web-print", "web-scroll",
  "web-scroll-field", "web-type",
];
/** Room for a page beyond what its process holds already, bytes: enough to live, too little to be greedy. */
const PAGE_ROOM = 300_000_000;

/** A booth started by somebody who wants it to open for Node's and Electron's debuggers. */
const traps = { ELECTRON_RUN_AS_NODE: "1", ELECTRON_ENABLE_LOGGING: "1", NODE_OPTIONS: "--trace-warnings", ELECTRON_DEBUG_NOTIFICATIONS: "1", CHROME_LOG_FILE: "/tmp/karku.log", LD_LIBRARY_PATH: "/tmp/karku" };

describe("crashes, hangs, messages and processes", () => {
  const before = Object.fromEntries(Object.keys(traps).map((name) => [name, process.env[name]]));
  Object.assign(process.env, traps);
  const at = escapeBooth();
  const shown = () => at.booth.state().shown?.pid;
  const recovered = async (): Promise<void> => {
    await until(async () => ((await at.booth.snapshot().catch(() => null))?.visit?.name === undefined ? null : true), "the visit to be there");
    await at.invariants.check();
  };
  const kill = (role: string): void => {
    const found = at.shellProcesses().filter((one) => one.role === role);
    expect(found.length, role).toBeGreaterThan(0);
    for (const { pid } of found) process.kill(pid, "SIGKILL");
  };
  const rendererOf = async (page: Page): Promise<number> => {
    const pids = at.shellProcesses().filter(({ role }) => role === "renderer").map(({ pid }) => pid);
    // The page's renderer is the one that works while the page does.
    const ticks = () => new Map(pids.map((pid) => [pid, Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[11])]));
    const from = ticks();
    await page.evaluate(() => {
      for (const end = performance.now() + 300; performance.now() < end;);
    });
    const to = ticks();
    return pids.reduce((most, pid) => ((to.get(pid) ?? 0) - (from.get(pid) ?? 0) > (to.get(most) ?? 0) - (from.get(most) ?? 0) ? pid : most), pids[0] ?? 0);
  };

  describe("K46 what crashes or hangs", () => {
    it.each(["gpu-process", "utility:network.mojom.NetworkService"])("%s is killed: the same shell goes on, and pages load", async (role) => {
      const shell = shown();
      const page = await at.trial("/perilla");
      const { name } = (await at.booth.snapshot()).visit ?? {};
      kill(role);
      await recovered();
      await until(() => (at.shellProcesses().some((one) => one.role === role) ? true : null), `another ${role}`);
      await at.home();
      await at.trial("/valikko");
      expect(shown()).toBe(shell);
      expect((await at.booth.snapshot()).visit?.name).toBe(name);
      page.close();
    });

    it("a page that takes more memory than there is: it alone ends, in plain words, and can be opened again", async () => {
      const page = await at.trial("/");
      const pid = await rendererOf(page);
      const size = Number(/^VmData:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
      execFileSync("prlimit", [`--pid=${pid}`, `--data=${size + PAGE_ROOM}`, "--core=0"]);
      await page.evaluate(() => void setTimeout(() => {
        const held: unknown[] = [];
        for (;;) held.push(new Array(1_000_000).fill(1.5));
      }));
      await at.booth.webWhen(({ state }) => state === "crashed", "the page's end", 60_000);
      await at.booth.act({ type: "notice-seen", notice: "recovered" });
      await at.wordsWith(finnish("web.crashedTitle"));
      await at.navigate("start");
      await at.booth.webWhen(({ state }) => state === "ready", "the page anew");
    }, 90_000);

    it("a page in an endless loop: home at once, and the next page answers", async () => {
      const page = await at.trial("/jumi");
      await page.click("#jumita");
      await until(async () => ((await Promise.race([page.run("1").then(() => false, () => true), new Promise<boolean>((late) => setTimeout(late, 300, true))])) ? true : null), "the page to be silent");
      await at.press("common.home");
      await at.booth.screen("home");
      expect(await (await at.trial("/perilla")).run("1 + 1")).toBe(2);
    });

    it("a page that starts a hundred workers and frames and never rests: the bar answers", async () => {
      const page = await at.trial("/");
      await page.evaluate(() => void setTimeout(() => {
        const busy = URL.createObjectURL(new Blob(["for (;;) Math.random();"], { type: "text/javascript" }));
        for (let i = 0; i < 8; i++) new Worker(busy);
        for (let i = 0; i < 100; i++) document.body.append(Object.assign(document.createElement("iframe"), { srcdoc: "<p>x" }));
      }));
      await at.press("common.home");
      await at.booth.screen("home");
      await until(() => (at.shellProcesses().filter(({ role }) => role === "renderer").length <= 2 ? true : null), "the page's processes to be gone");
    });

    it("our own screens' renderer is killed: the same visit is on the screen again", async () => {
      const { visit } = await at.booth.snapshot();
      await until(async () => ((await at.eyes.targets()).filter(({ type }) => type === "page").length === 1 ? true : null), "our screens alone");
      kill("renderer");
      await recovered();
      expect((await at.booth.snapshot()).visit?.name).toBe(visit?.name);
    });
  });

  describe("K47 messages of the wrong shape", () => {
    const hostile = [
      "null", "undefined", "1", "NaN", `"x"`, "[]", "{}", "true", "() => 1", "Symbol.iterator", "10n", "new Map()", "document.body", "window",
      `JSON.parse('{"__proto__":{"polluted":1}}')`, `JSON.parse('{"constructor":{"prototype":{"polluted":1}}}')`, `{ epoch: 1, action: JSON.parse('{"type":"go","to":"home","__proto__":{"polluted":1}}') }`,
      `{ epoch: -1, action: { type: "end-confirm" } }`, `{ epoch: Infinity, action: { type: "staff-booth", to: "closed" } }`, `{ epoch: 999999, action: { type: "end-confirm" } }`, `{ epoch: "0", action: { type: "end-confirm" } }`,
      `{ text: "x".repeat(3e6), language: "fi" }`, `{ bounds: { x: 0, y: 0, width: 1e9, height: 1e9 } }`, `{ bounds: { x: -1, y: 0, width: 10, height: 10 } }`, `{ to: "file:///etc/passwd" }`, `{ documentId: "../../../../etc/passwd", page: 1, widthPx: 100 }`,
      `{ pageId: "00000000-0000-4000-8000-000000000000", widthPx: 100 }`, `{ id: 1, documentIds: Array(1e5).fill("00000000-0000-4000-8000-000000000000") }`, `new Proxy({}, { get() { throw new Error("x"); } })`,
    ];

    it("each method with each of them: a coded error or nothing, and the booth is as it was", async () => {
      const screens = await at.eyes.screens();
      const { screen, epoch, documents } = await at.booth.snapshot();
      const methods = [...goldenMethods, "__proto__", "constructor", "toString", "hasOwnProperty", "", "x".repeat(1e5)];
      // What has nothing left in it once it is cloned and read key by key is as good as nothing; the prototype is no key.
      const harmless = (params: string): boolean => params === "{}" || params === "new Map()" || params.includes("__proto__") || params.includes("bounds");
      const answers = (await screens.run(`Promise.all(${JSON.stringify(methods)}.flatMap((method) => [${hostile.join(", ")}].map((params, i) =>
        Promise.resolve().then(() => virtu.invoke(method, params)).then((answer) => [method.slice(0, 30), i, answer.ok, answer.error?.code ?? null], (problem) => [method.slice(0, 30), i, false, "refused"]))))`)) as [string, number, boolean, string | null][];
      expect(answers).toHaveLength(methods.length * hostile.length);
      expect(answers.filter(([, i, ok]) => ok && !harmless(hostile[i] ?? "")).map(([method, i]) => `${method} ${hostile[i]}`)).toEqual([]);
      expect(answers.filter(([, , ok, code]) => !ok && (code === null || !/^(refused|[a-z-]+\/[a-z-]+)$/u.test(code)))).toEqual([]);
      expect(await screens.run("[({}).polluted, [].polluted].join()")).toBe(",");
      expect(await at.booth.snapshot()).toMatchObject({ epoch, documents, screen: { name: screen.name } });
    });

    it("ten thousand at once do not stop it", async () => {
      const screens = await at.eyes.screens();
      expect(await screens.run(`Promise.all(Array.from({ length: 10_000 }, (_, i) => virtu.invoke(i % 2 ? "none" : "act", { i }))).then((all) => all.filter((one) => one.ok).length)`)).toBe(0);
      await at.invariants.check();
    });

    it("a page's own way to ask, with anything in it: no dialog without words, no answer of ours", async () => {
      const page = await at.trial("/perilla");
      const bodies = ["", "{}", "null", "[]", `{"kind":"alert"}`, `{"kind":"file","message":"x","defaultText":""}`, `{"__proto__":{"kind":"alert"}}`, "x".repeat(1e6), `{"kind":"alert","message":1,"defaultText":""}`];
      const told = await page.evaluate(async (all) => await Promise.all(all.flatMap((body) => ["ask/dialog", "ask/none", "../../etc/passwd", "ask/dialog?x"].map((path) => fetch(`virtu-page://${path}`, { method: "POST", body }).then((response) => response.status, () => 0)))), bodies);
      expect(told.filter((status) => status === 200)).toEqual([]);
      expect((await at.booth.web()).dialog).toBeNull();
    });

    it("a stranger at the session's socket: refused without its token, with garbage and with a flood", async () => {
      const { shown: shell } = at.booth.state();
      const folder = /VIRTU_SOCKET=([^\0]+)/u.exec(readFileSync(`/proc/${shell?.pid}/environ`, "utf8"))?.[1] ?? "";
      expect(existsSync(folder)).toBe(true);
      const frame = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      for (const words of ["GET / HTTP/1.1\r\n\r\n", "Content-Length: 99999999999\r\n\r\n", "Content-Length: -1\r\n\r\n{}", frame(`{"jsonrpc":"2.0","id":1,"method":"hello","params":{"token":"${"x".repeat(43)}"}}`), frame("{".repeat(10_000)), "\0".repeat(1_000_000)]) {
        const socket = connect(folder);
        socket.on("error", () => undefined);
        await new Promise<void>((closed) => socket.once("close", () => closed()).once("connect", () => socket.write(words)).resume());
      }
      await recovered();
      expect(shown()).toBe(shell?.pid);
    });
  });

  describe("K48 what pages see of us", () => {
    it("our own screens: the golden list, which nobody can change, and nothing of Node", async () => {
      const screens = await at.eyes.screens();
      expect(await screens.run("Object.keys(virtu).sort()")).toEqual(goldenSurface);
      expect(Object.keys(windowMethods).sort()).toEqual(goldenMethods);
      expect(await screens.run(`(() => { try { virtu.invoke = 1; } catch {} try { delete virtu.onPush; } catch {} try { virtu.more = 1; } catch {} try { window.virtu = {}; } catch {} return Object.keys(virtu).sort().join() + typeof virtu.invoke; })()`)).toBe("invoke,onPushfunction");
      expect(await screens.run(ours)).toEqual(["virtu"]);
    });

    it("the page of every service, a foreign frame and a worker: nothing at all", async () => {
      for (const { id } of at.booth.portal.services()) {
        expect(await (await at.open(id)).run(ours), id).toEqual([]);
        await at.home();
      }
      const page = await at.trial("/");
      const frame = await at.foreignFrame(page, `${at.booth.portal.origin("kehys")}/kehys?pinta`);
      expect(await frame.run(ours)).toEqual([]);
      expect(await page.run(`new Promise((told) => { new Worker(URL.createObjectURL(new Blob(["postMessage(" + ${JSON.stringify(ours)} + ")"]))).onmessage = ({ data }) => told(data); })`)).toEqual([]);
    });
  });

  describe("K49 how its processes were started", () => {
    it("none has a variable or a switch by which somebody could look into it", () => {
      Object.assign(process.env, before);
      const family = familyOf(at.booth.state().corePid, at.booth.booth.display.env["DISPLAY"] ?? "").filter(({ pid }) => pid !== at.booth.state().corePid);
      expect(family.length).toBeGreaterThan(8);
      // The tests' own way in is the one switch of its kind, and a packaged booth refuses the setting for it.
      const own = ["remote-debugging-port", "remote-allow-origins", "use-fake-device-for-media-stream"];
      for (const one of family) {
        const names = readFileSync(`/proc/${one.pid}/environ`, "utf8").split("\0").map((entry) => entry.split("=")[0] ?? "");
        expect(names.filter((name) => Object.hasOwn(traps, name)), `${roleOf(one)} ${one.commandLine.slice(0, 2).join(" ")}`).toEqual([]);
        const switches = one.commandLine.flatMap((part) => /^--([a-z-]+)/u.exec(part)?.[1] ?? []);
        expect(switches.filter((name) => forbiddenSwitches.includes(name) && !own.includes(name))).toEqual([]);
      }
    });

    it("SIGUSR1 opens Node's debugger in none of its programs, and ends none", async () => {
      const programs = () => familyOf(at.booth.state().corePid, at.booth.booth.display.env["DISPLAY"] ?? "").filter(({ program }) => program === basename(process.execPath));
      const before = programs().map(({ pid }) => pid);
      // Core, two session processes, the shown one's device host.
      expect(before.length).toBeGreaterThan(3);
      for (const pid of before) process.kill(pid, "SIGUSR1");
      await at.booth.act({ type: "go", to: "scan" });
      await at.booth.screen("scan", ({ capabilities }) => capabilities !== null, 20_000);
      await expect(fetch("http://127.0.0.1:9229/json/version")).rejects.toThrow();
      expect(programs().map(({ pid }) => pid)).toEqual(expect.arrayContaining(before));
    });

    it("the shell's processes are those of the list", () => {
      const roles = [...new Set(at.shellProcesses().map(({ role }) => role))].sort();
      const known = ["browser", "gpu-process", "renderer", "utility:audio.mojom.AudioService", "utility:network.mojom.NetworkService", "utility:storage.mojom.StorageService", "utility:video_capture.mojom.VideoCaptureService", "zygote"];
      expect(roles.filter((role) => !known.includes(role))).toEqual([]);
    });
  });
});

/** Names on a page's global object that no browser has there, in the page's words: anything that sounds of us or of Node. */
const ours = `Reflect.ownKeys(globalThis).filter((name) => typeof name === "string" && /^virtu(?!al)|electron|^require$|^module$|^exports$|^process$|^Buffer$|^global$|ipc|__dirname|nodeRequire/i.test(name) && name !== "globalThis")`;
