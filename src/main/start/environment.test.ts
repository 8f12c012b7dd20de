import { expect, it } from "vitest";
import { takeEnvironment } from "./environment.ts";

const token = "t".repeat(43);

it("takes our variables out of the environment", () => {
  const env = { VIRTU_SOCKET: "/run/x.sock", VIRTU_TOKEN: token, VIRTU_WINDOW: "1280x900", VIRTU_OWNER: "1", HOME: "/root" };
  expect(takeEnvironment(env)).toEqual({ ok: true, value: { socket: "/run/x.sock", token, window: { width: 1280, height: 900 } } });
  // The mark by which the core finds a shell's processes stays on them.
  expect(env).toEqual({ VIRTU_OWNER: "1", HOME: "/root" });
});

it("knows a whole screen, and refuses what is missing or malformed", () => {
  expect(takeEnvironment({ VIRTU_SOCKET: "/s", VIRTU_TOKEN: token })).toMatchObject({ ok: true, value: { window: null } });
  for (const env of [{}, { VIRTU_SOCKET: "s", VIRTU_TOKEN: token }, { VIRTU_SOCKET: "/s", VIRTU_TOKEN: "short" }, { VIRTU_SOCKET: "/s", VIRTU_TOKEN: token, VIRTU_WINDOW: "big" }]) {
    expect(takeEnvironment(env)).toEqual({ ok: false, error: { code: "shell/environment" } });
  }
});
