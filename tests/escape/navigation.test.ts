import { describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { finnish } from "../support/visitor.ts";
import { escapeBooth } from "./support/escape-booth.ts";

/** Ways of the page `/siirrot` to a host that is on no list. */
const ways = ["linkki", "ohjaus-301", "ohjaus-307", "ketju", "meta", "header", "script-location", "script-replace", "script-assign", "lomake", "klikkaus", "ajastin"];

describe("where a page goes", () => {
  const at = escapeBooth();
  const here = (): string => at.booth.portal.origin("koe");

  describe("K28 redirects, refreshes and scripts", () => {
    it.each(ways)("%s to a host that is not allowed: a plain page of ours, with a way on", async (id) => {
      const page = await at.trial("/siirrot");
      await page.click(`#${id}`);
      const web = await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
      expect(web.refusedHost).toBe("kielletty.localhost");
      expect(await at.wordsWith(finnish("web.blockedTitle"))).toContain(finnish("web.toTray"));
    });

    it("a redirect to an allowed address is followed", async () => {
      const page = await at.trial("/siirrot");
      await page.click("#oma");
      await at.eyes.web(`${here()}/perilla`);
    });

    it("a redirect in circles ends, and the visit goes on", async () => {
      const page = await at.trial("/perilla");
      await at.go(page, "/silmukka");
      await at.booth.webWhen(({ state }) => state === "failed", "the end of the circle");
      await at.trial("/perilla");
    });

    it("five hundred entries in the history do not keep anybody from going home", async () => {
      const page = await at.trial("/historia");
      await at.done(page);
      await at.press("common.home");
      await at.booth.screen("home");
    });
  });

  describe("K29 frames", () => {
    it("a frame that leaves the allow-list, by any door, stays empty, and nothing is asked of the other host", async () => {
      const page = await at.trial("/kehykset");
      await until(() => at.booth.portal.requests().find(({ host, path }) => host === "kehys" && path === "/ylos") ?? null, "the foreign frame that sends the window away");
      await at.done(page);
      expect(await page.evaluate(() => location.pathname)).toBe("/kehykset");
    });

    it("a foreign frame does not send the page away, whoever is touched", async () => {
      const page = await at.trial("/");
      const foreign = await at.foreignFrame(page, `${at.booth.portal.origin("kehys")}/kehys?lahde`);
      // A click gives the right to move the whole window.
      await foreign.evaluate((away) => {
        addEventListener("click", () => {
          if (top !== null) top.location.href = away;
        });
      }, `${at.booth.portal.origin("kielletty")}/perilla`);
      await at.hands.click(...(await at.middle(page, "iframe")));
      await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
    });
  });

  describe("K60 errors of a page or of the net say nothing of the machine", () => {
    const inner = (): readonly RegExp[] => [
      /\/(home|root|tmp|dev|usr|srv|work|var|proc)\b/, /https?:|virtu:|file:|chrome-error:/, /:\d{2,5}\b(?!\s*min)/, /\bat .+\(.+\)/, /\b\d+\.\d+\.\d+(\.\d+)?\b/, /electron|chromium|node|net::|ERR_|errno|undefined|\bnull\b|\[object/i,
      new RegExp(String(at.booth.portal.port)),
    ];
    const expectPlain = async (title: string): Promise<void> => {
      const said = await at.wordsWith(title);
      for (const pattern of inner()) expect(said).not.toMatch(pattern);
    };

    it.each(["/katkos", "/rikki", "/silmukka"])("%s", async (path) => {
      const page = await at.trial("/perilla");
      await at.go(page, path);
      await at.booth.webWhen(({ state }) => state === "failed", "the failure");
      await expectPlain(finnish("web.failedTitle"));
    });

    it.each(["/http-tunnus", "/http-tunnus-digest", "/http-tunnus-negotiate"])("K37 %s: no window for a password, but plain words", async (path) => {
      const page = await at.trial("/perilla");
      await at.go(page, path);
      const web = await at.booth.webWhen(({ state }) => state === "blocked" || (path.endsWith("negotiate") && state === "ready"), "the refusal");
      if (web.state === "blocked") await expectPlain(finnish("web.reasonPassword"));
    });

    it("K38 a bad certificate: no way through, whatever is typed, and no window for a certificate of one's own", async () => {
      const page = await at.trial("/");
      const untrusted = `https://koe.localhost:${at.booth.portal.untrustedPort}/perilla`;
      await at.go(page, untrusted);
      await at.booth.webWhen(({ reason }) => reason === "certificate", "the refusal");
      await expectPlain(finnish("web.reasonCertificate"));
      // What Chromium's own page for it takes for a yes.
      await at.hands.type("thisisunsafe");
      await at.hands.type("danger");
      expect(await at.booth.web()).toMatchObject({ reason: "certificate" });
      await at.navigate("start");
      await at.booth.webWhen(({ state }) => state === "ready", "the page again");
      const again = await at.eyes.web(here());
      expect(await again.evaluate(async (address) => await fetch(address, { mode: "no-cors" }).then(() => "loaded", () => "refused"), untrusted)).toBe("refused");
      await again.evaluate((address) => void setTimeout(() => Object.assign(document.body.appendChild(document.createElement("iframe")), { src: address, onload: () => (document.body.dataset["framed"] = "1") })), untrusted);
      await until(async () => ((await again.evaluate(() => document.body.dataset["framed"])) === "1" ? true : null), "the frame, with the browser's own empty page in it");
    });

    it("an address that is not allowed: the host alone is named, never the rest", async () => {
      const page = await at.trial("/perilla");
      await at.go(page, `${at.booth.portal.origin("kielletty")}/salainen/polku?tunnus=131052-308T`);
      await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
      await expectPlain(finnish("web.blockedTitle"));
      expect(await at.words()).not.toMatch(/salainen|131052/);
    });

    it("a file of our own that is not there", async () => {
      const screens = await at.eyes.screens();
      const answer = await screens.evaluate(async () => {
        const reply = await fetch("virtu://screens/../../etc/passwd").then(async (response) => `${response.status} ${await response.text()}`, (error: unknown) => String(error));
        return reply;
      });
      expect(answer).not.toMatch(/root:|\/etc|at .+\(/);
    });
  });

  it("L01 what was opened before is not there: the next opening begins anew, and so does the next visit", async () => {
    await at.trial("/perilla");
    expect(await at.booth.web()).toMatchObject({ canGoBack: true });
    await at.home();
    await at.trial("/");
    expect(await at.booth.web()).toMatchObject({ canGoBack: false, canGoForward: false });
    await at.booth.act({ type: "end-request" });
    await at.booth.act({ type: "end-confirm" });
    await at.booth.screen("thanks", (thanks) => thanks.receipt !== null);
    await at.home();
    await at.trial("/");
    expect(await at.booth.web()).toMatchObject({ canGoBack: false, canGoForward: false });
    await at.hands.keys(["alt+Left", "alt+Right", "BackSpace"]);
    expect(await (await at.eyes.web(here())).url()).toBe(`${here()}/`);
  });
});
