import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Page } from "playwright-core";
import { resultSchema } from "../../src/contract/result-schema.ts";
import { windowMethods, type WebState } from "../../src/contract/shell-window.ts";
import { root } from "../../scripts/run/root.ts";
import type { BoothUnderTest } from "./booth-under-test.ts";
import { until } from "./until.ts";

/** A person at the booth: reads Finnish, pokes with a finger, holds bills under the reader. */
export interface Visitor {
  /** Pokes the button whose words stand under this key of the Finnish texts, e.g. `attract.start`. */
  press(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  /** Pokes the button that says this; for names that are data, like a service's. */
  pressNamed(name: string | RegExp): Promise<void>;
  /** What the embedded page's frame shows. */
  web(): Promise<WebState>;
  webWhen(fits: (web: WebState) => boolean, what: string): Promise<WebState>;
  /** Pokes something in the embedded page. */
  pressInPage(page: Page, selector: string): Promise<void>;
  /** Opens a service from the tray's own screen by its name. */
  openService(id: string, address: string): Promise<Page>;
  /** From the choice of sign-in ways over the bank and back. */
  signIn(): Promise<void>;
}

const readyReply = resultSchema(windowMethods["screens-ready"].result);
const textsSchema = z.record(z.string(), z.string());

/** The Finnish words of one key, its simple `{name}` places filled; plural forms are looked for by their fixed part. */
export function finnish(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const [area = "", name = ""] = key.split(".");
  const texts = textsSchema.parse(JSON.parse(readFileSync(join(root, "resources/locales/fi", `${area}.json`), "utf8")));
  const text = texts[name];
  if (text === undefined) throw new Error(`there is no Finnish text ${key}`);
  return Object.entries(values).reduce((filled, [place, value]) => filled.replaceAll(`{${place}}`, String(value)), text);
}

/** A navigation to another site swaps the page's process; whoever pokes does not wait for that. */
const poke = (page: Page, selector: string): Promise<void> => page.locator(selector).first().click({ timeout: 10_000, noWaitAfter: true });

export function visitorAt(booth: BoothUnderTest): Visitor {
  const pressNamed = async (name: string | RegExp): Promise<void> => {
    const page = await booth.screens();
    // A choice is poked on its visible label: the radio button itself is only there for the screen reader.
    const choice = page.locator("label").filter({ has: page.getByRole("radio", { name }) });
    await page.getByRole("button", { name, exact: typeof name === "string" }).or(choice).first().click({ timeout: 10_000 });
  };
  const web = async (): Promise<WebState> => {
    const reply = readyReply.parse(await (await booth.screens()).evaluate(() => window.virtu.invoke("screens-ready", {})));
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.web;
  };
  return {
    press: (key, values) => pressNamed(finnish(key, values)),
    pressNamed,
    web,
    webWhen: (fits, what) => until(async () => {
      const now = await web();
      return fits(now) ? now : null;
    }, what, 15_000, async () => JSON.stringify(await web())),
    pressInPage: poke,
    openService: async (id, address) => {
      await booth.act({ type: "go", to: "web-tray" });
      await booth.screen("web-tray");
      await booth.act({ type: "web-open", serviceId: id });
      return await booth.web(address);
    },
    signIn: async () => {
      await poke(await booth.web(booth.portal.origin("tunnistus")), "#pankki");
      const bank = await booth.web(`${booth.portal.origin("pankki-tunnistus")}/kirjaudu?`);
      await bank.locator('input[name="tunnus"]').fill("12345678");
      await bank.locator('input[name="salasana"]').fill("salainen");
      await poke(bank, 'button[type="submit"]');
      await until(async () => ((await bank.locator('form[action="/hyvaksy"]').count()) === 1 ? true : null), "the bank's question");
      await poke(bank, 'button[type="submit"]');
    },
  };
}
