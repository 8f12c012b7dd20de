import { assign } from "xstate";
import { base } from "./base.ts";

/** The help over every screen; it leaves the screen beneath as it is. */
export const helpRegion = base.createStateConfig({
  initial: "closed",
  states: {
    closed: {
      on: {
        "help-open": {
          guard: ({ context }) => context.endReason === null,
          target: "open",
          actions: [assign({ helpCall: "offered" }), { type: "report", params: { event: "help", outcome: "opened" } }],
        },
      },
    },
    open: {
      after: { helpForgotten: "closed" },
      on: {
        "help-close": { target: "closed" },
        "help.reset": { target: "closed" },
        activity: { target: "open", reenter: true },
        touched: { target: "open", reenter: true },
        /** The booth has no telephone of its own: `called` means that staff's figures show the call; the number stands on the screen. */
        "help-call": [
          {
            guard: ({ context }) => context.booth.supportPhone !== null,
            actions: [assign({ helpCall: "called" }), { type: "report", params: { event: "help", outcome: "called" } }],
          },
          { actions: [assign({ helpCall: "failed" }), { type: "report", params: { event: "help", outcome: "failed" } }] },
        ],
      },
    },
  },
});
