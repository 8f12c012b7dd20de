import type { Receipt } from "../contract/receipt.ts";

/** What the core says to its starter, one JSON object a line on standard output. */
export type Line =
  | { readonly event: "started"; readonly pid: number; readonly runtime: string }
  | { readonly event: "sandbox-off" }
  /** The attract screen is painted and the booth takes a visitor. */
  | { readonly event: "attract" }
  | { readonly event: "closed" }
  | { readonly event: "visit" }
  | { readonly event: "out-of-order"; readonly code: string }
  /** A verified wipe; numbers and enums only. */
  | { readonly event: "wiped"; readonly receipt: Receipt }
  /** The end of a visit until the next screen was painted; `paintedAtMs` by the machine's clock (ms since 1970, fractional). */
  | { readonly event: "swapped"; readonly ms: number; readonly paintedAtMs: number }
  | { readonly event: "warm"; readonly ms: number }
  /** Once, at the first start without a configured PIN. */
  | { readonly event: "staff-pin"; readonly pin: string }
  | { readonly event: "store-set-aside" }
  /** Why the core does not start: a code, its details, and an English sentence for the person at the terminal. */
  | { readonly event: "problem"; readonly code: string; readonly detail: Readonly<Record<string, string | number | boolean>>; readonly sentence: string }
  | { readonly event: "stopped" };

export type SayLine = (line: Line) => void;

export const sayOnStdout: SayLine = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
