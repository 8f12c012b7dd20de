import { assign } from "xstate";
import { base } from "./base.ts";
import { visitEnd } from "./extension.ts";
import { suggestName } from "./names.ts";
import { staffStates } from "./staff-states.ts";


/** What is shown before anybody has come; the core says which, each time through `routing`. */
export const boothStates = base.createStateConfig({
  initial: "routing",
  on: {
    "booth.set": {
      target: ".routing",
      actions: "takeBooth",
    },
  },
  states: {
    routing: {
      always: [
        { guard: ({ context }) => context.boothState.state === "open", target: "attract" },
        { guard: ({ context }) => context.boothState.state === "closed", target: "closed" },
        { guard: ({ context }) => context.boothState.state === "out-of-order", target: "outOfOrder" },
        { guard: ({ context }) => context.boothState.state === "thanks", target: "thanks" },
        { guard: ({ context }) => context.boothState.state === "ready", target: "ready" },
        { target: "starting" },
      ],
    },
    starting: { on: { "staff-open": { target: "staff" } } },
    /** Hidden: nobody can touch it, and no time runs. */
    ready: {},
    attract: {
      /** The last one's language is not the next one's. */
      initial: "untouched",
      on: {
        start: {
          target: "#visit",
          actions: [
            assign(({ context, event }) => {
              const startedAt = Math.round(context.ports.now());
              const preferences = { ...context.preferences, ...(event.language === undefined ? {} : { language: event.language }) };
              return {
                preferences,
                visit: {
                  name: suggestName(preferences.language, (limit) => context.ports.below(limit)),
                  startedAt,
                  endsAt: visitEnd(startedAt, context.configuration.visit.minutes, context.availability),
                  accepted: false,
                },
                nameRefused: null,
              };
            }),
            { type: "report", params: ({ context }) => ({ event: "language", language: context.preferences.language }) },
          ],
        },
        "staff-open": { target: "staff" },
        touched: { target: ".touched", reenter: true },
        activity: { target: ".touched", reenter: true },
      },
      states: {
        untouched: { entry: "resetPreferences" },
        touched: { after: { attractReset: "untouched" } },
      },
    },
    closed: { on: { "staff-open": { target: "staff" } } },
    outOfOrder: { on: { "staff-open": { target: "staff" } } },
    thanks: {
      initial: "shown",
      on: {
        mood: {
          guard: ({ context }) => context.mood === null,
          actions: [
            { type: "report", params: ({ event }) => ({ event: "mood", mood: event.mood }) },
            assign({ mood: ({ event }) => event.mood }),
          ],
        },
      },
      states: {
        shown: { after: { thanksShown: "over" }, on: { "thanks-done": { target: "over" } } },
        over: { entry: ({ context }) => context.ports.thanksDone(), on: { "thanks-done": { actions: "nothing" } } },
      },
    },
    staff: {
      ...staffStates,
      on: { ...staffStates.on, "staff-leave": { target: "routing" }, "staff.forgotten": { target: "routing" }, "booth.set": { actions: "takeBooth" } },
    },
  },
});
