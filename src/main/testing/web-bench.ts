import { z } from "zod";
import type { Result } from "../../contract/result.ts";
import { resultSchema } from "../../contract/result-schema.ts";
import { webStateSchema, type WebState } from "../../contract/shell-window.ts";
import { startPortalSite, type PortalSite } from "../../../tests/rigs/portal-site/portal-site.ts";
import { closeTarget, inspect, type Inspector } from "./inspector.ts";
import { until } from "./until.ts";
import { startShell, type ShellProcess, type ShellProcessOptions } from "./shell-process.ts";

/** Where the tests put the embedded page in their window of 1280 × 900. */
export const place = { x: 0, y: 112, width: 1280, height: 788 };

const replySchema = resultSchema(z.unknown());

/** A shell whose services are the stand-in portal's. */
export interface WebBench extends ShellProcess {
  readonly site: PortalSite;
  readonly screensPage: Inspector;
  /** Opens a service on the web screen and puts it in its place; waits until its first page is ready. */
  open(serviceId: string): Promise<Inspector>;
  /** Opens the trials and goes to one of their pages. */
  trial(path: string): Promise<Inspector>;
  /** A frame of another site, by the end of its address. */
  frame(path: string): Promise<Inspector>;
  /** Ends the embedded page as its own `window.close()` would, past what we put in its way. */
  closePage(): Promise<void>;
  state(): Promise<WebState>;
  /** Waits until the state of the page is like this. */
  when(fits: (state: WebState) => boolean, limitMs?: number): Promise<WebState>;
  invoke(method: string, params: unknown): Promise<Result<unknown>>;
  /** The same, where nothing but a yes will do. */
  ask(method: string, params: unknown): Promise<void>;
  refused(refusal: string): number;
}

export async function startWebBench(options: ShellProcessOptions = {}): Promise<WebBench> {
  const site = await startPortalSite();
  const shell = await startShell({ services: { groups: [], services: site.services() }, ...options });
  await shell.shown();
  const screens = await shell.screens();
  let opening = 0;

  const state = async () => webStateSchema.parse(await screens.evaluate("seen.web"));
  const when = (fits: (state: WebState) => boolean, limitMs?: number) => until(async () => {
    const now = await state();
    return fits(now) ? now : false;
  }, limitMs);
  const invoke: WebBench["invoke"] = async (method, params) =>
    replySchema.parse(await screens.evaluate(`virtu.invoke(${JSON.stringify(method)}, ${JSON.stringify(params)})`));
  const ask: WebBench["ask"] = async (method, params) => {
    const answer = await invoke(method, params);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`);
  };
  const open: WebBench["open"] = async (serviceId) => {
    opening += 1;
    if (opening > 1) {
      shell.session.show({ screen: { name: "home" } });
      await until(async () => (await shell.pages()).length === 1);
    }
    shell.session.show({ screen: { name: "web", serviceId, opening, bill: null } });
    await ask("web-place", { bounds: place });
    await when((now) => now.serviceId === serviceId && now.state === "ready");
    return await shell.web();
  };

  return {
    ...shell, site, open,
    closePage: () => closeTarget(shell.port, (url) => url.startsWith("http")),
    frame: (path) => inspect(shell.port, (url) => url.endsWith(path), "iframe"),
    state, when, invoke, ask,
    screensPage: screens,
    async trial(path) {
      const page = await open("stand-in-trials");
      const at = site.requests().length;
      await page.evaluate(`void (location.href = ${JSON.stringify(path)})`);
      await until(() => site.requests().length > at);
      await until(async () => {
        const { state: now } = await state();
        return now === "blocked" || (now === "ready" && (await page.evaluate("document.readyState + location.pathname")) === `complete${path.split("?")[0] ?? ""}`);
      });
      return page;
    },
    refused: (refusal) => shell.session.record.refusals.get(refusal as never) ?? 0,
    async stop() {
      await shell.stop();
      await site.close();
    },
  };
}

/** Requests that arrived where no page of the tray may go: each is an escape. */
export const escapes = (site: PortalSite) => site.requests().filter(({ host }) => host === "kielletty" || host === "inner");
