import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { finnish } from "../support/visitor.ts";
import { escapeBooth } from "./support/escape-booth.ts";

/** proc(5), /proc/net/tcp: the state of a socket that listens. */
const LISTENING = "0A";

/** TCP ports on which anything of this machine listens: the booth's own debugger and devices, CUPS, whatever runs beside. */
function listeningPorts(): number[] {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => readFileSync(file, "utf8").split("\n").slice(1)).map((row) => row.trim().split(/\s+/u));
  const ports = rows.filter((row) => row[3] === LISTENING).map((row) => Number.parseInt(row[1]?.split(":").at(-1) ?? "0", 16));
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Names of this machine's own hosts file: to a browser they are names like any other, and they lead to this machine. */
function namesInHostsFile(): string[] {
  return [...new Set(readFileSync("/etc/hosts", "utf8").split("\n").map((line) => line.replace(/#.*/u, "").trim()).flatMap((line) => line.split(/\s+/u).slice(1)))];
}

/** Runs in the page: every means of reaching an address; what was reached, by name. */
async function reach(addresses: readonly string[]): Promise<string[]> {
  const reached: string[] = [];
  const limit = () => AbortSignal.timeout(4_000);
  await Promise.all(addresses.flatMap((to) => [
    fetch(to, { mode: "no-cors", signal: limit() }).then(() => reached.push(`fetch ${to}`), () => undefined),
    fetch(`/ohjaus?minne=${encodeURIComponent(to)}`, { mode: "no-cors", signal: limit() }).then(() => reached.push(`redirect ${to}`), () => undefined),
    new Promise<void>((done) => {
      const socket = new WebSocket(to.replace(/^http/u, "ws"));
      socket.onopen = () => {
        reached.push(`websocket ${to}`);
        done();
      };
      socket.onerror = () => done();
    }),
    new Promise<void>((done) => {
      const image = new Image();
      image.onload = () => {
        reached.push(`image ${to}`);
        done();
      };
      image.onerror = () => done();
      image.src = to;
    }),
  ]));
  return reached;
}

describe("K54 what a page reaches of this machine and its network", () => {
  const at = escapeBooth();

  it("nothing by any address of the list, by any means of loading", async () => {
    const told = await at.done(await at.trial("/verkko"), 60_000);
    expect(Object.keys(told).length).toBeGreaterThan(100);
    // A beacon says no more than that it was taken in; whether it went out is in the site's log.
    expect(Object.entries(told).filter(([how, what]) => !how.startsWith("beacon") && /^(open|loaded|opaque|basic|cors)/u.test(String(what))).map(([how]) => how)).toEqual([]);
  });

  it("none of the ports on which this machine listens now, by address or by name", async () => {
    const ports = listeningPorts();
    expect(ports).toContain(at.booth.state().shown?.devToolsPort);
    expect(ports).toContain(at.booth.portal.innerPort);
    const page = await at.trial("/");
    const hosts = ["127.0.0.1", "[::1]", "0.0.0.0", "localhost", "muu.localhost"];
    expect(await page.evaluate(reach, [...ports, 631].flatMap((port) => hosts.map((host) => `http://${host}:${port}/`)).slice(0, 200))).toEqual([]);
  });

  it("nor the machine by a name that leads to it only when it is looked up", async () => {
    const page = await at.trial("/");
    const names = namesInHostsFile().flatMap((name) => ["http", "https"].map((scheme) => `${scheme}://${name}:${at.booth.portal.innerPort}/`));
    expect(await page.evaluate(reach, names)).toEqual([]);
  });

  it.each(["http://127.0.0.1:631/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/", "http://192.168.1.1/", "http://tulostin.local/"])("a redirect of the page itself to %s: refused in plain words", async (address) => {
    const page = await at.trial("/");
    await at.go(page, `/ohjaus?minne=${encodeURIComponent(address)}`);
    await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
    expect(await at.wordsWith(finnish("web.blockedTitle"))).not.toMatch(/meta-data|:631/u);
  });

  it("a service worker reaches no more than its page", async () => {
    const told = await at.done(await at.trial("/palvelutyontekija"));
    expect(told["register"]).toBe("ready");
    expect(told["worker fetch"]).toBe("0");
  });

  it("WebRTC tells no address of this machine and asks no server on it, by UDP or TCP", async () => {
    const page = await at.trial("/");
    const candidates = await page.evaluate(async (port) => {
      const peer = new RTCPeerConnection({
        iceServers: [{ urls: `stun:127.0.0.1:${port}` }, { urls: [`turn:127.0.0.1:${port}?transport=udp`, `turn:127.0.0.1:${port}?transport=tcp`], username: "x", credential: "x" }],
      });
      const found: string[] = [];
      peer.onicecandidate = ({ candidate }) => {
        if (candidate !== null) found.push(candidate.candidate);
      };
      peer.createDataChannel("x");
      const gathered = new Promise<void>((done) => {
        peer.onicegatheringstatechange = () => {
          if (peer.iceGatheringState === "complete") done();
        };
      });
      await peer.setLocalDescription();
      await Promise.race([gathered, new Promise((late) => setTimeout(late, 3_000))]);
      peer.close();
      return found;
    }, at.booth.portal.innerPort);
    expect(candidates.filter((one) => /\b\d+\.\d+\.\d+\.\d+\b/u.test(one) && !/\b0\.0\.0\.0\b/u.test(one))).toEqual([]);
  });

  it("a captive portal that answers in the place of a service: its own page is not shown", async () => {
    const page = await at.trial("/");
    await at.go(page, `/ohjaus?minne=${encodeURIComponent("http://captive.example.net/login?next=koe")}`);
    expect(await at.booth.webWhen(({ state }) => state === "blocked", "the refusal")).toMatchObject({ refusedHost: "captive.example.net" });
  });

  it("without a network a page fails in plain words, and the visit goes on", async () => {
    const page = await at.trial("/");
    await at.booth.portal.close();
    await at.go(page, "/perilla");
    await at.booth.webWhen(({ state }) => state === "failed", "the failure");
    const said = await at.wordsWith(finnish("web.failedTitle"));
    expect(said).not.toMatch(/localhost|127\.0|ERR_|net::/u);
    await at.press("common.home");
    await at.booth.screen("home");
  });
});
