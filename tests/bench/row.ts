import { quantile } from "./statistics.ts";

/** One line of the table and of `out/bench/results.json`. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly bar: string;
  readonly ok: boolean;
  readonly measured: boolean;
  /** Why it could not be measured, or what the figure rests on. */
  readonly note?: string;
  readonly samples?: number;
}

export interface RowPlan {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly bar: string;
}

/** The least number of runs that a figure rests on. */
export const LEAST_RUNS = 20;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A row from its samples, held against `limit` by its p95 or its median. */
export function measuredRow(plan: RowPlan, samples: readonly number[], limit: number, by: "p50" | "p95", note?: string): Row {
  if (samples.length < LEAST_RUNS) return unmeasuredRow(plan, `only ${samples.length} of ${LEAST_RUNS} runs came through`);
  const [p50, p95] = [quantile(samples, 0.5), quantile(samples, 0.95)];
  return { ...plan, p50: rounded(p50), p95: rounded(p95), ok: (by === "p50" ? p50 : p95) <= limit, measured: true, samples: samples.length, ...(note !== undefined && { note }) };
}

export const unmeasuredRow = (plan: RowPlan, note: string): Row => ({ ...plan, p50: null, p95: null, ok: false, measured: false, note });
