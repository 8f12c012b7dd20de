import type { WipeTargetName, WipeTargetReceipt } from "../../contract/receipt.ts";
import { err, type Result } from "../../contract/result.ts";
import { within, type Clock } from "../clock.ts";

/** A place where something of a visit may lie. Emptying it and looking at it are two things: the second does not trust the first. */
export interface WipeTarget {
  readonly name: WipeTargetName;
  /** The booth has no such part: it is said on the receipt, and not looked at. */
  readonly absent?: boolean;
  /** What was taken away, in the target's own unit. */
  wipe(): Promise<Result<{ readonly removed: number }>>;
  /** How many places were looked at, and what is left in them. */
  verify(): Promise<Result<{ readonly checked: number; readonly left: number }>>;
}

/** A part that takes longer hangs (a print server that does not answer): the booth may not wait for ever. */
export const targetLimitMs = 4_000;

/** Targets of one stage run side by side; a later stage begins when the one before is through. */
export type WipePlan = readonly (readonly WipeTarget[])[];

/** Empties and verifies all of it. A target that fails or throws does not stop the others: each has its row. */
export async function runWipe(plan: WipePlan, clock: Clock): Promise<WipeTargetReceipt[]> {
  const rows: WipeTargetReceipt[] = [];
  for (const stage of plan) rows.push(...(await Promise.all(stage.map((target) => runTarget(target, clock)))));
  return rows;
}

async function runTarget(target: WipeTarget, clock: Clock): Promise<WipeTargetReceipt> {
  const row = { target: target.name, removed: 0, checked: 0, left: 0, wipeMs: 0, verifyMs: 0 };
  if (target.absent === true) return { ...row, outcome: "absent" };
  const start = clock.steady();
  const wiped = await limited(() => target.wipe(), clock);
  const between = clock.steady();
  const verified = await limited(() => target.verify(), clock);
  const figures = { ...row, removed: wiped.ok ? wiped.value.removed : 0, wipeMs: tenths(between - start), verifyMs: tenths(clock.steady() - between) };
  if (!verified.ok) return { ...figures, outcome: "failed" };
  const { checked, left } = verified.value;
  return { ...figures, checked, left, outcome: left > 0 ? "left" : wiped.ok ? "clean" : "failed" };
}

async function limited<T>(work: () => Promise<Result<T>>, clock: Clock): Promise<Result<T>> {
  const started = Promise.resolve().then(work).catch((): Result<T> => err("wipe/threw"));
  return await within(clock, targetLimitMs, started, () => err("wipe/timed-out"));
}

const tenths = (ms: number): number => Math.max(0, Math.round(ms * 10) / 10);

export const isClean = (rows: readonly WipeTargetReceipt[]): boolean =>
  rows.length > 0 && rows.every((row) => row.outcome === "clean" || row.outcome === "absent");
