import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { finnish } from "../support/visitor.ts";
import { hostileNames } from "../rigs/portal-site/trial-downloads.ts";
import { escapeBooth } from "./support/escape-booth.ts";
import { filesBelow } from "../wipe/scan.ts";

/** A page may start so many downloads in its time (`src/main/web/files/download-limit.ts`). */
const AT_MOST = 10;

describe("files, permissions and devices", () => {
  const at = escapeBooth();
  const documents = async () => (await at.booth.snapshot()).documents;
  /** Everything that the running and the warm session hold, as paths below their folder. */
  const held = (): string[] => filesBelow(join(at.booth.booth.runtimeFolder, "sessions"));
  async function endVisit(): Promise<void> {
    await at.booth.act({ type: "end-request" });
    await at.booth.act({ type: "end-confirm" });
    const { screen } = await at.booth.screen("thanks", ({ receipt }) => receipt !== null, 30_000);
    expect(screen.receipt).toMatchObject({ outcome: "clean" });
  }

  describe("K33 file fields and pickers", () => {
    it.each(["tiedostokentta", "kansiokentta", "avaa-tiedosto", "tallenna-tiedosto", "kansio"])("%s: a choice of ours at the most, never the desktop's window", async (id) => {
      const page = await at.trial("/valitsimet");
      await at.hands.click(...(await at.middle(page, `#${id}`)));
      if (id === "tiedostokentta") {
        const said = await at.wordsWith(finnish("web.chooserTitle"));
        expect(said).toContain(finnish("web.chooserEmpty").slice(0, 30));
        const { chooser } = await at.booth.web();
        expect(await at.booth.invoke("web-choose-files", { id: chooser?.id ?? 0, documentIds: [] })).toMatchObject({ ok: true });
        await at.booth.webWhen((web) => web.chooser === null, "the choice to be closed");
      } else if (id !== "kansiokentta") {
        expect(await at.reported(page, id)).toMatch(/^refused: TypeError$/u);
      }
      expect((await at.booth.web()).chooser).toBeNull();
    });

    it("twenty fields at once open one choice", async () => {
      const page = await at.trial("/valitsimet");
      await page.evaluate(() => {
        addEventListener("pointerup", () => {
          for (let i = 0; i < 20; i++) Object.assign(document.createElement("input"), { type: "file" }).click();
        });
      });
      await at.hands.click(...(await at.middle(page, "h1")));
      await at.booth.webWhen((web) => web.chooser !== null, "the choice");
      await at.invariants.check();
      await at.press("common.close");
      await at.booth.webWhen((web) => web.chooser === null, "the choice to be closed");
      await at.press("common.home");
      await at.booth.screen("home");
    });
  });

  describe("K35 downloads", () => {
    it.each(["liite", "maarite", "blob", "data", "valhe"])("%s lands in My documents, and only there", async (id) => {
      const before = (await documents()).length;
      const page = await at.trial("/lataukset");
      await page.click(`#${id}`);
      await until(async () => ((await documents()).length > before ? true : null), "the paper in My documents", 15_000);
    });

    it("hostile names are shown as text, and no file is called by them", async () => {
      for (const keys of [Object.keys(hostileNames).slice(0, 5), Object.keys(hostileNames).slice(5)]) {
        const page = await at.trial("/lataukset");
        const asked = at.booth.portal.requests().length;
        for (const key of keys) await page.click(`#nimi-${key}`);
        await until(() => (at.booth.portal.requests().slice(asked).filter(({ path }) => path.startsWith("/lataus/nimi")).length === keys.length ? true : null), "the requests for all of them");
        await at.booth.webWhen((web) => web.download === null, "the end of the downloads");
        await at.home();
      }
      expect((await documents()).length).toBeGreaterThan(Object.keys(hostileNames).length / 2);
      for (const { name } of await documents()) {
        expect(name ?? "").not.toMatch(/[/\\\p{Cc}\u202e]|^\./u);
        expect((name ?? "").length).toBeLessThanOrEqual(120);
      }
      expect(held().filter((path) => /karku|bashrc|a{20}|\.exe|desktop/u.test(path))).toEqual([]);
    });

    it.each(["iso", "loputon", "katkeava"])("%s: is broken off, and nothing of it stays", async (id) => {
      const before = (await documents()).length;
      const page = await at.trial("/lataukset");
      await page.click(`#${id}`);
      await until(() => at.booth.portal.requests().find(({ path }) => path.startsWith(`/lataus/${id}`)) ?? null, "the request");
      if (id === "loputon") await at.press("common.home");
      else await at.booth.webWhen((web) => web.download === null, "the end of the download", 30_000);
      await at.home();
      await until(() => (held().some((path) => path.includes("incoming") && !path.endsWith(".sock")) ? null : true), "no half file", undefined, () => Promise.resolve(held().join(" ")));
      expect((await documents()).length).toBe(before);
    });

    it("a thousand at once: as many as a page may, and the visit goes on", async () => {
      const before = (await documents()).length;
      const page = await at.trial("/lataukset");
      await page.click("#tuhat");
      await at.reported(page, "pyydetty");
      await at.booth.webWhen((web) => web.download === null, "the end of the downloads");
      await at.home();
      expect((await documents()).length - before).toBeLessThanOrEqual(AT_MOST);
    });
  });

  describe("K39 permissions", () => {
    it("asked one by one from a page: none is given", async () => {
      expect(given(await at.done(await at.trial("/luvat"), 60_000))).toEqual([]);
    });

    it("asked from a frame of its own and from a foreign one that the page trusts: none is given", async () => {
      const page = await at.trial("/luvat-kehyksista");
      const foreign = await at.eyes.other("iframe", "/luvat");
      const own = () => page.evaluate(() => {
        const inner = document.querySelector<HTMLIFrameElement>("#oma")?.contentDocument;
        return inner?.body.dataset["done"] === "1" ? (inner.getElementById("tulos")?.textContent ?? "{}") : null;
      });
      const told = JSON.parse(await until(own, "the page's own frame to be through", 60_000)) as Record<string, unknown>;
      expect(given(told)).toEqual([]);
      expect(given(await at.done(foreign, 60_000))).toEqual([]);
      expect(await at.booth.web()).toMatchObject({ camera: false, microphone: false });
    });

    it("a service that the tray names gets the camera, and L18 with the visit the track ends", async () => {
      const page = await at.open("stand-in-video");
      expect(await page.evaluate(async () => (await navigator.mediaDevices.getUserMedia({ video: true, audio: true })).getTracks().length)).toBe(2);
      await at.booth.webWhen((web) => web.camera && web.microphone, "camera and microphone in use");
      const old = at.shellProcesses().map(({ pid }) => pid);
      await endVisit();
      await until(() => (old.some((pid) => existsSync(`/proc/${pid}`)) ? null : true), "every process that had the camera to be gone");
      await at.home();
      const again = await at.open("stand-in-video");
      expect(await at.booth.web()).toMatchObject({ camera: false, microphone: false });
      expect(await again.evaluate(() => document.body.dataset["state"] ?? "nothing asked")).toBe("nothing asked");
    });
  });

  describe("K40 devices and screen capture", () => {
    it("each of them, asked for by a touch: refused without a window", async () => {
      const page = await at.trial("/valitsimet");
      const ids = ["usb", "hid", "serial", "bluetooth", "naytto-jako", "vari", "yhteystiedot", "maksu", "jaa", "avain", "asenna"];
      for (const id of ids) await at.hands.click(...(await at.middle(page, `#${id}`)));
      for (const id of ids) {
        const said = await at.reported(page, id);
        // A handler for a scheme is asked for without an answer; that nothing is handled by it shows K32.
        expect(`${id} ${String(said)}`).toMatch(id === "asenna" ? /(refused|done)/u : /refused/u);
      }
    });

    it("the clipboard is not read", async () => {
      const page = await at.trial("/leikepoyta");
      await at.hands.click(...(await at.middle(page, "#lue")));
      expect(await at.reported(page, "lue")).toMatch(/^refused/u);
    });
  });

  it("L10 after the end nothing of the downloads is there, nor a list of recent files", async () => {
    const page = await at.trial("/lataukset");
    await page.click("#liite");
    await until(async () => ((await documents()).length > 0 ? true : null), "the paper in My documents", 15_000);
    expect(held().filter((path) => path.includes("/documents/")).length).toBeGreaterThan(0);
    await endVisit();
    expect(held().filter((path) => /\/(documents|incoming)\//u.test(path) && !path.endsWith(".sock"))).toEqual([]);
    for (const folder of readdirSync(join(at.booth.booth.runtimeFolder, "shells"))) {
      const names = filesBelow(join(at.booth.booth.runtimeFolder, "shells", folder)).filter((path) => /recently-used|\.xbel|Downloads/u.test(path));
      expect(names.filter((path) => readFileSync(path).includes("liite"))).toEqual([]);
    }
    await at.home();
    expect(await documents()).toEqual([]);
  });
});

/** What was not refused: `granted` by a question, or the thing itself. */
function given(told: Readonly<Record<string, unknown>>): string[] {
  const nothing = /^(refused|denied|prompt|false|0|default|undefined)/u;
  return Object.entries(told).filter(([, what]) => !nothing.test(String(what))).map(([name, what]) => `${name}: ${String(what)}`);
}
