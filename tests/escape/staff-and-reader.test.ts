import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Action } from "../../src/contract/actions.ts";
import { hashPin, pinLimits } from "../../src/core/store/staff-pin.ts";
import { until } from "../support/until.ts";
import { finnish } from "../support/visitor.ts";
import { escapeBooth } from "./support/escape-booth.ts";

const PIN = "864213";
/** Finance Finland, bank bar code guide v5.3, example 1 of version 4, and what it means. */
const BILL = "479440520200360820048831500000000868516259619897100612";
const IBAN = "FI7944052020036082";
/** Letters that would lead out of a booth if a reader's bytes were keys: Alt+F4, Ctrl+W, escape sequences, a shell's line. */
const CONTROL = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter((one) => one !== "\r" && one !== "\n").join("");

const pinHash = await hashPin(PIN);

describe("the staff page and the reader's bytes", () => {
  const at = escapeBooth({ configuration: { staff: { pinHash } } });

  describe("K52 and K53 what a bar-code reader may send", () => {
    /** Bytes as they are; the reader's own end of a code is a CR. */
    const reader = (words: string): void => appendFileSync(String(at.booth.booth.devices.rigs.barcode?.ready["input"]), `${words.replaceAll("\n", "\\n")}\n`);
    const readerState = async (): Promise<string> => String((await at.booth.snapshot()).devices.find(({ kind }) => kind === "barcode")?.state);
    async function waiting(): Promise<void> {
      await at.booth.act({ type: "go", to: "bill" });
      await at.booth.screen("bill", ({ stage }) => stage === "waiting");
      await until(async () => ((await readerState()) === "ready" ? true : null), "the reader to be ready", undefined, readerState);
    }
    /** The reader still works, and what it was sent before did no harm. */
    async function expectBill(): Promise<void> {
      if ((await at.booth.screen("bill")).screen.stage !== "waiting") await at.booth.act({ type: "bill-again" });
      await at.booth.screen("bill", ({ stage }) => stage === "waiting");
      reader(BILL);
      const { screen } = await at.booth.screen("bill", ({ stage }) => stage === "checked");
      expect(screen.bill).toMatchObject({ iban: IBAN, amountCents: 488_315 });
    }

    it.each([
      ["control characters alone", CONTROL], ["control characters in a bill", `${BILL.slice(0, 20)}${CONTROL}${BILL.slice(20)}`], ["escape sequences of a terminal", "\u001b[2J\u001b]0;karku\u0007\u001b[24~\u009b31m"],
      ["line ends in a bill", `${BILL.slice(0, 30)}\n${BILL.slice(30)}`], ["an address", "https://kielletty.localhost/karku"], ["a line for a shell", "; rm -rf / #$(touch /tmp/karku)`touch /tmp/karku`"],
      ["mark-up", "<script>alert(1)</script><img src=x onerror=alert(1)>"], ["a script's address", "javascript:alert(1)"], ["bytes that are no UTF-8", "\u00ff\u00fe\u00c3\u0028"], ["right-to-left marks", "\u202e\u2066479\u2069"],
    ])("%s: a sentence, no key and no address", async (_name, words) => {
      await waiting();
      reader(words);
      const { screen } = await at.booth.screen("bill", ({ stage }) => stage !== "waiting");
      expect(screen.stage).toBe("rejected");
      expect(screen.code).toMatch(/^[a-z0-9/-]+$/u);
      const said = await at.words();
      expect(said).not.toMatch(/karku|alert|rm -rf|\[object/u);
      expect(await (await at.eyes.screens()).url()).toBe("virtu://screens/index.html");
      await expectBill();
    });

    it("a flood of a megabyte, thousands of codes and the plug pulled in the middle: the booth answers all the while, and reads on", async () => {
      await waiting();
      reader("4".repeat(1_000_000));
      for (let i = 0; i < 2_000; i++) reader(`${i}`);
      reader("!unplug");
      await at.invariants.check();
      expect((await at.booth.snapshot()).visit).not.toBeNull();
      await until(async () => ((await readerState()) === "ready" ? null : true), "the reader to be missed");
      reader("!replug");
      await until(async () => ((await readerState()) === "ready" ? true : null), "the reader to be ready", 20_000, readerState);
      await expectBill();
    });

    it("codes that come while a page is open do nothing to it", async () => {
      const page = await at.trial("/valikko");
      const before = await page.value("#kentta");
      await page.click("#kentta");
      reader(`${CONTROL}${BILL}`);
      reader("https://kielletty.localhost/karku");
      await at.booth.act({ type: "go", to: "bill" });
      await expectBill();
      expect(before).toBe("teksti");
      expect((await at.booth.snapshot()).screen.name).toBe("bill");
    });
  });

  describe("K58 the staff page", () => {
    const staffOnly: readonly Action[] = [{ type: "staff-check" }, { type: "staff-test-print" }, { type: "staff-booth", to: "closed" }, { type: "staff-restart" }];

    /** The part of the display in the colour that the page has been given. */
    async function magenta(): Promise<number> {
      const { width, height, bgrx } = await at.display.pixels({ x: 0, y: 0, width: 1_920, height: 1_080 });
      let count = 0;
      for (let pixel = 0; pixel < width * height * 4; pixel += 4) if (bgrx[pixel] === 0xff && bgrx[pixel + 1] === 0 && bgrx[pixel + 2] === 0xff) count += 1;
      return count / (width * height);
    }

    it("without the PIN nothing of it is done, on any screen", async () => {
      for (const screen of ["home", "web-tray", "documents", "bill"] as const) {
        if (screen !== "home") await at.booth.act({ type: "go", to: screen });
        for (const action of [...staffOnly, { type: "staff-pin", pin: PIN } as const]) expect(await at.booth.tryAct(action), `${action.type} on ${screen}`).toMatchObject({ ok: false });
      }
      await at.booth.act({ type: "staff-open" });
      await at.booth.screen("staff-pin");
      for (const action of staffOnly) expect(await at.booth.tryAct(action), action.type).toMatchObject({ ok: false });
      expect(at.booth.state().boothState).toBe("visit");
    });

    it("there is no page of a citizen's behind it, and no PIN on it", async () => {
      const page = await at.trial("/perilla");
      await page.evaluate(() => void (document.body.textContent = "SALAINEN-SIVU", document.documentElement.style.background = document.body.style.background = "#ff00ff"));
      await until(async () => ((await magenta()) > 0.5 ? true : null), "the page in its own colour on the display");
      await at.booth.act({ type: "staff-open" });
      await at.booth.screen("staff-pin");
      await at.wordsWith(finnish("staff.pinTitle"));
      // She finds it again when the staff have left; until then it is nowhere to be seen or reached.
      await until(async () => ((await magenta()) === 0 ? true : null), "no pixel of the page on the display");
      expect(await (await at.eyes.screens()).run("document.querySelector('.web-place') === null")).toBe(true);
      await at.booth.act({ type: "staff-pin", pin: PIN });
      await at.booth.screen("staff", () => true, 30_000);
      expect(await magenta()).toBe(0);
      const said = await at.words();
      expect(said).not.toContain("SALAINEN-SIVU");
      expect(said).not.toContain(PIN);
      await at.booth.act({ type: "staff-leave" });
    });

    it("five wrong ones lock it, for the right one too, and it says how long in plain words", async () => {
      await at.booth.act({ type: "staff-open" });
      await at.booth.screen("staff-pin");
      for (let wrong = 1; wrong <= pinLimits.tries; wrong++) {
        await at.booth.act({ type: "staff-pin", pin: `${1_000 + wrong}` });
        await at.booth.screen("staff-pin", (pin) => pin.wrong && pin.triesLeft === (wrong === pinLimits.tries ? 0 : pinLimits.tries - wrong));
      }
      const { screen, now } = await at.booth.screen("staff-pin", ({ lockedUntil }) => lockedUntil !== null);
      expect((screen.lockedUntil ?? 0) - now).toBeGreaterThan(pinLimits.firstLockMs / 2);
      await at.booth.act({ type: "staff-leave" });
      await at.booth.act({ type: "staff-open" });
      await at.booth.screen("staff-pin", ({ lockedUntil, wrong }) => lockedUntil !== null && !wrong);
      await at.booth.act({ type: "staff-pin", pin: PIN });
      await at.booth.screen("staff-pin", ({ lockedUntil, wrong }) => lockedUntil !== null && wrong);
    });

    it("the lock outlives the visit", async () => {
      await at.booth.act({ type: "end-request" });
      await at.booth.act({ type: "end-confirm" });
      await at.booth.screen("thanks", ({ receipt }) => receipt?.outcome === "clean", 30_000);
      await at.booth.act({ type: "thanks-done" });
      await at.booth.screen("attract", () => true, 20_000);
      await at.booth.act({ type: "staff-open" });
      await at.booth.screen("staff-pin", ({ lockedUntil, triesLeft }) => lockedUntil !== null && triesLeft === 0);
    });
  });
});
