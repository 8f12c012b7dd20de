import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";

/**
 * How this Electron finds our app. The vendor's binary takes the folder on its command line; that is a part of its
 * `default_app.asar`. A packaged one has no such thing and runs the app that lies in its own `resources`.
 */
export function appArgument(electron: string, app: string | null): Result<string | null, CodedError<"shell/no-electron" | "shell/no-app">> {
  const resources = join(dirname(electron), "resources");
  if (!existsSync(electron)) return err("shell/no-electron", { path: electron.slice(0, 200) });
  if (app !== null && existsSync(join(resources, "default_app.asar"))) return ok(app);
  if (existsSync(join(resources, "app")) || existsSync(join(resources, "app.asar"))) return ok(null);
  return err("shell/no-app", { path: join(resources, "app").slice(0, 200) });
}
