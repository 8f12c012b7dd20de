import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { place, startWebBench, type WebBench } from "./web-bench.ts";
import { until } from "./until.ts";

/** Files of embedded pages: downloads (K35), file fields (K33), print (K11), in the real shell. */
describe("files of an embedded page", () => {
  let bench: WebBench;
  beforeAll(async () => {
    bench = await startWebBench();
  });
  afterAll(() => bench.stop());

  const imported = () => bench.session.record.imports;

  it.each([["#liite"], ["#maarite"], ["#blob"], ["#data"]])("takes a download by %s into the documents", async (button) => {
    const before = imported().length;
    const page = await bench.trial("/lataukset");
    await page.click(button);
    await until(() => imported().length > before);
    const taken = imported().at(-1);
    expect(taken?.origin).toBe("download");
    expect(taken?.bytes.length).toBeGreaterThan(0);
    expect((await bench.state()).state).toBe("ready");
  });

  it("shows hostile names as text and writes nothing by them", async () => {
    const page = await bench.trial("/lataukset");
    const ids = (await page.evaluate(`[...document.querySelectorAll("a[id^=nimi-]")].map((a) => a.id)`)) as string[];
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) {
      const before = imported().length;
      const refused = bench.refused("download");
      await page.click(`#${id}`);
      await until(() => imported().length > before || bench.refused("download") > refused);
      // Ten in ten seconds is all that a page gets.
      if (imported().length === before) break;
      const name = imported().at(-1)?.name;
      expect(name ?? "").not.toMatch(/[/\\\u0000-\u001f\u202e]|^\./u);
      expect(Array.from(name ?? "").length).toBeLessThanOrEqual(120);
    }
    expect(readdirSync(bench.session.incomingFolder)).toEqual(["session.sock"]);
  });

  it("breaks off what is too large, and a thousand at once, and says so by a count", async () => {
    let page = await bench.trial("/lataukset");
    const before = imported().length;
    let refused = bench.refused("download");
    await page.click("#iso");
    await until(() => bench.refused("download") > refused);
    page = await bench.trial("/lataukset");
    refused = bench.refused("download");
    await page.click("#tuhat");
    // Chromium itself starts ten of a thousand at once.
    await until(() => bench.refused("download") - refused >= 7);
    await until(async () => (await bench.state()).download === null);
    expect(imported().length - before).toBeLessThanOrEqual(10);
    expect(readdirSync(bench.session.incomingFolder)).toEqual(["session.sock"]);
  });

  it("answers a file field from the documents: type, number, the page gets the file under its name", async () => {
    const page = await bench.open("stand-in-portal");
    await page.evaluate(`void (location.href = "/liite?hyvaksy=pdf-kuvat&maara=monta")`);
    await until(async () => (await page.evaluate("location.pathname + document.readyState")) === "/liitecomplete");
    await page.click("#liite");
    const { chooser } = await bench.when((now) => now.chooser !== null);
    expect(chooser).toEqual({ id: 1, multiple: true, accepts: ["pdf", "jpeg", "png"] });
    const ids = [randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries()) {
      const file = join(bench.session.incomingFolder, `liite-${index}.pdf`);
      writeFileSync(file, `%PDF-1.7 ${id}`);
      bench.session.staged.set(id, file);
    }
    expect(await bench.invoke("web-choose-files", { id: 1, documentIds: ids })).toEqual({ ok: true, value: null });
    await bench.when((now) => now.chooser === null);
    expect(await page.evaluate(`[...document.querySelector("#liite").files].map((file) => file.name).join()`)).toBe("liite-0.pdf,liite-1.pdf");
    await page.evaluate(`document.querySelector("form").submit()`);
    await until(() => bench.site.uploads().length === 2);
    expect(bench.session.record.sent).toEqual(ids);
  });

  it("takes one file for a field of one, none for no, and unknown documents not at all", async () => {
    const page = await bench.open("stand-in-portal");
    await page.evaluate(`void (location.href = "/liite?hyvaksy=teksti&maara=yksi")`);
    await until(async () => (await page.evaluate("location.pathname + document.readyState")) === "/liitecomplete");
    await page.click("#liite");
    const { chooser } = await bench.when((now) => now.chooser !== null);
    expect(chooser).toMatchObject({ multiple: false, accepts: ["text"] });
    const id = chooser?.id ?? 0;
    expect(await bench.invoke("web-choose-files", { id, documentIds: [randomUUID(), randomUUID()] })).toMatchObject({ ok: false, error: { code: "web/one-file" } });
    expect(await bench.invoke("web-choose-files", { id, documentIds: [randomUUID()] })).toMatchObject({ ok: false, error: { code: "documents/unknown" } });
    expect(await bench.invoke("web-choose-files", { id: id + 1, documentIds: [] })).toMatchObject({ ok: false, error: { code: "web/no-chooser" } });
    expect(await bench.invoke("web-choose-files", { id, documentIds: [] })).toMatchObject({ ok: true });
    await bench.when((now) => now.chooser === null);
  });

  it("answers a file field in a frame of another site", async () => {
    const page = await bench.trial("/kehykset");
    await until(() => bench.site.requests().some(({ host, path }) => host === "kehys" && path === "/kehys"));
    const frame = await bench.frame("/kehys");
    await frame.evaluate(`document.body.innerHTML = "<input type=file id=f style='position:fixed;left:0;top:0;width:200px;height:60px'>"; 1`);
    await page.evaluate(`document.getElementById("vieras").scrollIntoView()`);
    await frame.evaluate(`document.getElementById("f").click()`);
    const { chooser } = await bench.when((now) => now.chooser !== null);
    const id = randomUUID();
    const file = join(bench.session.incomingFolder, "kehys.pdf");
    writeFileSync(file, "x");
    bench.session.staged.set(id, file);
    expect(await bench.invoke("web-choose-files", { id: chooser?.id, documentIds: [id] })).toMatchObject({ ok: true });
    expect(await frame.evaluate(`document.getElementById("f").files[0].name`)).toBe("kehys.pdf");
  });

  it("has no other way to a file of this machine", async () => {
    const page = await bench.trial("/perilla");
    expect(await page.evaluate("[typeof showOpenFilePicker, typeof showSaveFilePicker, typeof showDirectoryPicker].join()")).toBe("undefined,undefined,undefined");
    await page.evaluate(`document.body.innerHTML = "<input type=file id=f webkitdirectory>"; 1`);
    const refused = bench.refused("file-picker");
    await page.click("#f");
    await until(() => bench.refused("file-picker") > refused);
    expect((await bench.state()).chooser).toBeNull();
  });

  it("prints into our preview by window.print, by execCommand, by our button and out of a frame, once for a flood", async () => {
    const page = await bench.trial("/tulostukset?tulva");
    await until(() => bench.session.record.prints.length === 1);
    expect(bench.session.record.prints[0]?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await bench.invoke("web-print", {})).toMatchObject({ ok: true });
    expect(bench.session.record.prints).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    await page.evaluate(`document.execCommand("print")`);
    await until(() => bench.session.record.prints.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    // Not at once: the debugger runs an expression again and again that puts a frame into the page.
    await page.evaluate(`void setTimeout(() => document.body.appendChild(document.createElement("iframe")).contentWindow.print())`);
    await until(() => bench.session.record.prints.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    await page.evaluate(`void setTimeout(() => { const f = document.createElement("iframe"); f.hidden = true; document.body.append(f); f.contentDocument.write("<p>LIPPU-KEHYKSESTA"); f.contentDocument.close(); setTimeout(() => f.contentWindow.print(), 100); })`);
    await until(() => bench.session.record.prints.length === 5);
    const texts = bench.session.record.prints.map((pdf) => execFileSync("pdftotext", ["-", "-"], { input: pdf }).toString());
    expect(texts[0]).toContain("TULOSTE-KOE");
    expect(texts[4]).toContain("LIPPU-KEHYKSESTA");
    expect(texts[4]).not.toContain("TULOSTE-KOE");
    expect(await bench.pages()).toHaveLength(2);
  });

  it("keeps the page while its print preview is shown, and forgets it at home", async () => {
    const page = await bench.trial("/perilla");
    const { screen } = bench.session.snapshot();
    const print = { name: "print", stage: "preview", documentId: null, options: { copies: 1, sides: "one-sided", colour: "grey" }, duplex: false, inColour: true, pagesLeft: 9, progress: null, error: null, cameFrom: "web" } as const;
    bench.session.show({ screen: print });
    await page.evaluate("globalThis.kept = 1");
    bench.session.show({ screen });
    await bench.ask("web-place", { bounds: place });
    expect(await page.evaluate("globalThis.kept")).toBe(1);
    bench.session.show({ screen: { name: "home" } });
    await until(async () => (await bench.pages()).length === 1);
    expect(await bench.state()).toMatchObject({ state: "none", serviceId: null });
  });
});
