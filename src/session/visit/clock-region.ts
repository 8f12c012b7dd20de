import { assign, raise } from "xstate";
import { base } from "./base.ts";
import type { VisitContext } from "./context.ts";
import { delays } from "./delays.ts";
import { extensionMinutes } from "./extension.ts";

/** Minutes that one touch adds now, or null where there is no room. */
export const roomForExtension = (context: VisitContext): number | null =>
  context.visit === null ? null : extensionMinutes(context.visit.endsAt, context.configuration.visit.extensionMinutes, context.availability);

/** The visit's time. An extension is offered from the first warning on: earlier nobody can know who will have booked. */
export const clockRegion = base.createStateConfig({
  initial: "deciding",
  states: {
    deciding: {
      always: [
        { guard: { type: "moreThan", params: delays.warnFirst }, target: "running" },
        { guard: { type: "moreThan", params: delays.warnSecond }, target: "warning.first" },
        { guard: { type: "moreThan", params: delays.warnLast }, target: "warning.second" },
        { target: "lastMinute" },
      ],
    },
    running: {
      after: { untilFirstWarning: { target: "warning.first", actions: assign({ timeWarning: 10 }) } },
    },
    warning: {
      initial: "first",
      states: {
        first: { after: { untilSecondWarning: { target: "second", actions: assign({ timeWarning: 5 }) } } },
        second: { after: { untilLastWarning: { target: "#lastMinute", actions: assign({ timeWarning: 1 }) } } },
      },
    },
    lastMinute: {
      id: "lastMinute",
      after: { untilEnd: { actions: raise({ type: "visit.end", reason: "timed-out" }) } },
    },
  },
  on: {
    "time-extend": {
      guard: ({ context }) => isWarned(context) && roomForExtension(context) !== null,
      target: ".deciding",
      actions: [
        { type: "report", params: ({ context }) => ({ event: "extension", minutes: roomForExtension(context) ?? 1 }) },
        assign(({ context }) => ({
          timeWarning: null,
          visit: context.visit === null ? null : { ...context.visit, endsAt: context.visit.endsAt + (roomForExtension(context) ?? 0) * 60_000 },
        })),
      ],
    },
  },
});

/** Whether the visit has come to its warnings. */
export function isWarned(context: VisitContext): boolean {
  return context.visit !== null && context.visit.endsAt - context.ports.now() <= delays.warnFirst;
}
