import { basename } from "node:path";
import type { Service } from "../../src/contract/service-tray.ts";
import { decide, type AddressKind } from "../../src/contract/web-address.ts";
import { until } from "../support/until.ts";
import type { QuietBooth } from "./support/escape-booth.ts";
import { familyOf } from "./support/family.ts";
import { watchFilesOutside } from "./support/files-outside.ts";
import type { OpenerTrap } from "./support/opener-trap.ts";
import type { ShellEyes } from "./support/shell-eyes.ts";
import type { Talk } from "./support/talk.ts";
import type { Pixels, XDisplay } from "./support/x-display.ts";

/**
 * What every case of this folder must show, whatever it tried: one top-level window at its place, the screens and an allowed page
 * in it, no process and no file that does not belong there, nothing asked of a host that is on no list, and a booth that lives.
 */
export interface Invariants {
  /** Fails with all that does not hold. */
  check(): Promise<void>;
}

export interface InvariantParts {
  readonly booth: QuietBooth & Talk;
  readonly eyes: ShellEyes;
  readonly display: XDisplay;
  readonly openers: OpenerTrap;
  readonly services: readonly Service[];
}

/** A booth that is busy with what a case did to it settles long before; a fault stays. */
const SETTLE_MS = 15_000;
/** Programs of the booth besides Node and Electron: devices and paper. */
const toolPrograms = ["scanimage", "pdftoppm", "pdfinfo", "pdftocairo", "espeak-ng"];
/** Hosts of the stand-in site that only an escape reaches. */
const escapeHosts = new Set(["kielletty", "inner", "untrusted"]);
/** Part of the bar's pixels that may differ from those at the start: time left, the pressed button, the name on it. */
const BAR_CHANGE = 0.25;
/** Difference of one colour channel that an eye would see. */
const SEEN = 24;

const kindOfTarget: Readonly<Record<string, AddressKind>> = { page: "page", iframe: "frame", worker: "resource", shared_worker: "resource", service_worker: "resource" };
/** States in which a person sees a screen of ours in place of the page. */
const hiddenStates: ReadonlySet<string> = new Set(["none", "loading", "blocked", "failed", "crashed", "not-answering"]);

export async function watchInvariants(parts: InvariantParts): Promise<Invariants> {
  const { booth, eyes, display, openers, services } = parts;
  const [own, ...others] = await display.windows();
  if (own === undefined || others.length > 0) throw new Error(`a booth at rest has one window, not ${others.length + 1}`);
  const bounds = boundsOf(own);
  const bar = await barArea(eyes);
  const barBefore = await display.pixels(bar);
  const { preferences: usual } = await booth.snapshot();
  const files = watchFilesOutside([booth.booth.runtimeFolder, booth.booth.stateFolder]);
  const displayName = booth.booth.display.env["DISPLAY"] ?? "";
  const programs = new Set([basename(process.execPath), basename(process.env["VIRTU_ELECTRON"] ?? "electron"), ...toolPrograms]);
  let heardRequests = booth.portal.requests().length;
  let heardCalls = openers.called().length;

  /** What came to pass once stays a fault, even when it is over. */
  const passed: string[] = [];
  function gather(): void {
    passed.push(...display.changes());
    const requests = booth.portal.requests();
    passed.push(...requests.slice(heardRequests).filter(({ host }) => escapeHosts.has(host)).map(({ host, method, path }) => `request at ${host}: ${method} ${path}`));
    heardRequests = requests.length;
    const calls = openers.called();
    passed.push(...calls.slice(heardCalls).map((call) => `another program was called: ${call}`));
    heardCalls = calls.length;
  }

  async function windowFaults(): Promise<string[]> {
    const seen = (await display.windows()).map(boundsOf);
    return seen.length === 1 && seen[0] === bounds ? [] : [`windows: ${seen.join(" ")} instead of ${bounds}`];
  }

  async function addressFaults(): Promise<string[]> {
    const targets = await eyes.targets();
    const web = await booth.web();
    const service = services.find(({ id }) => id === web.serviceId);
    const screens = targets.filter(({ type, url }) => type === "page" && url.startsWith("virtu://screens/"));
    const faults = targets.filter((target) => !screens.includes(target)).flatMap(({ type, url }) => {
      const kind = kindOfTarget[type];
      if (kind === undefined) return [`a target of the kind ${type}: ${url}`];
      if (hiddenStates.has(web.state) && /^(about:blank|chrome-error:\/\/chromewebdata\/|)(#.*)?$/.test(url)) return [];
      if (kind === "frame" && url.startsWith("chrome-error:")) return [];
      // A service worker outlives its page by half a minute (Chromium's idle limit), whichever service is open by then.
      const judges = type === "service_worker" ? services : services.filter(({ id }) => id === service?.id);
      return judges.some((one) => decide(url, kind, one).allow) ? [] : [`${type} at ${url} (service ${web.serviceId}, ${web.state})`];
    });
    return screens.length === 1 ? faults : [...faults, `${screens.length} screens`];
  }

  function processFaults(): string[] {
    const family = familyOf(booth.state().corePid, displayName);
    const strangers = family.filter(({ program }) => !programs.has(program)).map(({ program, pid }) => `process ${program} (${pid})`);
    return [...strangers, ...files.found(family.map(({ pid }) => pid)).map((path) => `file ${path}`)];
  }

  async function lifeFaults(): Promise<string[]> {
    const { boothState } = booth.state();
    const { screen } = await booth.snapshot();
    const painted = await (await eyes.screens()).evaluate(() => new Promise<boolean>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
    const faults = painted ? [] : ["no frame was painted"];
    const lives = boothState === "visit" || boothState === "open" || (boothState === "ending" && screen.name === "thanks");
    return lives ? faults : [...faults, `the booth is ${boothState} with the screen ${screen.name}`];
  }

  async function barFaults(): Promise<string[]> {
    const { visit, preferences } = await booth.snapshot();
    if (visit === null) return [];
    const now = await barArea(eyes);
    // Larger letters make a higher bar, and other words and colours another picture.
    if (JSON.stringify(preferences) !== JSON.stringify(usual)) return now.x === bar.x && now.y === bar.y && now.width === bar.width && now.height > 0 ? [] : [`the bar lies at ${boundsOf(now)}`];
    if (boundsOf(now) !== boundsOf(bar)) return [`the bar lies at ${boundsOf(now)} instead of ${boundsOf(bar)}`];
    const change = changedPart(barBefore, await display.pixels(bar));
    return change <= BAR_CHANGE ? [] : [`${Math.round(change * 100)} % of the bar on the display is something else`];
  }

  async function faultsNow(): Promise<string[]> {
    try {
      return [...(await windowFaults()), ...(await addressFaults()), ...processFaults(), ...(await lifeFaults()), ...(await barFaults())];
    } catch (error) {
      return [`the booth does not answer: ${String(error).slice(0, 300)}`];
    }
  }

  return {
    async check() {
      let faults: string[] = [];
      await until(async () => ((faults = await faultsNow()).length === 0 ? true : null), "the booth to be as it must be", SETTLE_MS, () => Promise.resolve(faults.join("; ")));
      gather();
      const all = passed.splice(0);
      if (all.length > 0) throw new Error(`it came to this: ${all.join("; ")}`);
    },
  };
}

const boundsOf = (at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): string => `${at.width}x${at.height}+${at.x}+${at.y}`;

async function barArea(eyes: ShellEyes): Promise<{ x: number; y: number; width: number; height: number }> {
  return await (await eyes.screens()).evaluate(() => {
    const box = document.querySelector("header.bar")?.getBoundingClientRect() ?? new DOMRect();
    return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
  });
}

/** The part of the pixels that an eye would call different. */
function changedPart(before: Pixels, after: Pixels): number {
  const count = before.width * before.height;
  let changed = 0;
  for (let at = 0; at < count * 4; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs((before.bgrx[at + channel] ?? 0) - (after.bgrx[at + channel] ?? 0)) > SEEN)) changed += 1;
  }
  return count === 0 ? 1 : changed / count;
}
