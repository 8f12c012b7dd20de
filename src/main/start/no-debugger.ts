import { app } from "electron";
import { url } from "node:inspector";
import { forbiddenSwitches } from "./switches.ts";

/** Exit code of a shell that somebody looks into (sysexits: EX_NOPERM). */
const EXIT_NO_PERMISSION = 77;

/**
 * A packaged booth cannot be looked into (K49): switches of a debugger are taken off the command line, the signal that would
 * start Node's does nothing, and one that runs already ends the shell. The rest is for the fuses of the packaged binary.
 */
export function refuseDebuggers(): void {
  if (!app.isPackaged) return;
  for (const name of forbiddenSwitches) app.commandLine.removeSwitch(name);
  process.on("SIGUSR1", () => undefined);
  if (url() !== undefined) app.exit(EXIT_NO_PERMISSION);
}
