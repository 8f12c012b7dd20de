import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWebBench, type WebBench } from "./web-bench.ts";
import { until } from "./until.ts";

/** Hardware keys as X delivers them (K01-K21), and a bar-code reader that plays keyboard (devices: B1). */
describe("a hardware keyboard", () => {
  let bench: WebBench;
  beforeAll(async () => {
    bench = await startWebBench();
  });
  afterAll(() => bench.stop());

  const xdotool = (...args: string[]) => execFileSync("xdotool", args, { env: { ...process.env, DISPLAY: bench.display }, timeout: 60_000 }).toString();
  const actions = (type: string) => bench.session.record.actions.filter((action) => action.type === type);

  it.each(["alt+F4", "ctrl+w", "ctrl+F4", "ctrl+q", "F11", "ctrl+shift+i", "ctrl+shift+j", "ctrl+shift+c", "F12", "ctrl+r", "F5", "ctrl+n", "ctrl+t", "ctrl+shift+n", "ctrl+o", "ctrl+u", "ctrl+l", "alt+d", "F6", "ctrl+h", "ctrl+j", "ctrl+d", "ctrl+f", "ctrl+g", "F10", "shift+F10", "Menu", "super", "F1", "F3", "F7", "ctrl+plus", "ctrl+minus", "alt+Left", "ctrl+s"])(
    "does nothing by %s in an embedded page, and is counted",
    async (key) => {
      if (bench.session.snapshot().screen.name !== "web") await bench.trial("/perilla").then((page) => page.click("body"));
      const before = bench.refused("key");
      xdotool("key", key);
      await until(() => bench.refused("key") > before);
      expect(await bench.pages()).toHaveLength(2);
      expect(await bench.state()).toMatchObject({ state: "ready" });
      expect(bench.process.exitCode).toBeNull();
    },
  );

  it("writes, moves and edits in a field, and says that it is there", async () => {
    const page = await bench.trial("/perilla");
    await page.evaluate(`document.body.innerHTML = "<input id=a>"; 1`);
    await page.click("#a");
    const seen = Number(await bench.screensPage.evaluate("seen.hardwareKeys"));
    xdotool("type", "--delay", "20", "abc");
    xdotool("key", "BackSpace", "d", "ctrl+a", "ctrl+c", "End", "ctrl+v");
    await until(async () => (await page.evaluate("document.getElementById('a').value")) === "abdabd");
    expect(await bench.screensPage.evaluate("seen.hardwareKeys")).toBeGreaterThan(seen);
    expect(actions("touched").length).toBeGreaterThan(0);
    expect(await bench.peer.request("clipboard.clear", {})).toEqual({ ok: true, value: { clipboardBytes: 0, primaryBytes: 0 } });
    const left = execFileSync("sh", ["-c", "timeout 2 xclip -o -selection clipboard 2>/dev/null; timeout 2 xclip -o -selection primary 2>/dev/null; true"], { env: { ...process.env, DISPLAY: bench.display } });
    expect(left.toString()).toBe("");
  });

  it("is no more activity than a touch is: on our screens and in a page, at most once a second", async () => {
    await bench.trial("/perilla");
    let pause = Date.now() + 1_100;
    const touched = () => actions("touched").length;
    for (const at of [["200", "40"], ["200", "400"]] as const) {
      await until(() => Date.now() > pause);
      const before = touched();
      xdotool("mousemove", ...at, "click", "--repeat", "8", "--delay", "10", "1");
      await until(() => touched() > before);
      expect(touched()).toBe(before + 1);
      pause = Date.now() + 1_100;
    }
  });

  it("prints an embedded page by Ctrl+P into our preview, and our own screens not at all", async () => {
    const page = await bench.trial("/perilla");
    await page.click("body");
    xdotool("key", "ctrl+p");
    await until(() => bench.session.record.prints.length === 1);
    bench.session.show({ screen: { name: "home" } });
    await until(async () => (await bench.pages()).length === 1);
    const before = bench.refused("key");
    xdotool("key", "ctrl+p");
    await until(() => bench.refused("key") > before);
    expect(bench.session.record.prints).toHaveLength(1);
  });

  it("gives a bar code of a reader to the bill screen only, and lets none of it into a field", async () => {
    const code = "458101710000001220004829900000000559582243294671120131"; // the official example of the bank bar code, version 4
    bench.session.show({ screen: { name: "bill", stage: "waiting", bill: null, code: null } });
    await until(async () => (await bench.screensPage.evaluate("seen.snapshot.screen.name")) === "bill");
    await bench.screensPage.click("#field");
    xdotool("type", "--delay", "5", `${code}\n`);
    await until(() => actions("wedge-text").length === 1);
    expect(actions("wedge-text")[0]).toEqual({ type: "wedge-text", text: code });
    expect(await bench.screensPage.evaluate("document.getElementById('field').value")).toBe("");
    bench.session.show({ screen: { name: "home" } });
    await until(async () => (await bench.screensPage.evaluate("seen.snapshot.screen.name")) === "home");
    await bench.screensPage.click("#field");
    xdotool("type", "--delay", "5", "1234567890123456789012");
    await until(async () => (await bench.screensPage.evaluate("document.getElementById('field').value")) === "1234567890123456789012");
    expect(actions("wedge-text")).toHaveLength(1);
  });

  it("survives five hundred keys of a seeded monkey", async () => {
    await bench.trial("/perilla").then((page) => page.click("body"));
    const names = ["a", "F4", "Tab", "Return", "Escape", "space", "Left", "F11", "Delete", "p", "w", "q", "Page_Down", "F5", "Home", "1", "Menu", "Insert"];
    const modifiers = ["", "ctrl+", "alt+", "shift+", "ctrl+shift+", "ctrl+alt+", "super+"];
    let seed = 20_260;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const keys = Array.from({ length: 500 }, () => `${modifiers[next(modifiers.length)] ?? ""}${names[next(names.length)] ?? "a"}`);
    xdotool("key", "--delay", "4", ...keys);
    expect(await bench.peer.request("probe", {})).toMatchObject({ ok: true });
    expect(await bench.pages()).toHaveLength(2);
    expect(bench.process.exitCode).toBeNull();
  });
});
