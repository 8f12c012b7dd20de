import { readdirSync } from "node:fs";
import type { ChromiumSwitch } from "./switches.ts";

/**
 * Where the kernel offers no graphics card, Chromium starts a GPU process, sees it fail and starts another: a fifth of the
 * processor time of a shell's start (690 ms against 850 ms, Electron 25 under Xvfb, median of 5). WebGL stays, in software.
 */
export function graphicsSwitches(folder = "/dev/dri"): readonly ChromiumSwitch[] {
  return hasCard(folder) ? [] : [{ name: "disable-gpu", why: "there is none" }];
}

function hasCard(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /^(card|renderD)\d+$/.test(name));
  } catch {
    return false;
  }
}
