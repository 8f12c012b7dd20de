import { assign, not, raise } from "xstate";
import { base } from "./base.ts";

/**
 * Whether somebody is still there. While a scan or a print runs nobody has to touch anything; a printer that has stopped for
 * want of paper is no such work: it would keep an empty booth busy until its time is over.
 */
export const idleRegion = base.createStateConfig({
  initial: "watching",
  states: {
    watching: {
      always: { guard: "working", target: "exempt" },
      after: { idle: "asking" },
      on: {
        touched: { target: "watching", reenter: true },
        activity: { target: "watching", reenter: true },
        "idle-stay": { target: "watching", reenter: true },
      },
    },
    /** A touch alone is no answer: were the question to vanish under her finger, the finger would press what lies beneath. */
    asking: {
      entry: assign({ idleEndsAt: ({ context }) => Math.round(context.ports.now()) + context.configuration.visit.idleCountdownSeconds * 1_000 }),
      exit: assign({ idleEndsAt: null }),
      always: { guard: "working", target: "exempt" },
      after: { idleCountdown: { actions: raise({ type: "visit.end", reason: "idle" }) } },
      on: {
        touched: { actions: "nothing" },
        activity: { target: "watching" },
        "idle-stay": { target: "watching" },
        /** The question's other button: she is done. */
        "end-confirm": { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
    exempt: {
      always: { guard: not("working"), target: "watching" },
      on: { touched: { actions: "nothing" }, "idle-stay": { actions: "nothing" } },
    },
  },
});
