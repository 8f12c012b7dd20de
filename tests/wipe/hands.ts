import { appendFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import type { Page } from "playwright-core";
import { resultSchema } from "../../src/contract/result-schema.ts";
import { windowMethods, type WebState } from "../../src/contract/shell-window.ts";
import type { WindowMethod } from "../../src/contract/shell-window.ts";
import type { WindowParams, WindowReply } from "../../src/contract/window-api.ts";
import type { BoothUnderTest } from "../support/booth-under-test.ts";
import { until } from "../support/until.ts";

/** What a person's hands do at the booth, for tests that are about what it leaves. Every step that is refused throws. */

/** As a button of our screens does it; throws where the shell says no. */
export async function press<M extends WindowMethod>(booth: BoothUnderTest, method: M, params: WindowParams<M>): Promise<WindowReply<M>> {
  const raw = await (await booth.screens()).evaluate(([name, given]) => window.virtu.invoke(name, given), [method, params] as const);
  const reply = resultSchema(windowMethods[method].result).parse(raw);
  if (!reply.ok) throw new Error(`${method} was answered ${reply.error.code}`);
  return reply.value as WindowReply<M>;
}

export const webState = async (booth: BoothUnderTest): Promise<WebState> => (await press(booth, "screens-ready", {})).web;

/** Waits for the embedded page to be as wanted, seen by the screens. */
export const webIs = <T>(booth: BoothUnderTest, look: (web: WebState) => T | null, what: string): Promise<T> =>
  until(async () => look(await webState(booth)), what, 15_000, async () => JSON.stringify(await webState(booth)));

/** From attract to home under a name of her own. */
export async function walkInAs(booth: BoothUnderTest, name: string): Promise<void> {
  await booth.screen("attract", () => true, 20_000);
  await booth.act({ type: "start" });
  await booth.screen("arrive");
  await booth.act({ type: "arrive-name", name });
  await booth.screen("terms");
  await booth.act({ type: "terms-accept" });
  const { visit } = await booth.screen("home");
  if (visit?.name !== name) throw new Error("the made-up name was not taken");
}

/** Opens a service of the tray and waits until its page is there. */
export async function openService(booth: BoothUnderTest, serviceId: string, origin: string): Promise<Page> {
  await booth.act({ type: "go", to: "web-tray" });
  await booth.screen("web-tray");
  await booth.act({ type: "web-open", serviceId });
  await booth.screen("web");
  const page = await booth.web(origin);
  await webIs(booth, (web) => (web.state === "ready" ? true : null), "the page to be ready");
  return page;
}

/** As many keys in one message as the channel takes, eight letters a key. */
export async function typeByOurKeyboard(booth: BoothUnderTest, text: string): Promise<void> {
  const keys = (text.match(/.{1,8}/gu) ?? []).map((piece) => ({ kind: "text" as const, text: piece }));
  await press(booth, "web-type", { keys });
}

/** Holds a code under the reader. */
export function holdUnderReader(booth: BoothUnderTest, code: string): void {
  const input = booth.booth.devices.rigs.barcode?.ready["input"];
  if (typeof input !== "string") throw new Error("there is no bar-code rig");
  appendFileSync(input, `${code.replaceAll("\n", "\\n")}\n`);
}

/** One command for the printer's rig, and its answer. */
export async function tellPrinter(booth: BoothUnderTest, command: { readonly do: "unplug" | "replug" } | { readonly do: "fault"; readonly fault: object }): Promise<void> {
  const rig = booth.booth.devices.rigs.printer?.process;
  if (rig === undefined) throw new Error("there is no printer rig");
  let answers = 0;
  rig.onLine((line) => (answers += "ok" in line ? 1 : 0));
  const before = answers;
  rig.send(JSON.stringify(command));
  await until(() => (answers > before ? true : null), "the printer rig's answer", 30_000);
}

/** What every owner of a selection offers, even of an empty one (ICCCM 2.6.2). */
const metaTargets = new Set(["TIMESTAMP", "TARGETS", "MULTIPLE", "SAVE_TARGETS", ""]);

/** The formats that a clipboard offers, without reading any: reading would copy the text through the display's server. */
export function clipboardOffers(booth: BoothUnderTest, selection: "clipboard" | "primary"): string[] {
  const asked = spawnSync("xclip", ["-o", "-selection", selection, "-t", "TARGETS"], { env: { ...process.env, ...booth.booth.display.env }, encoding: "utf8", timeout: 5_000 });
  return asked.status === 0 ? asked.stdout.split("\n").filter((line) => !metaTargets.has(line)) : [];
}

/** Names of all windows of the display, as any program of the machine may read them. */
export function windowTitles(booth: BoothUnderTest): string[] {
  const env = { ...process.env, ...booth.booth.display.env };
  const titles = spawnSync("xdotool", ["search", "--name", "", "getwindowname", "%@"], { env, encoding: "utf8", timeout: 10_000 }).stdout.split("\n");
  return [...new Set(titles.filter((title) => title !== ""))];
}

/** Presses *End visit*, answers the question whether she really wants to, and waits for the proof. */
export async function endVisit(booth: BoothUnderTest): Promise<void> {
  await booth.act({ type: "end-request" });
  const asked = await until(async () => {
    const now = await booth.snapshot().catch(() => null);
    return now === null || now.endQuestion !== null || now.screen.name === "thanks" ? { question: now?.endQuestion ?? null } : null;
  }, "the end of the visit or a question about it");
  if (asked.question !== null) await booth.act({ type: "end-confirm" });
}
