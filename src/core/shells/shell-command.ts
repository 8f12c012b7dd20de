import { join } from "node:path";
import { ownerVariable, runtimeVariable } from "../processes/owner.ts";

/** How a shell is started: everything that its command line and its environment are made of. */
export interface ShellSettings {
  readonly runtime: string;
  /** The Electron binary. */
  readonly electron: string;
  /** The folder of our built app, or null where the binary brings it (`resources/app.asar`). */
  readonly app: string | null;
  readonly root: boolean;
  readonly development: { readonly inspectShells: boolean; readonly fakeMedia: boolean; readonly window: { readonly width: number; readonly height: number } | null } | undefined;
  readonly output: "ignore" | "inherit";
  readonly environment: NodeJS.ProcessEnv;
}

export interface ShellAddress {
  readonly id: string;
  readonly folder: string;
  readonly socket: string;
  readonly token: string;
}

/** Names that a shell needs to find its display, its sound and its language. Nothing else of the core's world is passed on. */
const passedOn = ["DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER", "LANG", "LC_ALL", "TZ", "PATH"];

export const profileOf = (folder: string): string => join(folder, "profile");

/** Folders that must be there before the shell starts. */
export const shellFolders = (folder: string): string[] => ["", "profile", "home", "tmp", "config", "cache"].map((name) => join(folder, name));

/**
 * Chromium's switches. `--disable-dev-shm-usage` moves its shared memory from /dev/shm to TMPDIR, which is on tmpfs too
 * but inside the shell's folder: what a killed process leaves of a page goes with the folder.
 */
export function shellArguments(settings: ShellSettings, address: ShellAddress): string[] {
  const development = settings.development;
  return [
    ...(settings.app === null ? [] : [settings.app]),
    `--user-data-dir=${profileOf(address.folder)}`,
    "--disable-dev-shm-usage",
    ...(settings.root ? ["--no-sandbox"] : []),
    ...(development?.inspectShells === true ? ["--remote-debugging-port=0", "--remote-allow-origins=*"] : []),
    ...(development?.fakeMedia === true ? ["--use-fake-device-for-media-stream"] : []),
  ];
}

/** The whole environment of a shell, built from nothing. The token is in it and not on the command line, which everybody may read. */
export function shellEnvironment(settings: ShellSettings, address: ShellAddress): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(passedOn.flatMap((name) => (settings.environment[name] === undefined ? [] : [[name, settings.environment[name]] as const])));
  const window = settings.development?.window ?? null;
  return {
    ...kept,
    HOME: join(address.folder, "home"),
    TMPDIR: join(address.folder, "tmp"),
    XDG_CONFIG_HOME: join(address.folder, "config"),
    XDG_CACHE_HOME: join(address.folder, "cache"),
    VIRTU_SOCKET: address.socket,
    VIRTU_TOKEN: address.token,
    ...(window === null ? {} : { VIRTU_WINDOW: `${window.width}x${window.height}` }),
    [ownerVariable]: address.id,
    [runtimeVariable]: settings.runtime,
  };
}
