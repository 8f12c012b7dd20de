import { idle, minutes, now, type Sample } from "./base.ts";

const checks = ["configuration", "store", "audit-chain", "shell-warm", "tmpfs", "clock", "network", "barcode", "scanner", "printer", "speech", "services", "last-wipe"] as const;
const findings = [{ kind: "printer" as const, check: "media" as const, outcome: "warning" as const, found: "media-low" }];

/** The staff page: numbers and codes only. */
export const staffSamples = {
  "staff-pin": { snapshot: idle({ name: "staff-pin", triesLeft: 5, lockedUntil: null, wrong: false }) },
  "staff-pin-wrong": { snapshot: idle({ name: "staff-pin", triesLeft: 3, lockedUntil: null, wrong: true }) },
  "staff-pin-locked": { snapshot: idle({ name: "staff-pin", triesLeft: 0, lockedUntil: now + minutes(10), wrong: true }) },
  staff: {
    snapshot: idle({
      name: "staff",
      checks: checks.map((check, index) => ({ number: index + 1, check, outcome: check === "printer" ? "warning" as const : "ok" as const, findings: check === "printer" ? findings : [], found: null })),
      booth: "open",
      log: [{ at: now - minutes(20), event: "visit-started", outcome: null, number: null }, { at: now - minutes(2), event: "wipe-done", outcome: "clean", number: 212 }],
      counters: [{ counter: "visits", value: 41 }, { counter: "pages-printed", value: 120 }],
      testPrint: "none",
      version: { app: "0.1.0", electron: "41.7.1", chromium: "140.0", node: "24.21.0" },
    }),
  },
} as const satisfies Readonly<Record<string, Sample>>;
