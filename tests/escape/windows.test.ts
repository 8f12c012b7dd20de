import { describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { escapeBooth } from "./support/escape-booth.ts";

describe("windows, full screen and PDF", () => {
  const at = escapeBooth();
  const here = (): string => at.booth.portal.origin("koe");

  describe("K26 windows that a page opens", () => {
    it.each([["uusi-oma", "/perilla"], ["nimetty", "/perilla"], ["open-oma", "/perilla"], ["open-tulva", "/perilla?"]])("%s, at an allowed address: become the page itself", async (id, path) => {
      const page = await at.trial("/ikkunat");
      await page.click(`#${id}`);
      await at.eyes.web(`${here()}${path}`);
    });

    it.each(["uusi-muu", "ylin", "vanhempi", "lomake-nappi", "open-muu", "open-piirteet"])("%s, at an address that is not allowed: are refused in plain words", async (id) => {
      const page = await at.trial("/ikkunat");
      await page.click(`#${id}`);
      const web = await at.booth.webWhen(({ state }) => state === "blocked", "the refusal");
      expect(web).toMatchObject({ reason: "private-address", refusedHost: "kielletty.localhost" });
      await at.navigate("back");
      await at.booth.webWhen(({ state }) => state === "ready", "the page again");
      expect(await page.url()).toBe(`${here()}/ikkunat`);
    });

    it.each(["open-tyhja", "open-kirjoita", "open-data", "open-blob", "open-javascript"])("%s, with nothing to judge: are not there", async (id) => {
      const page = await at.trial("/ikkunat");
      await page.click(`#${id}`);
      expect(await at.reported(page, id)).toBe("false");
      expect(await page.url()).toBe(`${here()}/ikkunat`);
    });

    it("all of them at once, without a touch", async () => {
      await at.go(await at.trial("/"), "/ikkunat?heti");
      await until(() => at.booth.portal.requests().find(({ path }) => path === "/ikkunat?heti") ?? null, "the request for the page");
      await at.booth.webWhen(({ state }) => state === "ready" || state === "blocked", "the page or a refusal");
      expect((await at.display.windows()).length).toBe(1);
    });
  });

  describe("K42 full screen, pointer lock and windows that move", () => {
    it.each(["koko-ruutu", "koko-ruutu-video", "osoitin", "nappaimisto", "suunta", "kuvassa", "siirra", "sulje"])("%s: the bar stays where it is", async (id) => {
      const page = await at.trial("/kokoruutu");
      await at.hands.click(...(await at.middle(page, `#${id}`)));
      await at.reported(page, id);
      expect(await page.evaluate(() => ({ full: document.fullscreenElement, locked: document.pointerLockElement }))).toEqual({ full: null, locked: null });
      await pressHelp();
    });

    it("a foreign frame that closes the whole page closes nothing else, and the service can be opened again", async () => {
      const shell = at.booth.state().shown?.pid;
      const page = await at.trial("/");
      const foreign = await at.foreignFrame(page, `${at.booth.portal.origin("kehys")}/kehys?sulje`);
      // It is gone before it can answer, or after.
      await foreign.evaluate(() => void setTimeout(() => top?.close())).catch(() => undefined);
      await at.invariants.check();
      await at.home();
      await at.trial("/perilla");
      expect(at.booth.state().shown?.pid).toBe(shell);
    });

    it("a page that asks for full screen again and again", async () => {
      const page = await at.trial("/kokoruutu");
      await page.evaluate(() => {
        addEventListener("pointerup", () => {
          for (let i = 0; i < 20; i++) void document.documentElement.requestFullscreen().catch(() => undefined);
        });
      });
      for (let i = 0; i < 3; i++) await at.hands.click(...(await at.middle(page, "h1")));
      await pressHelp();
    });
  });

  it("K44 a PDF is a paper of ours: there is no viewer with tool-bar and links", async () => {
    const page = await at.trial("/");
    const before = (await at.booth.snapshot()).documents.length;
    await page.click("#pdf");
    await until(async () => ((await at.booth.snapshot()).documents.length > before ? true : null), "the PDF in My documents", 15_000);
    expect(await viewers()).toEqual([]);
  });

  it("K44 nor in a frame, an object or an embedded element", async () => {
    const before = (await at.booth.snapshot()).documents.length;
    const page = await at.trial("/perilla");
    await page.evaluate(() => {
      const kinds = [["object", "data"], ["embed", "src"], ["iframe", "src"]] as const;
      setTimeout(() => {
        for (const [kind, attribute] of kinds) document.body.appendChild(document.createElement(kind)).setAttribute(attribute, "/pdf");
      });
    });
    await until(async () => ((await at.booth.snapshot()).documents.length > before ? true : null), "the PDF of the frame in My documents", 15_000);
    expect(await viewers()).toEqual([]);
  });

  /** Chromium's viewer is an extension in a page of its own kind. */
  const viewers = async (): Promise<string[]> => (await at.eyes.targets()).filter(({ type }) => type === "webview").map(({ url }) => url);

  /** Nothing lies over the bar when a mouse can press what is on it. */
  async function pressHelp(): Promise<void> {
    const { help } = await at.booth.snapshot();
    expect(help).toBeNull();
    await at.hands.click(...(await at.middle("screens", ".bar-buttons button:last-child")));
    await until(async () => (await at.booth.snapshot()).help, "the help that was asked for");
    await at.booth.act({ type: "help-close" });
  }
});
