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
      const paths = names.map((name) => join(folder, name));
      files.push(...(await Promise.all(paths.map(async (path) => ({ name: path, json: await readFile(path, "utf8") })))));
    } catch {
      return err("services/not-readable", { folder });
    }
  }
  return parseServiceTray(files);
}
