import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** As sane-airscan shows it: `airscan:e0:<name>`. */
export const ESCL_DEVICE_NAME = "Virtu rig";

/**
 * Writes a `SANE_CONFIG_DIR` that knows one eSCL scanner and looks for no other (sane-airscan(5): `[devices]`,
 * `discovery = disable`).
 */
export function writeAirscanConfig(folder: string, port: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "dll.conf"), "airscan\n");
  writeFileSync(join(folder, "airscan.conf"), [
    "[devices]", `"${ESCL_DEVICE_NAME}" = http://127.0.0.1:${port}/eSCL/, eSCL`,
    "[options]", "discovery = disable", "",
  ].join("\n"));
}

export interface TestBackendFaults {
  /** sane-test(5), `read-status-code`: what the first read of a page answers. */
  readonly readStatus?: "SANE_STATUS_UNSUPPORTED" | "SANE_STATUS_CANCELLED" | "SANE_STATUS_DEVICE_BUSY" | "SANE_STATUS_INVAL" | "SANE_STATUS_EOF"
    | "SANE_STATUS_JAMMED" | "SANE_STATUS_NO_DOCS" | "SANE_STATUS_COVER_OPEN" | "SANE_STATUS_IO_ERROR" | "SANE_STATUS_NO_MEM" | "SANE_STATUS_ACCESS_DENIED";
  /** sane-test(5), `read-delay-duration`: pause after each buffer of 64 KiB or less, microseconds. */
  readonly delayUs?: number;
}

/**
 * Writes a `SANE_CONFIG_DIR` with two scanners of SANE's `test` backend, a glass large enough for A4 and ten sheets in
 * the feeder. Its faults are options of its own configuration file, so the driver needs no door for tests.
 */
export function writeTestBackendConfig(folder: string, faults: TestBackendFaults = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "dll.conf"), "test\n");
  writeFileSync(join(folder, "test.conf"), [
    "number_of_devices 2", "mode Gray", "depth 8", "resolution_min 1.0", "resolution_max 1200.0", "resolution_quant 1.0", "resolution 50.0",
    "geometry_min 0.0", "geometry_max 297.0", "geometry_quant 1.0", "tl_x 0.0", "tl_y 0.0", "br_x 80.0", "br_y 100.0",
    'test-picture "Color pattern"', `read-status-code "${faults.readStatus ?? "Default"}"`,
    `read-delay ${faults.delayUs === undefined ? "false" : "true"}`, `read-delay-duration ${faults.delayUs ?? 1000}`, "",
  ].join("\n"));
}
