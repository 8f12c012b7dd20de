import type { ScanRequest } from "../../contract/devices.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { DEVICE_LIST_FORMAT } from "./sane-devices.ts";
import type { ScanAbilities } from "./scan-abilities.ts";

/** ISO 216 A4. */
const A4 = { widthMm: 210, heightMm: 297 };

/** Lists what SANE finds; needs no device. */
export const listArguments = (): string[] => ["-f", DEVICE_LIST_FORMAT];

/**
 * Every device text is glued to its option with `=`: whatever it begins with, getopt_long takes it for a value, never for an
 * option (scanimage(1): "by a = from multi-character options").
 */
const deviceArgument = (device: string): string => `--device-name=${device}`;

/** All options of a device, with their limits. Opens it, scans nothing. */
export const optionsArguments = (device: string): string[] => [deviceArgument(device), "-A"];

/** Opens a device and closes it again: whether it is there. */
export const presenceArguments = (device: string): string[] => [deviceArgument(device), "--dont-scan"];

/** A page's name within the request's folder. The job's id is a UUID: no separator, and no `%` that scanimage would expand. */
export const pageName = (jobId: string, page: number): string => `${jobId}-${page}.jpg`;

/**
 * The command of one job. Facts behind it (sane-utils 1.2.1, tried with the test backend and with sane-airscan 0.99.27):
 * - `--batch` also for the single page of the glass: the file is called `.part` until it is whole, and `--batch-print` names
 *   it on stdout afterwards. The name is relative: it goes through printf, and a folder might hold a `%`.
 * - `--batch-prompt` for the feeder: each page waits for a line on stdin. Without it a cancelled job goes on: after SIGINT
 *   scanimage ends the page, and its loop then starts a new eSCL job for the next one. With stdin closed it stops there.
 *   It also stops by itself when the driver dies. The pages still come out of one eSCL job.
 * - a number that the device does not have is rounded by scanimage, exit code 0; a word that it does not have is exit code 1.
 */
export function scanArguments(device: string, abilities: ScanAbilities, request: ScanRequest): Result<string[], CodedError<"scanner/not-supported">> {
  const source = abilities.sources[request.source];
  const mode = abilities.modes[request.colour];
  if (source === undefined) return err("scanner/not-supported", { option: "source" });
  if (mode === undefined) return err("scanner/not-supported", { option: "mode" });
  const resolution = abilities.resolutions[request.resolution];
  const feeder = request.source === "feeder";
  return ok([
    deviceArgument(device),
    // Source first: it may change what the other options allow.
    ...(source === null ? [] : [`--source=${source}`]),
    ...(mode === null ? [] : [`--mode=${mode}`]),
    ...(resolution === null ? [] : [`--resolution=${resolution}`]),
    ...(abilities.widthMm === null ? [] : ["-x", String(Math.min(A4.widthMm, abilities.widthMm))]),
    ...(abilities.heightMm === null ? [] : ["-y", String(Math.min(A4.heightMm, abilities.heightMm))]),
    "--format=jpeg",
    `--batch=${request.jobId}-%d.jpg`,
    `--batch-count=${feeder ? request.maxPages : 1}`,
    "--batch-print",
    ...(feeder ? ["--batch-prompt"] : []),
    "--progress",
  ]);
}

/**
 * The child's whole environment: what it needs and no more. `LC_ALL=C` because the texts of errors are read, `TMPDIR` because a
 * backend that makes a temporary file must make it where it is wiped.
 */
export function scanEnvironment(base: NodeJS.ProcessEnv, configFolder: string | null, temporaryFolder: string): Record<string, string> {
  return {
    PATH: base["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    HOME: base["HOME"] ?? "/",
    LC_ALL: "C",
    TMPDIR: temporaryFolder,
    ...(configFolder === null ? {} : { SANE_CONFIG_DIR: configFolder }),
  };
}
