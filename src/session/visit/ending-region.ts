import { or, raise, stateIn } from "xstate";
import { base } from "./base.ts";

/** Whoever is here has given the PIN. */
const pagesBehindPin = ["reporting", "shown", "switching", "restarting"] as const;

/** The one question before the end. The bar's *End visit* can be touched by accident, so it is always asked. */
export const endingRegion = base.createStateConfig({
  initial: "none",
  states: {
    none: {
      on: {
        "end-request": [
          { guard: or(pagesBehindPin.map((page) => stateIn({ main: { visit: { screen: { staff: { page } } } } }))), actions: raise({ type: "visit.end", reason: "staff" }) },
          { guard: ({ context }) => context.visit?.accepted !== true, actions: raise({ type: "visit.end", reason: "finished" }) },
          { target: "asked" },
        ],
      },
    },
    asked: {
      on: {
        "end-request": { actions: "nothing" },
        "end-cancel": { target: "none" },
        "end-confirm": { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
  },
});
