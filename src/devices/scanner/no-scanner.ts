import type { DeviceStatus } from "../../contract/devices.ts";
import { err, ok } from "../../contract/result.ts";
import type { ScannerAdapter } from "../adapter.ts";

const STATUS: DeviceStatus = { kind: "scanner", state: "absent", reality: "none", reasons: [], model: null, error: null, losses: 0 };

/** No scanner is configured. */
export const createNoScanner = (): ScannerAdapter => ({
  kind: "scanner",
  status: () => STATUS,
  onStatus: () => () => undefined,
  check: () => Promise.resolve([{ kind: "scanner", check: "configured", outcome: "skipped", found: "none" }]),
  capabilities: () => Promise.resolve(err("scanner/absent")),
  scan: () => Promise.resolve(err("scanner/absent")),
  cancel: () => Promise.resolve(ok(null)),
  close: () => Promise.resolve(),
});
