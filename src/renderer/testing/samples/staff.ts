import { idle, minutes, now, type Sample } from "./base.ts";

const checks = ["configuration", "store", "audit-chain", "shell-warm", "tmpfs", "clock", "network", "barcode", "scanner", "printer", "speech", "services", "last-wipe"] as const;
const version = { app: "0.1.0", electron: "41.7.1", chromium: "140.0", node: "24.21.0" };
const staff = {
  name: "staff" as const,
  checks: checks.map((check, index) => ({ number: index + 1, check, outcome: "ok" as const, findings: [], found: null })),
  booth: "open" as const,
  log: [],
  counters: [],
  testPrint: "none" as const,
  version,
};
const printerFindings = [
  { kind: "printer" as const, check: "configured" as const, outcome: "ok" as const, found: "ipp" },
  { kind: "printer" as const, check: "answers" as const, outcome: "ok" as const, found: "idle" },
  { kind: "printer" as const, check: "media" as const, outcome: "warning" as const, found: "media-low" },
  { kind: "printer" as const, check: "consumables" as const, outcome: "failed" as const, found: "toner-empty" },
];
const troubled = staff.checks.map((check) => {
  if (check.check === "printer") return { ...check, outcome: "failed" as const, findings: printerFindings };
  if (check.check === "network") return { ...check, outcome: "warning" as const, found: "no-route" };
  return check.check === "speech" ? { ...check, outcome: "skipped" as const } : check;
});
const events = [["visit-ended", "finished", 25], ["wiped", "clean", 212], ["swap", null, 64], ["device", "lost", null], ["service-opened", "kela", null], ["staff-pin", "right", null], ["from-a-newer-program", null, null]] as const;
const log = Array.from({ length: 34 }, (_, index) => {
  const [event, outcome, number] = events[index % events.length] ?? events[0];
  return { at: now - minutes(3 * index), event, outcome, number };
});
const counters = [
  ["visits", 41], ["visits.finished", 36], ["visits.idle", 5], ["wipes.clean", 41], ["scans", 22], ["scanned-pages", 67], ["prints", 18], ["printed-pages", 1_120], ["bills.ok", 9],
  ["services.kela", 14], ["services.health-social", 11], ["language.fi", 31], ["mood.good", 19], ["refused.resource", 204],
] as const;
const full = { ...staff, log, counters: counters.map(([counter, value]) => ({ counter, value })) };

/** The staff page: numbers and codes only. */
export const staffSamples = {
  "staff-pin": { snapshot: idle({ name: "staff-pin", triesLeft: 5, lockedUntil: null, wrong: false }) },
  "staff-pin-wrong": { snapshot: idle({ name: "staff-pin", triesLeft: 3, lockedUntil: null, wrong: true }) },
  "staff-pin-locked": { snapshot: idle({ name: "staff-pin", triesLeft: 0, lockedUntil: now + minutes(10), wrong: true }) },
  staff: { snapshot: idle(full) },
  "staff-troubled": { snapshot: idle({ ...full, checks: troubled, booth: "closed", testPrint: "failed" }) },
  "staff-running": { snapshot: idle({ ...full, checks: staff.checks.map((check) => ({ ...check, outcome: "running" })), testPrint: "printing" }) },
  "staff-log": { snapshot: idle(full), press: "staff.logTitle" },
  "staff-counters": { snapshot: idle(full), press: "staff.counters" },
  "staff-versions": { snapshot: idle(full), press: "staff.versions", booth: { sandbox: false } },
  "staff-restart": { snapshot: idle(full), press: "staff.restart" },
  "staff-close": { snapshot: idle(full), press: "staff.close" },
} as const satisfies Readonly<Record<string, Sample>>;
