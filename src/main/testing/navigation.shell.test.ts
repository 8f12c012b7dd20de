import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { escapes, startWebBench, type WebBench } from "./web-bench.ts";
import { until } from "./until.ts";

/** Where an embedded page may go (K26-K32, K54), in the real shell against pages that try to get out. */
describe("an embedded page", () => {
  let bench: WebBench;
  beforeAll(async () => {
    bench = await startWebBench();
  });
  afterAll(() => bench.stop());
  afterEach(() => {
    expect(escapes(bench.site)).toEqual([]);
  });

  it("opens a listed service, with no way back to what was before it", async () => {
    const page = await bench.open("stand-in-trials");
    expect(await page.url()).toBe(`${bench.site.origin("koe")}/`);
    expect(await bench.state()).toMatchObject({ serviceId: "stand-in-trials", state: "ready", canGoBack: false, reason: null });
  });

  it.each(["/ohjaus", "/ohjaus?koodi=307", "/ketju?n=5", "/meta", "/refresh", "/siirto?tapa=location", "/siirto?tapa=replace", "/siirto?tapa=lomake", "/siirto?tapa=klikkaus", "/siirto?tapa=ajastin"])(
    "does not leave the allow-list by %s, and the screens can say why",
    async (path) => {
      await bench.trial(path);
      const state = await bench.when((now) => now.state === "blocked");
      expect(state).toMatchObject({ reason: "private-address", refusedHost: "kielletty.localhost", canGoBack: true });
      expect(await bench.invoke("web-navigate", { to: "back" })).toMatchObject({ ok: true });
      await bench.when((now) => now.state === "ready");
    },
  );

  it("refuses a public address that is on no list", async () => {
    await bench.trial("/siirto?tapa=location&minne=https://www.example.com/");
    expect(await bench.when((now) => now.state === "blocked")).toMatchObject({ reason: "not-on-list", refusedHost: "www.example.com" });
  });

  it.each([
    ["mailto:a@example.invalid", "external-protocol"], ["tel:+358000000", "external-protocol"], ["steam://run/1", "external-protocol"], ["vscode://file/etc/passwd", "external-protocol"],
    ["smb://kielletty/x", "external-protocol"], ["zoommtg://zoom.us/join", "external-protocol"], ["intent://karku#Intent;scheme=http;end", "external-protocol"],
    ["ftp://kielletty.localhost/", "scheme"], ["about:blank", "scheme"], ["about:config", "scheme"],
    ["chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html", "scheme"], ["http://user:salasana@koe.localhost/", "navigation"], ["http://127.0.0.1/", "private-address"],
  ])("refuses a link to %s as %s", async (address, counted) => {
    const page = await bench.trial("/skeemat");
    const before = bench.refused(counted);
    await page.evaluate(`{ const a = document.body.appendChild(document.createElement("a")); a.href = ${JSON.stringify(address)}; a.textContent = "x"; a.id = "nyt"; } 1`);
    await page.click("#nyt");
    await bench.when((now) => now.state === "blocked");
    await until(() => bench.refused(counted) > before);
  });

  it.each(["file:///etc/passwd", "view-source:http://koe.localhost/", "chrome://settings/", "devtools://devtools/bundled/inspector.html", "data:text/html,<h1>karku</h1>", "filesystem:http://koe.localhost/temporary/x"])(
    "stays where it is at a link to %s",
    async (address) => {
      const page = await bench.trial("/skeemat");
      await page.evaluate(`{ const a = document.body.appendChild(document.createElement("a")); a.href = ${JSON.stringify(address)}; a.textContent = "x"; a.id = "nyt"; } 1`);
      await page.click("#nyt");
      expect(await page.url()).toBe(`${bench.site.origin("koe")}/skeemat`);
    },
  );

  it("has no other window: an allowed one becomes this page, any other is refused", async () => {
    const page = await bench.trial("/ikkunat");
    await page.click("#open-oma");
    await until(async () => (await page.url()).endsWith("/perilla"));
    expect(await bench.pages()).toHaveLength(2);
    for (const id of ["open-muu", "open-piirteet", "open-tyhja", "open-kirjoita", "open-data", "open-blob", "uusi-muu", "lomake-nappi"]) {
      const again = await bench.trial("/ikkunat");
      await again.click(`#${id}`);
      await bench.when((now) => now.state === "blocked");
      expect(await bench.pages()).toHaveLength(2);
    }
  });

  it("keeps frames on the list and leaves the rest of the page alone", async () => {
    const page = await bench.trial("/kehykset");
    await until(async () => (await page.evaluate("document.body.dataset.done")) === "1");
    expect(bench.site.requests().some(({ host, path }) => host === "kehys" && path === "/kehys")).toBe(true);
    expect(await bench.state()).toMatchObject({ state: "ready", refusedHost: null });
    await until(() => bench.refused("private-address") + bench.refused("frame-navigation") >= 5);
  });

  it("reaches nothing on this machine or in its network, by any means of loading", async () => {
    const page = await bench.trial("/verkko");
    await until(async () => (await page.evaluate("document.body.dataset.done")) === "1", 60_000);
    const told = JSON.parse(String(await page.evaluate("document.getElementById('tulos').textContent"))) as Record<string, string>;
    const through = Object.entries(told).filter(([how, what]) => what === "open" || what === "loaded" || (what === "opaque" && !how.includes("beacon")));
    expect(through).toEqual([]);
    await until(() => bench.refused("private-address") > 100);
  });
});
