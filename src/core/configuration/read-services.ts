import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { err, type CodedError, type Result } from "../../contract/result.ts";
import { parseServiceTray, type ServiceTray, type TrayError, type TrayFile } from "../../contract/service-tray.ts";

export type ServicesError = TrayError | CodedError<"services/not-readable">;

/** All `*.json` files of the folders together are one tray; files in alphabetical order, folders as they are named. */
export async function readServices(folders: readonly string[]): Promise<Result<ServiceTray, ServicesError>> {
  const files: TrayFile[] = [];
  for (const folder of folders) {
    try {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
      for (const name of names) files.push({ name: join(folder, name), json: await readFile(join(folder, name), "utf8") });
    } catch {
      return err("services/not-readable", { folder });
    }
  }
  return parseServiceTray(files);
}
