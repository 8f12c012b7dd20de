import type { PrintOptions } from "../../contract/snapshot.ts";

/** Sheets of paper that a print takes. */
export function sheetsOf(pages: number, { copies, sides }: Pick<PrintOptions, "copies" | "sides">): number {
  return copies * (sides === "one-sided" ? pages : Math.ceil(pages / 2));
}

/**
 * What would make a print fit into the sheets that are left: fewer copies, both sides of the paper, or nothing at all.
 * `fits`: nothing has to change.
 */
export function wayToFit(pages: number, options: Pick<PrintOptions, "copies" | "sides">, duplex: boolean, left: number): "fits" | "fewer" | "fewer-or-both-sides" | "none" {
  if (sheetsOf(pages, options) <= left) return "fits";
  const fewer = options.copies > 1 && sheetsOf(pages, { ...options, copies: 1 }) <= left;
  const bothSides = duplex && options.sides === "one-sided" && sheetsOf(pages, { copies: 1, sides: "two-sided-long-edge" }) <= left;
  return bothSides ? "fewer-or-both-sides" : fewer ? "fewer" : "none";
}
