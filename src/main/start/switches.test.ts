import { describe, expect, it } from "vitest";
import { chromiumSwitches, disabledFeatures, forbiddenSwitches } from "./switches.ts";

describe("Chromium's command line", () => {
  it("names each switch and each feature once, with a reason", () => {
    for (const list of [chromiumSwitches, disabledFeatures]) {
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
      expect(list.every(({ why }) => why.length > 5)).toBe(true);
    }
  });

  it("takes no debugger and no way round the guards from outside (K49)", () => {
    expect(forbiddenSwitches).toEqual(expect.arrayContaining(["remote-debugging-port", "remote-debugging-pipe", "inspect", "inspect-brk", "js-flags", "disable-web-security", "ignore-certificate-errors", "host-resolver-rules", "load-extension"]));
    expect(chromiumSwitches.some(({ name }) => forbiddenSwitches.includes(name))).toBe(false);
  });
});
