import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { newOwnerId } from "../ids.ts";
import type { Owner } from "../processes/owner.ts";
import { profileOf, shellArguments, shellEnvironment, shellFolders, type ShellAddress, type ShellSettings } from "./shell-command.ts";

/** One Electron with its whole process group. */
export interface ShellProcess extends Owner {
  readonly kind: "shell";
  /** Settles when its main process has exited, however that came. */
  readonly ended: Promise<void>;
}

export interface ShellDestination {
  readonly socket: string;
  readonly token: string;
}

/** Starts one that will say `hello` to the session process at `destination`. */
export async function startShell(settings: ShellSettings, destination: ShellDestination): Promise<Result<ShellProcess, CodedError<"shell/not-started">>> {
  const id = newOwnerId();
  const folder = join(settings.runtime, "shells", id);
  const address = { id, folder, ...destination };
  const child = await spawnIn(settings, address);
  if (child === undefined) return err("shell/not-started", { step: "folder" });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  if (child.pid === undefined) return err("shell/not-started", { step: "spawn" });
  return ok({ id, kind: "shell", pid: child.pid, folder, ended });
}

/** Undefined where folder or process cannot be had: a full tmpfs, no memory. */
async function spawnIn(settings: ShellSettings, address: ShellAddress): Promise<ChildProcess | undefined> {
  try {
    await Promise.all(shellFolders(address.folder).map((made) => mkdir(made, { recursive: true, mode: 0o700 })));
    return spawn(settings.electron, shellArguments(settings, address), {
      // A core file of the kernel would be written here, on tmpfs, and go with the folder.
      cwd: address.folder,
      detached: true,
      env: shellEnvironment(settings, address),
      stdio: ["ignore", settings.output, settings.output],
    });
  } catch {
    return undefined;
  }
}

/** The port of the debugger, which Chromium writes into its profile; null while there is none. */
export async function devToolsPortOf(shell: Pick<Owner, "folder">): Promise<number | null> {
  const text = await readFile(join(profileOf(shell.folder), "DevToolsActivePort"), "utf8").catch(() => "");
  const port = Number.parseInt(text, 10);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}
