import { err } from "../contract/result.ts";
import type { ShellHandlers } from "./shell-link/shell-server.ts";
import type { VisitHost } from "./visit-host.ts";

/** What a shell may ask for. */
export function createShellMethods(visit: VisitHost): ShellHandlers["methods"] {
  return {
    act: async ({ epoch, action }) => visit.act(epoch, action),
    "document.picture": async () => err("documents/unknown"),
    "scan.picture": async () => err("documents/unknown"),
    "document.stage": async () => err("documents/unknown"),
    "document.import": async () => err("documents/io"),
    "web.print": async () => err("documents/io"),
    "speech.say": async () => err("speech/no-voice"),
  };
}
