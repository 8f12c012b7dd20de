import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "../clock.ts";
import { startEsclRig } from "../rigs/scanner-escl-server.ts";
import { ESCL_DEVICE_NAME, writeAirscanConfig, writeTestBackendConfig, type TestBackendFaults } from "../rigs/scanner-sane-config.ts";
import { createFakeScanner } from "./fake-scanner.ts";
import { createScanner } from "./scanner-adapter.ts";
import { describeScanner } from "./scanner-contract.ts";

/** The rigs are quick, so the pauses between two looks may be short too: ten times faster than in a booth. */
const hasty: Clock = { ...systemClock, setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms / 10) };

function folders(): { readonly base: string; readonly config: string; readonly pages: string; readonly remove: () => void } {
  const base = mkdtempSync(join(tmpdir(), "scanner-"));
  const pages = join(base, "pages 100%d");
  mkdirSync(pages);
  return { base, config: join(base, "sane"), pages, remove: () => rmSync(base, { recursive: true, force: true }) };
}

describeScanner("scanimage with SANE's test backend", () => {
  const { config, pages, remove } = folders();
  const readStatus = { "feeder-empty": "SANE_STATUS_NO_DOCS", "feeder-jam": "SANE_STATUS_JAMMED", "cover-open": "SANE_STATUS_COVER_OPEN" } as const;
  const configure = (faults: TestBackendFaults = {}): void => writeTestBackendConfig(config, faults);
  configure();
  const scanner = createScanner({ transport: "sane", device: null, configFolder: config, rig: true }, { clock: hasty });
  return Promise.resolve({
    scanner, folder: pages, sheets: 10,
    trouble: (what) => configure(what === null ? {} : { readStatus: readStatus[what] }),
    slow: () => configure({ delayUs: 20_000 }),
    unplug: () => writeFileSync(join(config, "dll.conf"), "\n"),
    replug: configure,
    close: async () => {
      await scanner.close();
      remove();
    },
  });
});

describeScanner("scanimage with sane-airscan and the eSCL rig", async () => {
  const { config, pages, remove } = folders();
  const rig = await startEsclRig();
  writeAirscanConfig(config, rig.port);
  const faults = { "feeder-empty": "empty", "feeder-jam": "jam", "cover-open": "cover-open" } as const;
  const scanner = createScanner({ transport: "sane", device: `airscan:e0:${ESCL_DEVICE_NAME}`, configFolder: config, rig: true }, { clock: hasty });
  return {
    scanner, folder: pages, sheets: 3,
    trouble: (what) => rig.set({ fault: what === null ? "none" : faults[what] }),
    slow: () => rig.set({ fault: "slow", slowMs: 300 }),
    unplug: () => rig.set({ fault: "vanish" }),
    replug: () => rig.set({ fault: "none" }),
    close: async () => {
      await scanner.close();
      await rig.close();
      remove();
    },
  };
});

describeScanner("in memory", () => {
  const { pages, remove } = folders();
  const scanner = createFakeScanner({ clock: systemClock });
  return Promise.resolve({
    scanner, folder: pages, sheets: 3,
    trouble: (what) => scanner.fail(what === null ? null : `scanner/${what}`),
    slow: () => undefined,
    unplug: () => scanner.unplug(),
    replug: () => scanner.replug(),
    close: async () => {
      await scanner.close();
      remove();
    },
  });
});
