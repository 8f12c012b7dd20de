import { assign, raise } from "xstate";
import { base } from "./base.ts";
import { checkName, suggestName } from "./names.ts";

/** What the person looks at. */
export const screenRegion = base.createStateConfig({
  initial: "arrive",
  states: {
    arrive: {
      on: {
        "arrive-name": [
          {
            guard: ({ event }) => checkName(event.name).ok,
            target: "terms",
            actions: assign(({ context, event }) => {
              const checked = checkName(event.name);
              return { nameRefused: null, visit: context.visit === null || !checked.ok ? context.visit : { ...context.visit, name: checked.name } };
            }),
          },
          {
            actions: assign(({ event }) => {
              const checked = checkName(event.name);
              return { nameRefused: checked.ok ? null : checked.refused };
            }),
          },
        ],
        "arrive-suggest": {
          actions: assign(({ context }) => ({
            nameRefused: null,
            visit: context.visit === null ? null : { ...context.visit, name: suggestName(context.preferences.language, context.ports.below) },
          })),
        },
        leave: { actions: raise({ type: "visit.end", reason: "finished" }) },
        back: { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
    terms: {
      on: {
        "terms-accept": { target: "home" },
        back: { target: "arrive" },
        leave: { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
    home: {},
  },
});
