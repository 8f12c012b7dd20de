import type { Receipt, WipeTargetReceipt } from "../../contract/receipt.ts";
import { isClean } from "../wipe/target.ts";

/** Adds up what several passes over the same targets found: the worse outcome counts, figures are summed. */
export function mergeRows(passes: readonly (readonly WipeTargetReceipt[])[]): WipeTargetReceipt[] {
  const merged = new Map<string, WipeTargetReceipt>();
  for (const row of passes.flat()) {
    const known = merged.get(row.target);
    merged.set(row.target, known === undefined ? row : {
      target: row.target,
      outcome: worse(known.outcome, row.outcome),
      removed: known.removed + row.removed,
      checked: known.checked + row.checked,
      left: known.left + row.left,
      wipeMs: known.wipeMs + row.wipeMs,
      verifyMs: known.verifyMs + row.verifyMs,
    });
  }
  return [...merged.values()];
}

const badness = ["absent", "clean", "failed", "left"] as const;
const worse = (a: WipeTargetReceipt["outcome"], b: WipeTargetReceipt["outcome"]): WipeTargetReceipt["outcome"] =>
  badness.indexOf(a) >= badness.indexOf(b) ? a : b;

export interface ReceiptFigures {
  readonly epoch: number;
  readonly reason: Receipt["reason"];
  readonly totalMs: number;
  readonly logOutMs: number;
  readonly logOut: Receipt["logOut"];
}

export function makeReceipt(rows: readonly WipeTargetReceipt[], figures: ReceiptFigures): Receipt {
  const round = (ms: number): number => Math.max(0, Math.round(ms * 10) / 10);
  return {
    epoch: figures.epoch, outcome: isClean(rows) ? "clean" : "not-clean", reason: figures.reason, targets: [...rows],
    totalMs: round(figures.totalMs), logOutMs: round(figures.logOutMs), logOut: figures.logOut,
  };
}
