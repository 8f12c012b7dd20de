import type { StateValue } from "xstate";

/**
 * The active states as words, one for each parallel region, e.g. `main.visit.screen.scan.review` and `help.closed`. They
 * are names of the statechart's own states and nothing else, so they may stand in the log.
 */
export function stateWords(value: StateValue): string[] {
  if (typeof value === "string") return [value];
  return Object.entries(value).flatMap(([region, inner]) =>
    inner === undefined ? [region] : stateWords(inner).map((word) => (word === "" ? region : `${region}.${word}`)),
  );
}

/** The part of the one word that begins with `prefix`, as its steps; undefined where that region is not active. */
export function stepsBelow(words: readonly string[], prefix: string): readonly string[] | undefined {
  const word = words.find((each) => each === prefix || each.startsWith(`${prefix}.`));
  return word === undefined ? undefined : word.slice(prefix.length + 1).split(".").filter((step) => step !== "");
}
