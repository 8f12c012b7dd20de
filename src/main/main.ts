import { app, session } from "electron";
import { join } from "node:path";
import { registerSchemes, screensPrivileges, serveScreens } from "./screens/screens-protocol.ts";
import { createScreensWindow } from "./screens/screens-window.ts";
import { takeEnvironment, type ShellEnvironment } from "./start/environment.ts";
import { graphicsSwitches } from "./start/graphics.ts";
import { refuseDebuggers } from "./start/no-debugger.ts";
import { keepQuiet } from "./start/quiet.ts";
import { pagePrivileges } from "./web/page-scheme.ts";
import { chromiumSwitches } from "./start/switches.ts";

/** Exit code of a shell that nobody told where its session is (sysexits: EX_USAGE). */
const EXIT_USAGE = 64;

/**
 * The window first: what else the shell is made of (0.1 s of schemas) is loaded while Chromium starts the window's process. Both are
 * one turn of the event loop, so the guards stand before anything can be loaded.
 */
async function openShell(environment: ShellEnvironment): Promise<void> {
  const loading = serveScreens(session.defaultSession, join(__dirname, "screens"));
  const screens = createScreensWindow(session.defaultSession, environment.window);
  const { runShell } = await import("./shell.ts");
  await runShell(environment, screens, loading);
}

keepQuiet();
const environment = takeEnvironment(process.env);
refuseDebuggers();
for (const { name, value } of [...chromiumSwitches, ...graphicsSwitches()]) app.commandLine.appendSwitch(name, value);
registerSchemes(screensPrivileges, pagePrivileges);
if (environment.ok) {
  void app.whenReady().then(() => openShell(environment.value));
} else {
  app.exit(EXIT_USAGE);
}
