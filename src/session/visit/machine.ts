import { assign, raise } from "xstate";
import { base } from "./base.ts";
import { boothStates } from "./booth-states.ts";
import { clockRegion } from "./clock-region.ts";
import { endingRegion } from "./ending-region.ts";
import { helpRegion } from "./help-region.ts";
import { idleRegion } from "./idle-region.ts";
import { fittingOptions } from "./flow-parts.ts";
import { initialContext } from "./initial-context.ts";
import { printerRegion } from "./printer-region.ts";
import { screenRegion } from "./screen-region.ts";

/**
 * One process's visit: what the core shows before it, the visit itself, and its end. After `ended` nothing leads anywhere:
 * the process dies with its visit.
 */
export const visitMachine = base.createMachine({
  id: "session",
  context: initialContext,
  type: "parallel",
  on: {
    touched: { actions: "nothing" },
    "booth.availability": { actions: assign({ availability: ({ event }) => event.availability }) },
    "set-language": {
      guard: ({ context, event }) => context.booth.languages.includes(event.language),
      actions: [
        assign({ preferences: ({ context, event }) => ({ ...context.preferences, language: event.language }) }),
        { type: "report", params: ({ event }) => ({ event: "language", language: event.language }) },
      ],
    },
    "set-text-scale": { actions: assign({ preferences: ({ context, event }) => ({ ...context.preferences, textScale: event.textScale }) }) },
    "set-contrast": { actions: assign({ preferences: ({ context, event }) => ({ ...context.preferences, contrast: event.contrast }) }) },
    "set-read-aloud": { actions: assign({ preferences: ({ context, event }) => ({ ...context.preferences, readAloud: event.on }) }) },
    "documents.changed": { actions: assign({ documents: ({ event }) => event.documents }) },
    "documents.refused": { actions: assign({ documentRefused: ({ event }) => event.error }) },
    "device.status": [
      {
        guard: ({ context, event }) => context.devices.find((device) => device.kind === event.status.kind)?.state !== event.status.state,
        actions: [{ type: "report", params: ({ event }) => ({ event: "device", kind: event.status.kind, state: event.status.state }) }, "takeStatus"],
      },
      { actions: "takeStatus" },
    ],
    "device.scanner": { actions: assign(({ context, event }) => ({ scanner: event.scanner, ...fittingOptions(context, event.scanner) })) },
    "device.printer": { actions: assign({ printer: ({ event }) => event.printer }) },
    "page.lost": { guard: ({ context }) => context.visit !== null, actions: assign({ recovered: true }) },
    "notice-seen": [
      { guard: ({ event }) => event.notice === "recovered", actions: assign({ recovered: false }) },
      { guard: ({ event }) => event.notice === "time-warning", actions: assign({ timeWarning: null }) },
      { guard: ({ event }) => event.notice === "document-refused", actions: assign({ documentRefused: null }) },
      {
        actions: assign(({ context }) => ({
          scan: { ...context.scan, error: null },
          copy: { ...context.copy, error: null },
          print: { ...context.print, error: null },
        })),
      },
    ],
  },
  states: {
    main: {
      initial: "booth",
      states: {
        booth: boothStates,
        visit: {
          id: "visit",
          type: "parallel",
          /** A booth that the core closes at this very moment has no visit, however far she came in these milliseconds. */
          invoke: {
            src: "visitStarted",
            input: ({ context }) => ({ ports: context.ports }),
            onDone: { guard: ({ event }) => !event.output.ok && !event.output.error.code.startsWith("rpc/"), target: "booth", actions: "forgetVisit" },
            onError: { actions: "nothing" },
          },
          on: {
            "visit.end": { target: "ended", actions: [assign({ endReason: ({ event }) => event.reason }), raise({ type: "help.reset" })] },
          },
          states: { screen: screenRegion, clock: clockRegion, idle: idleRegion, ending: endingRegion },
        },
        ended: {
          entry: [
            ({ context }) => context.ports.visitEnded(context.endReason ?? "finished"),
            /** Nothing of her stays even in what a shell that lives a moment longer could be sent. */
            "forgetVisit",
            assign({ boothState: { state: "thanks", receipt: null } }),
          ],
        },
      },
    },
    help: helpRegion,
    printer: printerRegion,
  },
});
