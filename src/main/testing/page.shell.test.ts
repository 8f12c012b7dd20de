import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { place, startWebBench, type WebBench } from "./web-bench.ts";
import { until } from "./until.ts";

/** How an embedded page may behave towards a person: dialogs, load, permissions, typing, in the real shell. */
describe("an embedded page towards a person", () => {
  let bench: WebBench;
  beforeAll(async () => {
    bench = await startWebBench({ switches: ["--use-fake-device-for-media-stream"] });
  });
  afterAll(() => bench.stop());

  const results = async (page: Awaited<ReturnType<WebBench["open"]>>) => JSON.parse(String(await page.evaluate("document.getElementById('tulos').textContent"))) as Record<string, unknown>;
  /** Goes to a page that does not get ready by itself. */
  const go = async (path: string) => {
    const page = await bench.open("stand-in-trials");
    await page.evaluate(`void (location.href = ${JSON.stringify(path)})`);
    return page;
  };

  it.each([["alert", "Huomio!", true, "undefined"], ["confirm", "Jatketaanko?", true, true], ["confirm", "Jatketaanko?", false, false], ["prompt", "Mikä on nimesi?", true, "Taru"], ["prompt", "Mikä on nimesi?", false, null]])(
    "asks by %s in our style: %s answered %s",
    async (kind, message, accept, answer) => {
      const page = await go(`/kysely?laji=${kind}`);
      const { dialog } = await bench.when((now) => now.dialog !== null);
      expect(dialog).toMatchObject({ kind, message, canSilence: false, defaultText: kind === "prompt" ? "Aino" : "" });
      expect(await bench.invoke("web-answer-dialog", { id: dialog?.id, accept, text: kind === "prompt" ? "Taru" : null, silence: false })).toMatchObject({ ok: true });
      await until(async () => (await page.evaluate("document.body?.dataset.done")) === "1");
      expect((await results(page))["vastaus"]).toBe(answer);
    },
  );

  it("cannot be trapped by endless dialogs: they can be silenced, and the page can be left", async () => {
    await go("/kyselytulva?laji=confirm");
    const first = await bench.when((now) => now.dialog !== null);
    await bench.ask("web-answer-dialog", { id: first.dialog?.id, accept: true, text: null, silence: false });
    const second = await bench.when((now) => now.dialog !== null && now.dialog.id !== first.dialog?.id);
    expect(second.dialog?.canSilence).toBe(true);
    await bench.ask("web-answer-dialog", { id: second.dialog?.id, accept: false, text: null, silence: true });
    await bench.when((now) => now.dialog === null);
    await until(() => bench.refused("page-dialog-flood") > 10);
    const page = await bench.open("stand-in-portal");
    expect(await page.url()).toBe(`${bench.site.origin("palvelu")}/`);
  });

  it("asks once before it is left by a link, and not at all by our own ways out", async () => {
    const page = await bench.trial("/lahto");
    await page.click("#aktivoi");
    await bench.ask("web-navigate", { to: "start" });
    const { dialog } = await bench.when((now) => now.dialog !== null);
    expect(dialog?.kind).toBe("leave");
    await bench.ask("web-answer-dialog", { id: dialog?.id, accept: false, text: null, silence: false });
    await bench.when((now) => now.dialog === null);
    expect(await page.url()).toContain("/lahto");
    await bench.ask("web-navigate", { to: "start" });
    const again = await bench.when((now) => now.dialog !== null);
    await bench.ask("web-answer-dialog", { id: again.dialog?.id, accept: true, text: null, silence: false });
    await until(async () => (await page.evaluate("location.pathname")) === "/");
    const back = await bench.trial("/lahto");
    await back.click("#aktivoi");
    bench.session.show({ screen: { name: "home" } });
    await until(async () => (await bench.pages()).length === 1);
  });

  it("is told to be silent when it loops for ever, and can be left at once", async () => {
    const page = await bench.trial("/jumi");
    await page.click("#jumita");
    await bench.when((now) => now.state === "not-answering", 20_000);
    bench.session.show({ screen: { name: "home" } });
    await until(async () => (await bench.pages()).length === 1);
    const next = await bench.open("stand-in-trials");
    expect(await next.evaluate("1 + 1")).toBe(2);
  }, 60_000);

  it("crashes alone, and begins anew", async () => {
    const page = await bench.trial("/perilla");
    void page.send("Page.crash").catch(() => undefined);
    await bench.when((now) => now.state === "crashed");
    expect(bench.session.record.lost).toContain("web");
    await bench.ask("web-navigate", { to: "reload" });
    await bench.when((now) => now.state === "ready");
    expect(await bench.screensPage.evaluate("document.getElementById('screen').textContent")).toBe("web");
  });

  it("cannot close itself", async () => {
    const page = await bench.trial("/perilla");
    await page.evaluate("window.close()");
    await page.evaluate("top.close()");
    expect(await page.evaluate("document.readyState")).toBe("complete");
  });

  it("is not closed by a foreign frame with more than itself", async () => {
    await bench.trial("/kehykset");
    const frame = await bench.frame("/kehys");
    void frame.evaluate("void setTimeout(() => top.close())").catch(() => undefined);
    expect(await bench.peer.request("probe", {})).toMatchObject({ ok: true });
    const next = await bench.open("stand-in-trials");
    expect(await next.evaluate("1 + 1")).toBe(2);
  });

  it("that is closed all the same is said to be gone, takes nothing with it, and begins anew", async () => {
    await bench.trial("/perilla");
    await bench.closePage();
    await bench.when((now) => now.state === "crashed");
    expect(await bench.peer.request("probe", {})).toMatchObject({ ok: true });
    await bench.ask("web-navigate", { to: "start" });
    await bench.when((now) => now.state === "ready");
    expect(await bench.pages()).toHaveLength(2);
  });

  it("gets no permission and no device, and hides nothing behind full screen", async () => {
    const page = await bench.trial("/luvat");
    await until(async () => (await page.evaluate("document.body?.dataset.done")) === "1", 40_000);
    const told = Object.entries(await results(page)).filter(([, what]) => what === "granted" || what === "true");
    expect(told).toEqual([]);
    await until(() => bench.refused("permission") > 3);
    const full = await bench.trial("/kokoruutu");
    expect(await full.evaluate("document.body.requestFullscreen().then(() => 'full', (error) => error.name)")).toBe("TypeError");
    expect(await full.evaluate("document.fullscreenEnabled")).toBe(false);
    expect(await full.evaluate("Promise.resolve(document.body.requestPointerLock({ unadjustedMovement: false })).then(() => document.pointerLockElement?.tagName ?? 'none', (error) => error.name)")).not.toBe("BODY");
    await until(() => bench.refused("pointer-lock") > 0);
    expect(await full.evaluate("[innerWidth, innerHeight]")).toEqual([place.width, place.height]);
  }, 60_000);

  it("gets camera and microphone where the tray names them, and the screens know", async () => {
    const page = await bench.open("stand-in-video");
    const answer = await page.evaluate(`navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then((stream) => stream.getTracks().length, (error) => error.name)`);
    expect(answer).toBe(2);
    await bench.when((now) => now.camera && now.microphone);
    await page.evaluate("void location.reload()");
    await bench.when((now) => !now.camera && !now.microphone);
  });

  it("cannot ask for a browser's password", async () => {
    await go("/http-tunnus");
    expect(await bench.when((now) => now.state === "blocked")).toMatchObject({ reason: "needs-password" });
    await until(() => bench.refused("http-authentication") > 0);
  });

  it.each([["/katkos", "other"], ["/rikki", "other"]])("that fails by %s says so without an address", async (path, reason) => {
    await go(path);
    expect(await bench.when((now) => now.state === "failed")).toMatchObject({ reason, refusedHost: null });
    await bench.ask("web-navigate", { to: "start" });
    await bench.when((now) => now.state === "ready");
  });

  it("follows the text size, also on its next site", async () => {
    bench.session.show({ preferences: { ...bench.session.snapshot().preferences, textScale: 150 } });
    const page = await bench.trial("/perilla");
    await until(async () => (await page.evaluate("devicePixelRatio")) === 1.5);
    await page.evaluate(`void (location.href = ${JSON.stringify(`${bench.site.origin("kehys")}/kehys`)})`);
    await until(async () => (await page.evaluate("location.pathname + devicePixelRatio")) === "/kehys1.5");
    bench.session.show({ preferences: { ...bench.session.snapshot().preferences, textScale: 100 } });
    await until(async () => (await page.evaluate("devicePixelRatio")) === 1);
  });

  it("goes up and down by the buttons around it, and so does a list in it", async () => {
    const page = await bench.trial("/perilla");
    // The page's own policy takes no style from mark-up.
    const long = `document.body.innerHTML = "<div id=list><div id=long></div></div>"; document.getElementById("long").style.height = "9000px";`;
    await page.evaluate(`${long} 1`);
    await bench.ask("web-scroll", { to: "down" });
    await until(async () => Number(await page.evaluate("scrollY")) > 0.7 * place.height);
    await bench.ask("web-scroll", { to: "up" });
    await until(async () => (await page.evaluate("scrollY")) === 0);
    await page.evaluate(`${long} document.getElementById("list").style.cssText = "position: fixed; inset: 0; overflow: auto"; 1`);
    await bench.ask("web-scroll", { to: "down" });
    await until(async () => Number(await page.evaluate("document.getElementById('list').scrollTop")) > 0.7 * place.height);
  });

  it("is typed into and filled by our keyboard although the touch is on our screens", async () => {
    const page = await bench.trial("/perilla");
    await page.evaluate(`document.body.innerHTML = "<input id=a value=vanha><input id=b type=number><textarea id=c></textarea><p id=d>x</p>"; globalThis.events = []; for (const type of ["keydown", "input", "blur"]) addEventListener(type, (event) => events.push(type + (event.key ?? "")), true); 1`);
    await page.click("#a");
    const { textField } = await bench.when((now) => now.textField !== null);
    expect(textField?.kind).toBe("text");
    expect(textField?.bottomPx).toBeGreaterThan(place.y);
    await bench.screensPage.click("#field");
    const keys = ["Å", "b", "ŋ"].map((text) => ({ kind: "text", text }));
    expect(await bench.invoke("web-type", { keys: [...keys, { kind: "text", text: "ʹx" }, { kind: "key", key: "Backspace" }] })).toEqual({ ok: true, value: null });
    expect(await page.evaluate("document.getElementById('a').value")).toBe("vanhaÅbŋʹ");
    expect(await page.evaluate("events.filter((one) => one.startsWith('keydown')).join()")).toBe("keydownÅ,keydownb,keydownŋ,keydownBackspace");
    expect(await page.evaluate("events.includes('blur')")).toBe(false);
    expect(await bench.invoke("web-fill", { text: "FI21 1234 5600 0007 85" })).toEqual({ ok: true, value: null });
    expect(await page.evaluate("document.getElementById('a').value")).toBe("FI21 1234 5600 0007 85");
    await page.click("#b");
    await bench.when((now) => now.textField?.kind === "number");
    expect(await bench.invoke("web-fill", { text: "12.50" })).toEqual({ ok: true, value: null });
    expect(await page.evaluate("document.getElementById('b').value")).toBe("12.50");
    expect(await bench.invoke("web-scroll-field", { aboveY: 400 })).toEqual({ ok: true, value: null });
    expect(await bench.invoke("web-fill", { text: "" })).toEqual({ ok: true, value: null });
    expect(await page.evaluate("document.getElementById('b').value")).toBe("");
    await page.evaluate("document.activeElement.blur()");
    await bench.when((now) => now.textField === null);
    expect(await bench.invoke("web-fill", { text: "x" })).toMatchObject({ ok: false, error: { code: "web/no-field" } });
  });

  it("is typed into in a frame of another site", async () => {
    const page = await bench.trial("/kehykset");
    const frame = await bench.frame("/kehys");
    await page.evaluate(`document.getElementById("vieras").scrollIntoView({ block: "center" })`);
    await frame.evaluate(`document.body.innerHTML = "<input type=tel id=f>"; document.getElementById("f").focus(); 1`);
    await bench.when((now) => now.textField?.kind === "telephone");
    await bench.ask("web-type", { keys: [{ kind: "text", text: "4" }] });
    expect(await bench.invoke("web-fill", { text: "040 123" })).toEqual({ ok: true, value: null });
    expect(await frame.evaluate("document.getElementById('f').value")).toBe("040 123");
  });

  it("has nothing of ours in it, and no trace of Electron", async () => {
    const page = await bench.trial("/perilla");
    expect(await page.evaluate("[typeof virtu, typeof virtuReport, typeof virtuField, typeof require, typeof process, typeof ipcRenderer].join()")).toBe(Array(6).fill("undefined").join());
    expect(await page.evaluate("navigator.userAgent")).toMatch(/^Mozilla\/5\.0 \(.*\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\) Chrome\/[\d.]+ Safari\/[\d.]+$/);
    expect(await page.evaluate("[document.pictureInPictureEnabled, 'usb' in navigator, 'hid' in navigator, 'serial' in navigator, 'bluetooth' in navigator, 'share' in navigator].join()")).toBe(Array(6).fill("false").join());
  });
});
