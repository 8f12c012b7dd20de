import { app } from "electron";
import { registerSchemes, screensPrivileges } from "./screens/screens-protocol.ts";
import { runShell } from "./shell.ts";
import { takeEnvironment } from "./start/environment.ts";
import { graphicsSwitches } from "./start/graphics.ts";
import { refuseDebuggers } from "./start/no-debugger.ts";
import { keepQuiet } from "./start/quiet.ts";
import { pagePrivileges } from "./web/page-requests.ts";
import { chromiumSwitches } from "./start/switches.ts";

/** Exit code of a shell that nobody told where its session is (sysexits: EX_USAGE). */
const EXIT_USAGE = 64;

keepQuiet();
const environment = takeEnvironment(process.env);
refuseDebuggers();
for (const { name, value } of [...chromiumSwitches, ...graphicsSwitches()]) app.commandLine.appendSwitch(name, value);
registerSchemes(screensPrivileges, pagePrivileges);
if (environment.ok) {
  void app.whenReady().then(() => runShell(environment.value));
} else {
  app.exit(EXIT_USAGE);
}
