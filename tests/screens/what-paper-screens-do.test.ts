import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sample, type SampleName } from "../../src/renderer/testing/samples.ts";
import { id, papers } from "../../src/renderer/testing/samples/base.ts";
import { driverOf, type Driver } from "./support/driver.ts";
import { startScreens, type ScreensBrowser } from "./support/screens-browser.ts";

let screens: ScreensBrowser;
let page: Page;
let on: Driver;
beforeAll(async () => {
  screens = await startScreens();
  page = screens.page;
  on = driverOf(page);
});
afterAll(async () => {
  await screens.close();
});
beforeEach(async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
});

const heading = async () => await page.locator("main h1").first().textContent();
const question = () => page.getByRole("alertdialog");
const enabled = async (name: string) => await on.button(name).isEnabled();
/** A sample's screen with some of its fields changed. */
const changed = (name: SampleName, change: object) => ({ screen: { ...sample(name).snapshot.screen, ...change } });

describe("scanning", () => {
  it("shows where the paper goes, sends what was chosen, and starts", async () => {
    await on.show("scan");
    await expect.poll(() => page.getByRole("img", { name: /lasilla teksti alaspäin/ }).count()).toBe(1);
    await page.getByText("Monta sivua, lokerosta").click();
    await page.getByText("Pieni tiedosto").click();
    const options = { source: "flatbed", colour: "colour", resolution: 300 };
    expect(await on.actions()).toEqual([{ type: "scan-options", options: { ...options, source: "feeder" } }, { type: "scan-options", options: { ...options, resolution: 150 } }]);
    await on.pushSnapshot("scan-error");
    await expect.poll(() => page.getByRole("img", { name: /lokerossa, teksti ylöspäin/ }).count()).toBe(1);
    expect(await page.getByRole("alert").textContent()).toMatch(/^Lokero on tyhjä.*Oma paperisi on tallessa\.$/);
    await on.button("Skannaa").click();
    expect((await on.actions()).at(-1)).toEqual({ type: "scan-start" });
  });

  it.each([["scan-lost", "Yhteys skanneriin katkesi"], ["scan-gone", "Skanneri ei ole nyt käytössä"], ["scan-looking", "Skanneri käynnistyy"]] as const)("%s: says so, and starts when the scanner is there", async (name, words) => {
    await on.show(name);
    expect(await page.locator(".notice").textContent()).toContain(words);
    expect(await enabled("Skannaa")).toBe(false);
    await on.pushSnapshot("scan");
    await expect.poll(() => enabled("Skannaa")).toBe(true);
  });

  it("tells page and per cent as the scanner does, and can be stopped", async () => {
    await on.show("scan-scanning");
    expect(await heading()).toBe("Skannataan sivua 2");
    const bar = page.getByRole("progressbar");
    expect(await bar.getAttribute("aria-valuenow")).toBe("62");
    await on.pushSnapshot("scan-scanning", changed("scan-scanning", { progress: { page: 2, fraction: 1 } }));
    await expect.poll(() => bar.getAttribute("aria-valuenow")).toBeNull();
    await on.button("Keskeytä").click();
    expect(await on.actions()).toEqual([{ type: "scan-cancel" }]);
  });

  it("turns, moves and removes the page that was chosen, and asks before it removes", async () => {
    await on.show("scan-review");
    await page.locator(".review-page").first().click();
    await on.button("Käännä").click();
    await on.button("Siirrä myöhemmäksi").click();
    expect(await enabled("Siirrä aiemmaksi")).toBe(false);
    await on.button("Poista sivu").click();
    expect(await question().textContent()).toContain("Poistetaanko sivu 1?");
    expect(await page.locator(".asked-screen").getAttribute("inert")).not.toBeNull();
    await on.button("Älä poista").click();
    await on.button("Poista sivu").click();
    await question().getByRole("button", { name: "Poista sivu" }).click();
    const first = id(101);
    expect(await on.actions()).toEqual([{ type: "scan-rotate", pageId: first }, { type: "scan-move", pageId: first, to: 1 }, { type: "scan-drop", pageId: first }]);
  });

  it("throws all away only after a question, and saves", async () => {
    await on.show("scan-review");
    await on.button("Heitä kaikki pois").click();
    await page.keyboard.press("Escape");
    await expect.poll(() => question().count()).toBe(0);
    await on.button("Heitä kaikki pois").click();
    await question().getByRole("button", { name: "Heitä kaikki pois" }).click();
    await on.button("Tallenna 3 sivua").click();
    expect(await on.actions()).toEqual([{ type: "scan-discard" }, { type: "scan-save" }]);
  });

  it("asks for the next paper before it scans it, and comes back to the pages", async () => {
    await on.show("scan-review");
    await on.button("Lisää sivu").click();
    expect(await heading()).toBe("Laita seuraava paperi");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Laita seuraava paperi");
    await on.button("Takaisin").click();
    expect(await heading()).toBe("Tarkista 3 sivua");
    await on.button("Lisää sivu").click();
    await on.button("Skannaa").click();
    expect(await on.actions()).toEqual([{ type: "scan-start" }]);
    await on.pushSnapshot("scan-scanning");
    await expect.poll(heading).toBe("Skannataan sivua 2");
    await on.pushSnapshot("scan-review");
    await expect.poll(heading).toBe("Tarkista 3 sivua");
  });

  it("tells an error over the pages, that they are safe, and lets it be seen", async () => {
    await on.show("scan-review-many");
    expect(await question().textContent()).toMatch(/Paperi jäi kiinni skanneriin.*24 valmista sivua on tallessa\./);
    await on.button("Selvä").click();
    expect(await on.actions()).toEqual([{ type: "notice-seen", notice: "error" }]);
  });
});

describe("copying", () => {
  it("counts copies and starts with one button", async () => {
    await on.show("copy");
    await on.button("Lisää").click();
    const { screen } = sample("copy").snapshot;
    const options = screen.name === "copy" ? screen.options : null;
    expect(await on.actions()).toEqual([{ type: "copy-options", options: { ...options, copies: 2 } }]);
    await on.pushSnapshot("copy", changed("copy", { options: { ...options, copies: 2 } }));
    await on.button("Tee 2 kopiota").click();
    expect((await on.actions()).at(-1)).toEqual({ type: "copy-start" });
  });

  it("goes on at the printer and ends with where the paper is", async () => {
    await on.show("copy-printing");
    expect(await heading()).toBe("Tulostetaan sivua 2 / 3");
    await on.button("Keskeytä").click();
    expect(await on.actions()).toEqual([{ type: "copy-cancel" }]);
    await on.pushSnapshot("copy-done");
    await expect.poll(heading).toBe("Ota kopiosi tulostimesta");
  });
});

describe("printing", () => {
  it("chooses a paper; one that cannot be printed says so and cannot be touched", async () => {
    await on.show("print-choose-many");
    const other = page.getByRole("button", { name: /Hakemuksen liite/ });
    expect(await other.textContent()).toContain("Tätä ei voi tulostaa");
    expect(await other.isEnabled()).toBe(false);
    await page.getByRole("button", { name: /^Skannattu paperi 12/ }).click();
    expect(await on.actions()).toEqual([{ type: "print-choose", documentId: id(12) }]);
  });

  it("shows each page, tells the sheets, and starts", async () => {
    await on.show("print");
    await on.button("Seuraava").click();
    await expect.poll(async () => (await on.calls("document-picture")).at(-1)).toMatchObject({ documentId: papers[0]?.id, page: 2 });
    await on.button("Edellinen").click();
    expect(await enabled("Edellinen")).toBe(false);
    expect(await page.locator(".split-choose").textContent()).toContain("Tähän menee 3 arkkia paperia. Voit tulostaa vielä 57 arkkia.");
    await on.button("Tulosta 3 sivua").click();
    expect(await on.actions()).toEqual([{ type: "print-start" }]);
  });

  it("tells before it starts that the limit does not allow it, and what would", async () => {
    await on.show("print-limit");
    expect(await page.getByRole("alert").textContent()).toContain("Voit tulostaa vielä 4 arkkia. Vähennä kappaleita tai tulosta molemmille puolille.");
    expect(await enabled("Tulosta 15 sivua")).toBe(false);
    await on.pushSnapshot("print");
    await expect.poll(() => enabled("Tulosta 3 sivua")).toBe(true);
  });

  it("tells the true state of the job, what the printer lacks, and that the paper is safe", async () => {
    await on.show("print-sending");
    expect(await heading()).toBe("Lähetetään tulostimelle");
    await on.pushSnapshot("print-printing");
    await expect.poll(heading).toBe("Tulostetaan sivua 2 / 3");
    expect(await page.getByRole("progressbar").getAttribute("aria-valuenow")).toMatch(/^33/);
    await on.pushSnapshot("print-stopped");
    await expect.poll(heading).toBe("Tulostin pysähtyi");
    expect(await page.locator("main").textContent()).toMatch(/Paperisi on tallessa\..*Tulostimesta on paperi loppu/);
    await on.button("Keskeytä").click();
    await on.pushSnapshot("print-done-web");
    await on.button("Takaisin verkkosivulle").click();
    expect(await on.actions()).toEqual([{ type: "print-cancel" }, { type: "back" }]);
  });
});

describe("my papers", () => {
  it("opens one, prints it, and removes it only after a question", async () => {
    await on.show("documents");
    await page.getByRole("button", { name: /^Päätös toimeentulotuesta/ }).click();
    const second = papers[1]?.id;
    await on.pushSnapshot("documents-remove");
    await expect.poll(heading).toBe("Päätös toimeentulotuesta.pdf");
    await on.button("Poista").click();
    await on.button("Älä poista").click();
    await on.button("Tulosta").click();
    await on.button("Poista").click();
    await question().getByRole("button", { name: "Poista", exact: true }).click();
    expect(await on.actions()).toEqual([
      { type: "document-open", documentId: second }, { type: "print-choose", documentId: second }, { type: "document-remove", documentId: second },
    ]);
  });

  it("says how to get some where there are none", async () => {
    await on.show("documents-empty");
    await page.getByRole("button", { name: /^Skannaa oma paperisi/ }).click();
    expect(await on.actions()).toEqual([{ type: "go", to: "scan" }]);
  });
});

describe("a bill", () => {
  it("that fails a check is never passed on: the part is named, and nothing leads to a bank", async () => {
    await on.show("bill-rejected");
    expect(await heading()).toBe("Viitenumero ei täsmää");
    expect(await page.locator("main").textContent()).toContain("Mitään ei ole maksettu.");
    expect(await page.locator(".bill-bank").count()).toBe(0);
    await on.button("Lue uudelleen").click();
    expect(await on.actions()).toEqual([{ type: "bill-again" }]);
  });

  it("is shown in groups with what was proved, and goes to the bank that is chosen", async () => {
    await on.show("bill-checked");
    const lines = await page.locator(".bill-line").allTextContents();
    expect(lines.map((line) => line.replace(/\s/g, " "))).toEqual([
      "Saajan tiliFI79 4405 2020 0360 82oikein", "Summa4 883,15 €luettu", "Viitenumero86851 62596 19897oikein", "Eräpäivä12.7.2026luettu",
    ]);
    await on.button("Nordea").click();
    await on.button("Muu pankki").click();
    await page.getByRole("button", { name: /^Ålandsbanken/ }).click();
    expect(await on.actions()).toEqual([{ type: "bill-bank", serviceId: "nordea" }, { type: "bill-bank", serviceId: "alandsbanken" }]);
    await on.button("Takaisin laskuun").click();
    await on.button("Lue toinen lasku").click();
    expect((await on.actions()).at(-1)).toEqual({ type: "bill-again" });
  });

  it("says what stands in the way when the reader is gone", async () => {
    await on.show("bill-reader-gone");
    expect(await page.getByRole("alert").textContent()).toContain("Lukija ei ole nyt käytössä");
    await on.pushSnapshot("bill");
    await expect.poll(() => page.locator(".notice").textContent()).toBe("Lukija on valmis");
  });
});

describe("the staff's door", () => {
  it("takes figures from the pad and from a keyboard, shows none of them, and sends them once", async () => {
    await on.show("staff-pin");
    for (const figure of ["1", "2", "9"]) await on.button(figure).click();
    await on.button("Pyyhi").click();
    expect(await enabled("Avaa")).toBe(false);
    await page.keyboard.type("34");
    await expect.poll(() => page.locator(".pin-dot").count()).toBe(4);
    expect(await page.locator(".pin-told").textContent()).not.toMatch(/[1234]{2}/);
    await on.button("Avaa").click();
    expect(await on.actions()).toEqual([{ type: "staff-pin", pin: "1234" }]);
    await expect.poll(() => page.locator(".pin-dot").count()).toBe(0);
  });

  it("is closed while the lock holds, and says how long", async () => {
    await on.show("staff-pin-locked");
    expect(await page.getByRole("alert").textContent()).toContain("10 minuutin päästä");
    expect(await enabled("5")).toBe(false);
    await page.keyboard.type("12345");
    expect(await page.locator(".pin-dot").count()).toBe(0);
    await on.button("En ole henkilökuntaa").click();
    expect(await on.actions()).toEqual([{ type: "staff-leave" }]);
  });
});

describe("the staff page", () => {
  it("names what is not well first, by its number, with what to do", async () => {
    await on.show("staff-troubled");
    const checks = await page.locator(".staff-check").allTextContents();
    expect(checks[0]).toMatch(/^10Tulostin.*Vaihda värikasetti\..*Vika$/);
    expect(checks[1]).toMatch(/^7VerkkoLöytyi: no-route/);
    expect(checks).toHaveLength(13);
    await on.button("Avaa palvelupiste").click();
    expect(await on.actions()).toEqual([{ type: "staff-booth", to: "open" }]);
  });

  it("closes and restarts only after a question; checks, tests and leaves at once", async () => {
    await on.show("staff");
    await on.button("Sulje palvelupiste").click();
    await on.button("Älä tee").click();
    await on.button("Sulje palvelupiste").click();
    await question().getByRole("button", { name: "Sulje palvelupiste" }).click();
    await on.button("Käynnistä uudelleen").click();
    await question().getByRole("button", { name: "Käynnistä uudelleen" }).click();
    for (const name of ["Tarkista uudelleen", "Tulosta testisivu", "Poistu"]) await on.button(name).click();
    expect(await on.actions()).toEqual([{ type: "staff-booth", to: "closed" }, { type: "staff-restart" }, { type: "staff-check" }, { type: "staff-test-print" }, { type: "staff-leave" }]);
  });

  it("shows the log ten rows at a time, the newest first", async () => {
    await on.show("staff-log");
    const rows = page.locator(".staff-log tbody tr");
    expect(await rows.count()).toBe(10);
    expect(await rows.first().textContent()).toBe("12.6.2026 10.18Käynti päättyifinished25");
    for (let turn = 0; turn < 3; turn += 1) await on.button("Vanhemmat").click();
    expect(await rows.count()).toBe(4);
    expect(await enabled("Vanhemmat")).toBe(false);
  });
});
