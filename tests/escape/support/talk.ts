import { z } from "zod";
import type { Action } from "../../../src/contract/actions.ts";
import type { Result } from "../../../src/contract/result.ts";
import { resultSchema } from "../../../src/contract/result-schema.ts";
import { windowMethods, type WebState, type WindowMethod } from "../../../src/contract/shell-window.ts";
import type { WindowParams } from "../../../src/contract/window-api.ts";
import type { ScreenName, ScreenOf, Snapshot } from "../../../src/contract/snapshot.ts";
import { until } from "../../support/until.ts";
import type { Page } from "./page.ts";

const readyReply = resultSchema(windowMethods["screens-ready"].result);
const anyReply = resultSchema(z.unknown());

/** What the booth says and is told through its own screens, as their own code would. */
export interface Talk {
  snapshot(): Promise<Snapshot>;
  web(): Promise<WebState>;
  webWhen(fits: (web: WebState) => boolean, what: string, limitMs?: number): Promise<WebState>;
  invoke<M extends WindowMethod>(method: M, params: WindowParams<M>): Promise<Result<unknown>>;
  tryAct(action: Action): Promise<Result<unknown>>;
  /** Does what a touch would do; fails when the booth refuses it. */
  act(action: Action): Promise<void>;
  /** Waits until this screen is shown; fails with the screen that is there instead. */
  screen<N extends ScreenName>(name: N, fits?: (screen: ScreenOf<N>) => boolean, limitMs?: number): Promise<Snapshot & { screen: ScreenOf<N> }>;
}

export function createTalk(screens: () => Promise<Page>): Talk {
  const invoke: Talk["invoke"] = async (method, params) =>
    anyReply.parse(await (await screens()).evaluate((name, given) => window.virtu.invoke(name, given), method, params));
  const ready = async () => {
    const reply = readyReply.parse(await invoke("screens-ready", {}));
    if (!reply.ok) throw new Error(`the screens are told: ${reply.error.code}`);
    return reply.value;
  };
  const snapshot = async (): Promise<Snapshot> => (await ready()).snapshot;
  const web = async (): Promise<WebState> => (await ready()).web;
  const tryAct = async (action: Action): Promise<Result<unknown>> => await invoke("act", { epoch: (await snapshot()).epoch, action });
  return {
    snapshot, web, invoke, tryAct,
    webWhen: (fits, what, limitMs = 15_000) => until(async () => {
      const now = await web().catch(() => null);
      return now !== null && fits(now) ? now : null;
    }, what, limitMs, async () => JSON.stringify(await web())),
    async act(action) {
      const reply = await tryAct(action);
      if (!reply.ok) throw new Error(`the booth refused ${action.type}: ${reply.error.code} ${JSON.stringify((await snapshot()).screen).slice(0, 300)}`);
    },
    screen: async <N extends ScreenName>(name: N, fits: (screen: ScreenOf<N>) => boolean = () => true, limitMs?: number): Promise<Snapshot & { screen: ScreenOf<N> }> =>
      await until(async () => {
        const now = await snapshot().catch(() => null);
        return now !== null && now.screen.name === name && fits(now.screen as ScreenOf<N>) ? (now as Snapshot & { screen: ScreenOf<N> }) : null;
      }, `screen ${name}`, limitMs, async () => JSON.stringify((await snapshot()).screen).slice(0, 600)),
  };
}
