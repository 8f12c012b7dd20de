/**
 * How many steps a backtracking matcher may need for a pattern, from the pattern's text alone: a pattern is refused before it ever
 * runs, because a running one cannot be stopped.
 */

/** Why a pattern is not run at all: its cost could not be bounded. */
export type PatternFault = "nested-repeat" | "look-around" | "back-reference";

interface Counts {
  /** Repeats of one character or class: `*`, `+`, `{n,}`, `{n,m}`. */
  repeats: number;
  /** Two ways at one place: `?` and `|`. */
  choices: number;
}

/** Parts of a pattern: an escape, a class, an opening of a group, a repeat, or any one character. */
const parts = /\\[kK1-9]|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!])|\((?:\?:|\?<[A-Za-z]\w*>)?|[*+?](?:\?)?|\{\d+(?:,\d*)?\}\??|./gu;

/** The greatest number of steps for a line of so many characters; or why that cannot be said. */
export function stepsOfPattern(pattern: string, lineLength: number): number | PatternFault {
  const counts: Counts = { repeats: 0, choices: 0 };
  let before = "";
  for (const [found] of pattern.matchAll(parts)) {
    const fault = count(found, before, counts);
    if (fault !== null) return fault;
    before = found;
  }
  // Each repeat takes a stretch of the line, the match begins anywhere: ways to cut n characters into r + 2 stretches.
  return binomial(lineLength + counts.repeats + 1, counts.repeats + 1) * 2 ** counts.choices;
}

function count(found: string, before: string, counts: Counts): PatternFault | null {
  if (/^\\[kK1-9]/.test(found)) return "back-reference";
  if (/^\(\?<?[=!]/.test(found)) return "look-around";
  if (found === "|" || found === "?" || found === "??") counts.choices += 1;
  // The same piece always so often, as in `\d{3}`, gives no way to choose; on a group it still multiplies what is inside.
  else if (/^\{\d+\}/.test(found)) return before === ")" ? "nested-repeat" : null;
  else if (/^(?:[*+]\??|\{\d+,\d*\}\??)$/.test(found)) {
    if (before === ")") return "nested-repeat";
    counts.repeats += 1;
  }
  return null;
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let step = 1; step <= k; step += 1) ways = (ways * (n - k + step)) / step;
  return ways;
}
