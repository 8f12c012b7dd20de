import { execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Script } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import { decide, parseServiceTray } from "../../../src/contract/service-tray.ts";
import { BrowserDouble, type Reply } from "./browser-double.ts";
import { hostileNames } from "./trial-downloads.ts";
import { siteHosts, startPortalSite, type PortalSite, type PortalSiteOptions } from "./portal-site.ts";

const open: PortalSite[] = [];
const start = async (options?: PortalSiteOptions) => {
  const site = await startPortalSite(options);
  open.push(site);
  return site;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

const hidden = (reply: Reply, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(reply.text)?.[1] ?? "";
const href = (reply: Reply, id: string) => (new RegExp(`id="${id}" href="([^"]*)"`).exec(reply.text)?.[1] ?? "").replaceAll("&amp;", "&");

/** Sign-in at the portal, step by step; ends on *Oma asiointi*. */
async function signIn(site: PortalSite, browser: BrowserDouble): Promise<Reply> {
  const choose = await browser.open(`${site.origin("palvelu")}/oma`);
  const form = await browser.open(href(choose, "pankki"));
  const check = await browser.open(`${site.origin("pankki-tunnistus")}/kirjaudu`, { pyynto: hidden(form, "pyynto"), tunnus: "12345678", salasana: "1234" });
  return browser.open(`${site.origin("pankki-tunnistus")}/hyvaksy`, { pyynto: hidden(check, "pyynto") });
}

describe("strong sign-in", () => {
  it("leads over two other hosts and back", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    const home = await signIn(site, browser);
    expect(home.url.href).toBe(`${site.origin("palvelu")}/oma`);
    expect(home.text).toContain("Tervetuloa, Aino Esimerkki");
    expect(browser.stops).toEqual(["palvelu/kirjaudu", "tunnistus/tunnistaudu", "tunnistus/paluu", "palvelu/kirjautuminen/paluu", "palvelu/oma"]);
    expect(site.requests().some((one) => one.host === "pankki-tunnistus" && one.method === "POST")).toBe(true);
    expect(site.sessions()).toEqual({ singleSignOn: 1, services: 1 });
  });

  it("opens the next service without the bank for 32 minutes, and no longer", async () => {
    let now = 1_000_000;
    const site = await start({ now: () => now });
    const browser = new BrowserDouble();
    await signIn(site, browser);
    browser.stops.length = 0;
    now += 31 * 60_000;
    const tickets = await browser.open(`${site.origin("lippu")}/omat`);
    expect(tickets.text).toContain("Aino Esimerkki");
    expect(browser.stops).toEqual(["lippu/kirjaudu", "tunnistus/tunnistaudu", "lippu/kirjautuminen/paluu", "lippu/omat"]);

    const later = new BrowserDouble();
    await signIn(site, later);
    now += 32 * 60_000;
    expect((await later.open(`${site.origin("lippu")}/omat`)).text).toContain("Valitse tunnistustapa");
    expect(site.sessions().singleSignOn).toBe(0);
  });

  it("closing the page ends nothing, the log-out address ends both sessions at the servers", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    await signIn(site, browser);
    expect(site.sessions()).toEqual({ singleSignOn: 1, services: 1 });
    const portal = site.services().find((service) => service.id === "stand-in-portal");
    const out = await browser.open(portal?.logOutAddress ?? "");
    expect(out.text).toContain("Olet kirjautunut ulos");
    expect(site.sessions()).toEqual({ singleSignOn: 0, services: 0 });
    expect((await browser.open(`${site.origin("palvelu")}/oma`)).text).toContain("Valitse tunnistustapa");
  });

  it("takes a code once, a foreign state never, and leads to no foreign address", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    await signIn(site, browser);
    const used = site.requests().find((one) => one.path.startsWith("/kirjautuminen/paluu"))?.path ?? "";
    expect((await browser.open(`${site.origin("palvelu")}${used}`)).status).toBe(400);
    expect((await browser.open(`${site.origin("tunnistus")}/tunnistaudu?palvelu=kielletty&tila=x`)).status).toBe(400);
    browser.stops.length = 0;
    await browser.open(`${site.origin("palvelu")}/kirjaudu?minne=//kielletty.localhost/`);
    expect(browser.stops.at(-1)).toBe("palvelu/oma");
  });

  it("misbehaves at log-out when it is told to", async () => {
    const site = await start({ faults: { logOut: "fails" } });
    const browser = new BrowserDouble();
    await signIn(site, browser);
    const address = `${site.origin("palvelu")}/kirjaudu-ulos`;
    expect((await browser.open(address)).status).toBe(500);
    site.faults.logOut = "drops";
    await expect(browser.open(address)).rejects.toThrow();
    site.faults.logOut = "hangs";
    const hanging = browser.open(address);
    hanging.catch(() => undefined);
    await expect.poll(() => site.requests().filter((one) => one.path === "/kirjaudu-ulos").length).toBe(3);
    expect(site.sessions()).toEqual({ singleSignOn: 1, services: 1 });
    await site.close();
    await expect(hanging).rejects.toThrow();
  });
});

describe("attachments", () => {
  const send = async (site: PortalSite, files: readonly (readonly [name: string, type: string, body: Buffer])[]) => {
    const form = new FormData();
    form.set("asia", "Hakemus");
    for (const [name, type, body] of files) form.append("liite", new Blob([new Uint8Array(body)], { type }), name);
    const sent = new Response(form);
    return new BrowserDouble().open(`${site.origin("palvelu")}/liite`, { type: sent.headers.get("content-type") ?? "", body: Buffer.from(await sent.arrayBuffer()) });
  };

  it("shows and keeps name, size and hash of each file, byte for byte", async () => {
    const site = await start();
    const pdf = Buffer.concat([Buffer.from("%PDF-1.4\r\n--boundary\r\n\r\n"), randomBytes(300_000)]);
    const reply = await send(site, [["päätös.pdf", "application/pdf", pdf], ['a"b.txt', "text/plain", Buffer.from("")]]);
    const hash = createHash("sha256").update(pdf).digest("hex");
    expect(reply.text).toContain(hash);
    expect(reply.text).toContain('data-count="2"');
    expect(site.uploads()).toEqual([
      { field: "liite", name: "päätös.pdf", type: "application/pdf", size: pdf.length, sha256: hash },
      { field: "liite", name: 'a"b.txt', type: "text/plain", size: 0, sha256: createHash("sha256").digest("hex") },
    ]);
  });

  it("takes a form without a file, refuses what is no form", async () => {
    const site = await start();
    expect((await send(site, [])).text).toContain('data-count="0"');
    const browser = new BrowserDouble();
    expect((await browser.open(`${site.origin("palvelu")}/liite`, { type: "text/plain", body: Buffer.from("x") })).status).toBe(400);
  });

  it("asks with the filter and number that the address names", async () => {
    const site = await start();
    const field = async (query: string) => /<input id="liite"[^>]*>/.exec((await new BrowserDouble().open(`${site.origin("palvelu")}/liite${query}`)).text)?.[0];
    expect(await field("")).toBe('<input id="liite" name="liite" type="file">');
    expect(await field("?hyvaksy=pdf&maara=monta")).toBe('<input id="liite" name="liite" type="file" multiple accept=".pdf,application/pdf">');
    expect(await field("?hyvaksy=kuvat")).toContain('accept="image/*"');
  });
});

describe("bank, tickets, downloads", () => {
  it("takes a payment after sign-in and confirmation, and keeps it as it was typed", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    const bank = site.origin("pankki");
    expect((await browser.open(`${bank}/maksu`)).text).toContain("Kirjaudu verkkopankkiin");
    await browser.open(`${bank}/kirjaudu`, { tunnus: "1", salasana: "2" });
    const entry = { "saajan-tili": "FI79 4405 2020 0360 82", summa: "4 883,15", viite: "86851 62596 19897", erapaiva: "12.6.2026", viivakoodi: "" };
    const check = await browser.open(`${bank}/maksu`, entry);
    const done = await browser.open(`${bank}/vahvista`, { maksu: hidden(check, "maksu") });
    expect(done.text).toContain("Maksu on vastaanotettu");
    expect(site.payments()).toEqual([{ account: entry["saajan-tili"], amount: "4 883,15", reference: "86851 62596 19897", dueDate: "12.6.2026", barCode: "" }]);
    await browser.open(`${bank}/kirjaudu-ulos`);
    expect((await browser.open(`${bank}/maksu`)).text).toContain("Kirjaudu verkkopankkiin");
  });

  it("names in the tray the very fields of its payment form", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    await browser.open(`${site.origin("pankki")}/kirjaudu`, { tunnus: "1", salasana: "2" });
    const form = await browser.open(`${site.origin("pankki")}/maksu`);
    const fields = site.services().find((service) => service.id === "stand-in-bank")?.billFields ?? {};
    expect(Object.keys(fields)).toHaveLength(5);
    for (const selector of Object.values(fields)) expect(form.text).toContain(`id="${selector?.slice(1) ?? "?"}"`);
  });

  it("prints a ticket of as many sheets as it is asked for", async () => {
    const site = await start();
    const ticket = await new BrowserDouble().open(`${site.origin("lippu")}/lippu?sivuja=3`);
    expect(ticket.text.match(/class="sheet"/g)).toHaveLength(3);
    expect(ticket.text).toContain("LIPPU-2026-0417");
  });

  it("gives a decision that a PDF reader reads", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    await signIn(site, browser);
    const decision = await browser.open(`${site.origin("palvelu")}/oma/paatos.pdf`);
    expect(decision.headers["content-disposition"]).toContain("attachment");
    const folder = mkdtempSync(join(tmpdir(), "portal-site-"));
    try {
      const file = join(folder, "paatos.pdf");
      writeFileSync(file, decision.body);
      const { stdout } = await promisify(execFile)("pdftotext", [file, "-"], { timeout: 10_000 });
      expect(stdout).toContain("Hakija: Aino Esimerkki");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("sends downloads with hostile names, and cut-off ones", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    for (const key of Object.keys(hostileNames)) {
      const reply = await browser.open(`${site.origin("koe")}/lataus/nimi?n=${encodeURIComponent(key)}`);
      expect(reply.text, key).toBe("NIMI-KOE");
      expect(String(reply.headers["content-disposition"]), key).toMatch(/^attachment/);
    }
    expect((await browser.open(`${site.origin("koe")}/lataus/iso?mt=3`)).body.length).toBe(3_000_000);
    await expect(browser.open(`${site.origin("koe")}/lataus/katkeava`)).rejects.toThrow();
  });
});

describe("trials", () => {
  it("serves every page that another one links to on its own hosts", async () => {
    const site = await start();
    const seen = new Set<string>();
    const queue = [`${site.origin("koe")}/`, `${site.origin("palvelu")}/`, `${site.origin("lippu")}/`, `${site.origin("video")}/`, `${site.origin("pankki")}/`, `${site.origin("koe")}/luvat-kehyksista`];
    const skip = /\/(ohjaus|ketju|refresh|siirto|lataus|silmukka|kirjaudu|oma)/;
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      if (seen.has(address)) continue;
      seen.add(address);
      const reply = await new BrowserDouble().open(address);
      expect(reply.status === 200 || (reply.status === 401 && address.endsWith("/http-tunnus")), `${address} ${reply.status}`).toBe(true);
      for (const [, to = ""] of reply.text.matchAll(/(?:href|src)="(\/[^"]*)"/g)) {
        if (!skip.test(to)) queue.push(new URL(to.replaceAll("&amp;", "&"), reply.url).href);
      }
    }
    expect(seen.size).toBeGreaterThan(35);
  });

  it("has scripts that parse", async () => {
    const site = await start();
    for (const path of [
      "/ikkunat", "/siirto", "/kehykset", "/skeemat", "/kysely", "/kyselytulva", "/lahto", "/jumi?heti", "/muisti", "/historia", "/tulostukset", "/valikko", "/luvat", "/valitsimet", "/kokoruutu",
      "/leikepoyta", "/verkko", "/palvelutyontekija", "/lataukset", "/plant?c=abc", "/found",
    ]) {
      const reply = await new BrowserDouble().open(`${site.origin("koe")}${path}`);
      const scripts = [...reply.text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? "");
      expect(scripts.length, path).toBe(1);
      expect(() => new Script(scripts[0] ?? ""), path).not.toThrow();
    }
    for (const address of [`${site.origin("video")}/video.js`, `${site.origin("pankki")}/maksu.js`, `${site.origin("koe")}/verkko-sw.js`, `${site.origin("koe")}/istutus/sw.js`]) {
      const reply = await new BrowserDouble().open(address);
      if (reply.status === 200) expect(() => new Script(reply.text), address).not.toThrow();
    }
  });

  it("redirects to the host that is on no list, and logs who arrives there", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    expect((await browser.open(`${site.origin("koe")}/ketju?n=5`)).text).toContain("Karkasit");
    expect(browser.stops).toHaveLength(6);
    expect(site.requests().at(-1)).toEqual({ host: "kielletty", path: "/perilla", method: "GET" });
    await browser.open(`http://127.0.0.1:${site.innerPort}/sisainen`);
    expect(site.requests().at(-1)).toEqual({ host: "inner", path: "/sisainen", method: "GET" });
    const packet = createSocket("udp4");
    packet.send("x", site.innerPort, "127.0.0.1", () => packet.close());
    await expect.poll(() => site.requests().at(-1)).toEqual({ host: "inner", path: "", method: "UDP" });
  });

  it("plants the canary where the server can: cookie, cache, title", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    const planted = await browser.open(`${site.origin("koe")}/plant?c=abc123`);
    expect(planted.text).toContain("<title>Istutus abc123");
    expect(browser.cookies("koe").get("virtu-koe-http")).toBe("abc123");
    const cached = await browser.open(`${site.origin("koe")}/istutus/kaima`);
    expect([cached.text, cached.headers["cache-control"]]).toEqual(["/* abc123 */", "public, max-age=31536000, immutable"]);
    expect((await browser.open(`${site.origin("koe")}/found`)).text).toContain('report("http-cookie", true)');
    expect((await new BrowserDouble().open(`${site.origin("koe")}/found`)).text).toContain('report("http-cookie", false)');
    expect((await browser.open(`${site.origin("koe")}/plant?c=<script>`)).text).toContain('const c = "script"');
  });

  it("answers an unknown host, path or method with 404", async () => {
    const site = await start();
    const browser = new BrowserDouble();
    for (const address of [`http://127.0.0.1:${site.port}/`, `http://constructor.localhost:${site.port}/`, `${site.origin("palvelu")}/ei-ole`]) {
      expect((await browser.open(address)).status).toBe(404);
    }
    expect((await browser.open(`${site.origin("palvelu")}/`, {})).status).toBe(404);
  });
});

describe("tray entries", () => {
  const groups = readFileSync(new URL("../../../resources/services/groups.json", import.meta.url), "utf8");

  it("parse, start inside their own lists, and name no host that is to stay shut", async () => {
    const site = await start();
    const tray = parseServiceTray([{ name: "groups.json", json: groups }, { name: "stand-in.json", json: JSON.stringify({ services: site.services() }) }]);
    if (!tray.ok) throw new Error(JSON.stringify(tray.error));
    expect(tray.value.services.map((service) => service.id)).toEqual(["stand-in-portal", "stand-in-tickets", "stand-in-bank", "stand-in-video", "stand-in-trials"]);
    for (const service of tray.value.services) {
      for (const kind of ["page", "frame", "resource"] as const) {
        expect(decide(`${site.origin(siteHosts.forbidden)}/perilla`, kind, service).allow).toBe(false);
        expect(decide(`http://127.0.0.1:${site.innerPort}/`, kind, service).allow).toBe(false);
        expect(decide(`http://koe.localhost:${site.innerPort}/`, kind, service).allow).toBe(false);
      }
    }
  });

  it("are written for the booth by the site's own process, which says when it is ready", { timeout: 20_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "portal-site-"));
    const file = join(folder, "stand-in.json");
    const child = spawn(process.execPath, [new URL("main.ts", import.meta.url).pathname, "--tray", file], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const line = await new Promise<string>((done) => child.stdout.once("data", (data: Buffer) => done(data.toString())));
      const ready = JSON.parse(line) as { port: number; services: string[] };
      expect(ready.services).not.toContain("stand-in-trials");
      const tray = parseServiceTray([{ name: "groups.json", json: groups }, { name: "stand-in.json", json: readFileSync(file, "utf8") }]);
      expect(tray.ok && tray.value.services.map((service) => service.id)).toEqual(ready.services);
      expect((await new BrowserDouble().open(`http://palvelu.localhost:${ready.port}/`)).text).toContain("Miten voimme auttaa?");
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
    } finally {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
});
