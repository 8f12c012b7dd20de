import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { chromium, type Browser, type Page } from "playwright-core";
import { z } from "zod";
import type { Action } from "../../src/contract/actions.ts";
import type { ConfigurationFile } from "../../src/contract/configuration.ts";
import type { Result } from "../../src/contract/result.ts";
import { resultSchema } from "../../src/contract/result-schema.ts";
import { windowMethods } from "../../src/contract/shell-window.ts";
import type { ScreenName, ScreenOf, Snapshot } from "../../src/contract/snapshot.ts";
import { startBooth, type Booth } from "../../scripts/run/booth.ts";
import type { ScreenSize } from "../../scripts/run/display.ts";
import { startPortalSite, type PortalSite } from "../rigs/portal-site/portal-site.ts";
import { until } from "./until.ts";

const shellStateSchema = z.object({ shellId: z.string(), pid: z.int(), devToolsPort: z.int().nullable(), sessionPid: z.int().nullable() });
/** What the core says of itself in `state.json` of its runtime folder, for tests and tools. */
const boothStateSchema = z.object({
  corePid: z.int(),
  boothState: z.string(),
  epoch: z.int(),
  shown: shellStateSchema.nullable(),
  warm: shellStateSchema.nullable(),
});
export type BoothState = z.infer<typeof boothStateSchema>;

const readyReply = resultSchema(windowMethods["screens-ready"].result);
const actReply = resultSchema(windowMethods.act.result);

/** A real booth under test: core, real Electron, rigs, and the stand-in portal site as its services. */
export interface BoothUnderTest {
  readonly booth: Booth;
  readonly portal: PortalSite;
  state(): BoothState;
  /** The shown shell's own screens. */
  screens(): Promise<Page>;
  /** The embedded page of the shown shell; waits until there is one whose address starts so. */
  web(origin: string): Promise<Page>;
  /** All pages of a shell that this debugger can see. */
  browser(which: "shown" | "warm"): Promise<Browser>;
  snapshot(): Promise<Snapshot>;
  /** Does what a touch would do; fails when the booth refuses it. */
  act(action: Action): Promise<void>;
  tryAct(action: Action): Promise<Result<null>>;
  /** Waits until this screen is shown and gives the snapshot; fails with the screen that is there instead. */
  screen<N extends ScreenName>(name: N, fits?: (screen: ScreenOf<N>) => boolean, limitMs?: number): Promise<Snapshot & { screen: ScreenOf<N> }>;
  /** From attract to home as a person who walked in. */
  walkIn(): Promise<void>;
  /** A picture of the whole display, embedded page and all. */
  picture(file: string): void;
  close(): Promise<void>;
}

export interface BoothTestOptions {
  readonly configuration?: Partial<ConfigurationFile>;
  readonly size?: ScreenSize;
  readonly rigs?: boolean;
}

/** Start-up on two busy cores: set-up is done before, so what remains is rigs, core and two shells. */
const START_LIMIT_MS = 60_000;

export async function startBoothUnderTest(options: BoothTestOptions = {}): Promise<BoothUnderTest> {
  const size = options.size ?? { width: 1920, height: 1080 };
  const portal = await startPortalSite({ port: 0 });
  const folder = mkdtempSync(join(tmpdir(), "virtu-tray-"));
  writeFileSync(join(folder, "stand-in.json"), JSON.stringify({ services: portal.services() }));
  const configuration: Partial<ConfigurationFile> = {
    ...options.configuration,
    development: { inspectShells: true, fakeMedia: true, window: size, ...options.configuration?.development },
  };
  const booth = await startBooth({ configuration, rigs: options.rigs ?? true, screen: size, serviceFolders: [folder], stateFolder: null, say: () => undefined });
  const opened = await booth.core.waitFor((line) => line["event"] === "attract", START_LIMIT_MS);
  if (opened === null) {
    const complaints = booth.core.complaints();
    await booth.close();
    throw new Error(`the booth did not open: ${complaints}`);
  }
  return boothUnderTest(booth, portal, folder);
}

function boothUnderTest(booth: Booth, portal: PortalSite, trayFolder: string): BoothUnderTest {
  const browsers = new Map<string, Browser>();
  const state = (): BoothState => boothStateSchema.parse(JSON.parse(readFileSync(join(booth.runtimeFolder, "state.json"), "utf8")));

  const browser = async (which: "shown" | "warm"): Promise<Browser> => {
    const shell = await until(() => {
      const found = state()[which];
      return found?.devToolsPort == null ? null : { id: found.shellId, port: found.devToolsPort };
    }, `a ${which} shell that can be looked into`);
    const known = browsers.get(shell.id);
    if (known?.isConnected() === true) return known;
    const connected = await chromium.connectOverCDP(`http://127.0.0.1:${shell.port}`, { noDefaults: true });
    browsers.set(shell.id, connected);
    return connected;
  };
  const pages = async (): Promise<Page[]> => (await browser("shown")).contexts().flatMap((context) => context.pages());
  /** The debugger loses sight of a view that went to another site and so to another process: a new connection sees it. */
  const freshPages = async (): Promise<Page[]> => {
    const shown = state().shown?.shellId ?? "";
    await browsers.get(shown)?.close();
    browsers.delete(shown);
    return await pages();
  };
  const screens = (): Promise<Page> => until(async () => (await pages()).find((page) => page.url().startsWith("virtu://")) ?? null, "the shown shell's screens");

  const snapshot = async (): Promise<Snapshot> => {
    const page = await screens();
    const reply = readyReply.parse(await page.evaluate(() => window.virtu.invoke("screens-ready", {})));
    if (!reply.ok) throw new Error(`no snapshot: ${reply.error.code}`);
    return reply.value.snapshot;
  };
  const tryAct = async (action: Action): Promise<Result<null>> => {
    const { epoch } = await snapshot();
    return actReply.parse(await (await screens()).evaluate(([at, what]) => window.virtu.invoke("act", { epoch: at, action: what }), [epoch, action] as const));
  };
  const act = async (action: Action): Promise<void> => {
    const reply = await tryAct(action);
    if (!reply.ok) throw new Error(`the booth refused ${action.type}: ${reply.error.code} ${JSON.stringify((await snapshot()).screen).slice(0, 300)}`);
  };
  const screen = async <N extends ScreenName>(name: N, fits: (screen: ScreenOf<N>) => boolean = () => true, limitMs?: number): Promise<Snapshot & { screen: ScreenOf<N> }> =>
    await until(async () => {
      const now = await snapshot().catch(() => null);
      return now !== null && now.screen.name === name && fits(now.screen as ScreenOf<N>) ? (now as Snapshot & { screen: ScreenOf<N> }) : null;
    }, `screen ${name}`, limitMs, async () => JSON.stringify((await snapshot()).screen).slice(0, 600));

  return {
    booth, portal, state, screens, browser, snapshot, act, tryAct, screen,
    web: (origin) => until(async () => (await freshPages()).find((page) => page.url().startsWith(origin)) ?? null, `an embedded page of ${origin}`, 20_000, async () => (await pages()).map((page) => page.url()).join(" ")),
    walkIn: async () => {
      await screen("attract");
      await act({ type: "start" });
      const { screen: arrive } = await screen("arrive");
      await act({ type: "arrive-name", name: arrive.suggestion });
      await screen("terms");
      await act({ type: "terms-accept" });
      await screen("home");
    },
    picture: (file) => {
      mkdirSync(dirname(file), { recursive: true });
      const display = booth.display.env["DISPLAY"];
      const shot = spawnSync("maim", ["--hidecursor", file], { env: { ...process.env, DISPLAY: display }, timeout: 10_000 });
      if (shot.status !== 0 || !existsSync(file)) throw new Error("no picture of the display could be taken");
    },
    close: async () => {
      for (const connected of browsers.values()) await connected.close().catch(() => undefined);
      await booth.close();
      await portal.close();
      rmSync(trayFolder, { recursive: true, force: true });
    },
  };
}
