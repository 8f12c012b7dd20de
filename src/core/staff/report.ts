import { networkInterfaces } from "node:os";
import { readFile, statfs } from "node:fs/promises";
import type { Receipt } from "../../contract/receipt.ts";
import type { StaffCheck, StaffReport } from "../../contract/snapshot.ts";
import type { AuditLog, AuditRow } from "../audit/audit-log.ts";
import { tmpfsMagic } from "../runtime/runtime-folder.ts";

/** What the staff page is told of the core. Codes and numbers; its texts are the locale files' matter. */
export interface ReportFacts {
  readonly audit: AuditLog;
  readonly storeSetAside: boolean;
  readonly damagedFiles: number;
  readonly warmReady: boolean;
  readonly runtime: string;
  readonly now: number;
  readonly services: number;
  readonly lastReceipt: Receipt | null;
  readonly booth: "open" | "closed";
}

type CheckName = StaffCheck["check"];

/** The same number for ever, whichever process makes the check: staff read it out on the telephone. */
export const checkNumbers: Readonly<Record<CheckName, number>> = {
  "configuration": 1, "store": 2, "audit-chain": 3, "shell-warm": 4, "tmpfs": 5, "clock": 6, "network": 7, "barcode": 8, "scanner": 9, "printer": 10,
  "speech": 11, "services": 12, "last-wipe": 13,
};

/** A clock before this program was written has lost its battery. */
const earliestNow = Date.UTC(2026, 0, 1);
/** A visit's documents must find room. */
const tmpfsFullShare = 0.9;
const logRows = 100;

export async function makeReport(facts: ReportFacts): Promise<StaffReport> {
  const checks = [
    check("configuration", "ok", null),
    storeCheck(facts),
    chainCheck(facts.audit),
    check("shell-warm", facts.warmReady ? "ok" : "running", null),
    await tmpfsCheck(facts.runtime),
    check("clock", facts.now >= earliestNow ? "ok" : "failed", null),
    networkCheck(),
    check("services", facts.services > 0 ? "ok" : "warning", String(facts.services)),
    wipeCheck(facts.lastReceipt),
  ];
  return { checks, booth: facts.booth, log: facts.audit.newest(logRows).map(logRow), counters: facts.audit.counters.all() };
}

const check = (name: CheckName, outcome: StaffCheck["outcome"], found: string | null): StaffCheck => ({
  number: checkNumbers[name], check: name, outcome, findings: [], found,
});

const storeCheck = (facts: ReportFacts): StaffCheck =>
  facts.storeSetAside ? check("store", "warning", "store/set-aside") : check("store", "ok", facts.damagedFiles > 0 ? String(facts.damagedFiles) : null);

function chainCheck(audit: AuditLog): StaffCheck {
  audit.flush();
  const chain = audit.verify();
  return chain.state === "whole" ? check("audit-chain", "ok", String(chain.rows)) : check("audit-chain", "failed", String(chain.seq));
}

/** A swap area would write what is on tmpfs to a disk. */
async function tmpfsCheck(runtime: string): Promise<StaffCheck> {
  const found = await statfs(runtime).catch(() => undefined);
  if (found === undefined || found.type !== tmpfsMagic) return check("tmpfs", "failed", "runtime/not-tmpfs");
  const used = found.blocks === 0 ? 0 : 1 - found.bavail / found.blocks;
  const swaps = await readFile("/proc/swaps", "utf8").catch(() => "");
  if (swaps.trim().split("\n").length > 1 && !swaps.includes("/dev/zram")) return check("tmpfs", "warning", "runtime/swap");
  return check("tmpfs", used > tmpfsFullShare ? "warning" : "ok", `${Math.round(used * 100)} %`);
}

function networkCheck(): StaffCheck {
  const up = Object.values(networkInterfaces()).filter((addresses) => addresses?.some((address) => !address.internal) === true).length;
  return check("network", up > 0 ? "ok" : "failed", String(up));
}

function wipeCheck(receipt: Receipt | null): StaffCheck {
  if (receipt === null) return check("last-wipe", "skipped", null);
  return receipt.outcome === "clean" ? check("last-wipe", "ok", `${Math.round(receipt.totalMs)} ms`) : check("last-wipe", "failed", "wipe/not-clean");
}

/** A row has room for one word and one number; the first of each says the most. */
export function logRow(row: AuditRow): StaffReport["log"][number] {
  const values = Object.values(row.fields);
  const word = values.find((value): value is string => typeof value === "string");
  const number = values.find((value): value is number => typeof value === "number");
  return {
    at: row.at, event: row.event, outcome: word === undefined ? null : word.slice(0, 40),
    number: number ?? (row.count > 1 ? row.count : null),
  };
}
