import { app, dialog, Menu } from "electron";
import { join } from "node:path";

/** Exit code of a shell that met a bug of ours (sysexits: EX_SOFTWARE). The core starts the next. */
const EXIT_SOFTWARE = 70;

/**
 * No trace and no native window: whatever Chromium writes stays in the profile, which dies with the visit; an error of ours
 * ends the process instead of opening Electron's error dialog over the booth.
 */
export function keepQuiet(): void {
  // Electron would else run a check of its own in every page and write to its console.
  process.env["ELECTRON_DISABLE_SECURITY_WARNINGS"] = "true";
  const profile = app.getPath("userData");
  app.setPath("sessionData", profile);
  app.setPath("crashDumps", join(profile, "crashes"));
  app.setPath("downloads", join(profile, "downloads"));
  app.setAppLogsPath(join(profile, "logs"));
  process.on("uncaughtException", () => app.exit(EXIT_SOFTWARE));
  process.on("unhandledRejection", () => app.exit(EXIT_SOFTWARE));
  dialog.showErrorBox = () => undefined;
  Menu.setApplicationMenu(null);
}
