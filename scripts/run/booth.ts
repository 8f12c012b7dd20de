import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConfigurationFile } from "../../src/contract/configuration.ts";
import { longLivedEnvironment, longLivedFlags, snapshotProgram } from "../../src/program/program.ts";
import { findDevices, type BoothDevices } from "./devices.ts";
import { openDisplay, virtualDisplay, type Display, type ScreenSize } from "./display.ts";
import { startLineProcess, type LineProcess } from "./line-process.ts";
import { root } from "./root.ts";

export interface BoothOptions {
  /** Replaces or adds to the default configuration. */
  readonly configuration: Partial<ConfigurationFile>;
  readonly rigs: boolean;
  /** Always a virtual display of this size, or null for the machine's own where there is one. */
  readonly screen: ScreenSize | null;
  /** Folders of service tray files besides the application's own. */
  readonly serviceFolders: readonly string[];
  /** Where the durable state goes; null: a folder that goes with the booth. */
  readonly stateFolder: string | null;
  /** Called with one sentence a step. */
  readonly say: (sentence: string) => void;
}

/** A running booth: core, shells, display and rigs. */
export interface Booth {
  readonly core: LineProcess;
  readonly display: Display;
  readonly devices: BoothDevices;
  /** On tmpfs: sessions, profiles, sockets, and `state.json` that says who is shown. */
  readonly runtimeFolder: string;
  readonly stateFolder: string;
  /** Starts the core again after it has been killed. */
  restartCore(): LineProcess;
  close(): Promise<void>;
}

/** Linux `TMPFS_MAGIC`, include/uapi/linux/magic.h. */
const TMPFS_MAGIC = 0x01021994;
/** The booth's full HD screen, landscape. */
const FULL_HD: ScreenSize = { width: 1920, height: 1080 };

const DEFAULTS: ConfigurationFile = {
  booth: { name: "Virtu-palvelupiste", municipality: "Utsjoki", supportPhone: "040 123 4567" },
};

/** Starts a booth for a stand-alone service point. */
export async function startBooth(options: BoothOptions): Promise<Booth> {
  const runtimeFolder = mkdtempSync(join(tmpfsFolder(), "virtu-booth-"));
  const stateFolder = options.stateFolder ?? join(runtimeFolder, "state");
  mkdirSync(stateFolder, { recursive: true });
  const [display, devices] = await Promise.all([
    options.screen === null ? openDisplay(process.env, FULL_HD) : virtualDisplay(options.screen),
    findDevices(options.configuration.devices, options.rigs, join(runtimeFolder, "rigs")),
  ]);
  options.say(display.virtual ? "No display here: using a virtual one (Xvfb)" : "Using this machine's display");
  devices.sentences.forEach(options.say);
  const configFile = join(runtimeFolder, "configuration.json");
  const configuration: ConfigurationFile = {
    ...DEFAULTS,
    ...options.configuration,
    devices: devices.settings,
    paths: { state: stateFolder, runtime: join(runtimeFolder, "run") },
  };
  writeFileSync(configFile, JSON.stringify(configuration, null, 2));
  const start = (): LineProcess => startCore(configFile, options.serviceFolders, display.env);
  let core = start();
  return {
    get core() {
      return core;
    },
    display,
    devices,
    runtimeFolder: join(runtimeFolder, "run"),
    stateFolder,
    restartCore: () => (core = start()),
    close: async () => {
      await core.stop();
      await Promise.all([devices.close(), display.close()]);
      rmSync(runtimeFolder, { recursive: true, force: true });
    },
  };
}

function startCore(configFile: string, serviceFolders: readonly string[], displayEnv: Readonly<Record<string, string>>): LineProcess {
  const electron = process.env["VIRTU_ELECTRON"];
  if (electron === undefined) throw new Error("VIRTU_ELECTRON does not say where the Electron runtime is");
  const services = [join(root, "resources/services"), ...serviceFolders].flatMap((folder) => ["--services", folder]);
  const core = snapshotProgram("core", join(root, "dist/programs"));
  const args = [...core.execArgv, "--disable-sigusr1", ...longLivedFlags, core.file, "--config", configFile, "--electron", electron, "--app", join(root, "dist/app"), ...services];
  return startLineProcess(process.execPath, args, { ...process.env, ...displayEnv, ...longLivedEnvironment });
}

/** What a visit leaves must never reach a disk, so the booth's files are on tmpfs or it does not start. */
function tmpfsFolder(): string {
  const candidates = [process.env["XDG_RUNTIME_DIR"], "/dev/shm", tmpdir()].filter((folder) => folder !== undefined);
  const found = candidates.find((folder) => isTmpfs(folder));
  if (found === undefined) throw new Error("this machine has no tmpfs that this user may write to (XDG_RUNTIME_DIR or /dev/shm)");
  return found;
}

function isTmpfs(folder: string): boolean {
  try {
    return statfsSync(folder).type === TMPFS_MAGIC;
  } catch {
    return false;
  }
}
