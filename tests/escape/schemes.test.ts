import { describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { escapeBooth } from "./support/escape-booth.ts";
import type { Page } from "./support/page.ts";

/** Addresses that a browser or a desktop would answer to, and that a page of a public booth leads nowhere with. */
const ownSchemes = [
  "file:///etc/passwd", "file://localhost/etc/passwd", "view-source:http://koe.localhost/", "chrome://settings/", "chrome://gpu/", "chrome://crash/", "chrome-untrusted://print/",
  "devtools://devtools/bundled/inspector.html", "about:blank", "about:config", "about:srcdoc", "data:text/html,<h1>karku</h1>", "data:text/html;base64,PGgxPmthcmt1PC9oMT4=",
  "filesystem:http://koe.localhost/temporary/x", "ftp://kielletty.localhost/", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html", "ws://koe.localhost/",
  "virtu://screens/index.html", "virtu-page://ask/print",
];
const otherPrograms = [
  "mailto:a@example.invalid", "tel:+358000000", "sms:+358000000", "steam://run/1", "vscode://file/etc/passwd", "ms-msdt:/id PCWDiagnostic", "zoommtg://zoom.us/join", "intent://karku#Intent;scheme=http;end",
  "smb://kielletty/x", "x-oma:karku", "ms-settings:privacy", "callto:1", "magnet:?xt=urn:btih:0", "ssh://kielletty", "market://details?id=x", "git+ssh://kielletty/x",
];

/** Ways in which a page may name an address. Each runs in the page. */
const ways: Readonly<Record<string, (address: string) => void>> = {
  link: (address) => {
    const link = document.body.appendChild(document.createElement("a"));
    link.href = address;
    link.click();
  },
  script: (address) => {
    location.href = address;
  },
  window: (address) => {
    window.open(address);
  },
  frame: (address) => {
    document.body.appendChild(document.createElement("iframe")).src = address;
  },
  form: (address) => {
    const form = document.body.appendChild(document.createElement("form"));
    form.action = address;
    form.method = "post";
    form.submit();
  },
  object: (address) => {
    document.body.appendChild(document.createElement("object")).data = address;
  },
};

describe("schemes", () => {
  const at = escapeBooth();

  /** The page is there again and untouched, whatever it tried; a refusal of ours may lie over it. */
  async function back(page: Page): Promise<Page> {
    const web = await at.booth.web();
    if (web.state === "blocked") await at.navigate("back");
    const there = await page.evaluate(() => document.body.dataset["mark"] === "the same document").catch(() => false);
    return there ? page : await mark(await at.trial("/perilla"));
  }
  /** Not at once: an expression of a debugger that puts a frame into the page does not end. */
  async function tryAt(page: Page, way: string, address: string): Promise<void> {
    await page.run(`delete globalThis.tried; void setTimeout(() => { try { (${String(ways[way])})(${JSON.stringify(address)}); } finally { globalThis.tried = true; } })`);
    await until(async () => ((await page.run("globalThis.tried === true").catch(() => false)) === true || (await at.booth.web()).state !== "ready" ? true : null), `${address} to be tried`);
  }
  async function mark(page: Page): Promise<Page> {
    await page.evaluate(() => {
      document.body.dataset["mark"] = "the same document";
    });
    return page;
  }

  describe.each([["K31 schemes of the browser's own", ownSchemes], ["K32 schemes of other programs", otherPrograms]] as const)("%s", (_name, addresses) => {
    it.each(Object.keys(ways))("by %s: lead nowhere and open nothing", async (way) => {
      let page = await mark(await at.trial("/perilla"));
      for (const address of addresses) {
        await tryAt(page, way, address);
        page = await back(page);
      }
      await at.booth.webWhen(({ state }) => state === "ready" || state === "blocked", "the page or a refusal");
      expect(new URL(await page.url()).host).toBe(new URL(at.booth.portal.origin("koe")).host);
    });

    it("by a redirect of the server, and by a refresh in head and mark-up: lead nowhere and open nothing", async () => {
      const origin = at.booth.portal.origin("koe");
      const page = await at.trial("/perilla");
      for (const [i, address] of addresses.entries()) {
        const path = ["/ohjaus", "/refresh", "/meta"][i % 3] ?? "/ohjaus";
        const asked = at.booth.portal.requests().length;
        await page.evaluate((to) => {
          location.href = to;
        }, `${origin}${path}?minne=${encodeURIComponent(address)}`).catch(() => undefined);
        await until(() => at.booth.portal.requests().slice(asked).find((request) => request.path.startsWith(path)) ?? null, `the request for ${path}`);
        // A refresh is due when the page is complete: a timer that is set then comes after it.
        await page.run(`new Promise((next) => document.readyState === "complete" ? setTimeout(next) : addEventListener("load", () => setTimeout(next)))`).catch(() => undefined);
        const { state } = await at.booth.webWhen((web) => web.state !== "loading", "the end of loading");
        if (state === "ready") continue;
        // Behind a refusal the old page is still there; where the load failed, the browser's own empty one is.
        await at.navigate("start");
        await at.booth.webWhen((web) => web.state === "ready", "the service's first page");
      }
    });
  });

  it("K31 javascript: and blob: run in the page that made them, if at all, and never as a page of their own", async () => {
    await (await at.trial("/skeemat")).click("#s8");
    // What the script leaves as its value becomes the document's text, still at the page's own address.
    await until(async () => ((await (await at.eyes.web(at.booth.portal.origin("koe"))).text("body")) === "karku" ? true : null), "the page's own script");
    await at.invariants.check();
    const page = await at.trial("/skeemat");
    await page.click("#blob");
    await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
    expect(await page.url()).toBe(`${at.booth.portal.origin("koe")}/skeemat`);
  });
});
