import { assign, raise } from "xstate";
import { activeStates } from "./active-states.ts";
import { base } from "./base.ts";
import type { VisitContext } from "./context.ts";
import { checkName, suggestName } from "./names.ts";
import { staffStates } from "./staff-states.ts";

const back = { guard: ({ context }: { readonly context: VisitContext }) => context.visit?.accepted === true, target: "active" } as const;

/** What the person looks at. */
export const screenRegion = base.createStateConfig({
  initial: "arrive",
  on: { "staff-open": { target: ".staff" } },
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
            visit: context.visit === null ? null : { ...context.visit, name: suggestName(context.preferences.language, (limit) => context.ports.below(limit)) },
          })),
        },
        leave: { actions: raise({ type: "visit.end", reason: "finished" }) },
        back: { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
    terms: {
      on: {
        "terms-accept": {
          target: "active",
          actions: assign(({ context }) => ({ visit: context.visit === null ? null : { ...context.visit, accepted: true } })),
        },
        back: { target: "arrive" },
        leave: { actions: raise({ type: "visit.end", reason: "finished" }) },
      },
    },
    active: activeStates,
    /** Staff in the middle of a visit. What runs at the printer goes on; a scan is broken off; home follows. */
    staff: {
      ...staffStates,
      on: { ...staffStates.on, "staff-leave": [back, { target: "arrive" }], "staff.forgotten": [back, { target: "arrive" }] },
    },
  },
});
