/** The value below which the share `p` (0..1) of the samples lies, nearest rank. */
export function quantile(samples: readonly number[], p: number): number {
  if (samples.length === 0) throw new Error("no samples");
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** Theil-Sen: the median of all pairwise slopes; a few outliers do not move it. */
export function slope(samples: readonly number[]): number {
  const slopes = samples.flatMap((from, i) => samples.slice(i + 1).map((to, j) => (to - from) / (j + 1)));
  return slopes.length === 0 ? 0 : quantile(slopes, 0.5);
}
