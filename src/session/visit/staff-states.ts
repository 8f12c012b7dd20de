import { assign, raise } from "xstate";
import { base } from "./base.ts";

const testPageOptions = { copies: 1, sides: "one-sided", colour: "colour" } as const;

/** What the staff do and see; the state above it says where *Leave* leads. Nothing of a citizen is shown in here. */
const pages = base.createStateConfig({
  initial: "asking",
  states: {
    asking: {
      invoke: {
        src: "pinState",
        input: ({ context }) => ({ ports: context.ports }),
        onDone: {
          target: "pin",
          actions: assign(({ context, event }) => ({ pin: { ...context.pin, ...(event.output.ok ? event.output.value : {}) } })),
        },
        onError: { target: "pin" },
      },
    },
    pin: {
      on: {
        "staff-pin": { target: "verifying" },
      },
    },
    verifying: {
      invoke: {
        src: "verifyPin",
        input: ({ context, event }) => ({ ports: context.ports, pin: event.type === "staff-pin" ? event.pin : "" }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value.right,
            target: "reporting",
            actions: { type: "report", params: { event: "staff", outcome: "in" } },
          },
          {
            target: "pin",
            actions: [
              { type: "report", params: ({ event }) => ({ event: "staff", outcome: event.output.ok && event.output.value.lockedUntil !== null ? "locked" : "wrong-pin" }) },
              assign(({ context, event }) => ({
                pin: event.output.ok ? { triesLeft: event.output.value.triesLeft, lockedUntil: event.output.value.lockedUntil, wrong: true } : context.pin,
              })),
            ],
          },
        ],
        onError: { target: "pin" },
      },
    },
    reporting: {
      entry: assign(({ context }) => ({ staff: { ...context.staff, checks: context.staff.checks.map((check) => ({ ...check, outcome: "running" as const })) } })),
      invoke: {
        src: "staffReport",
        input: ({ context }) => ({ ports: context.ports }),
        onDone: { target: "shown", actions: assign(({ context, event }) => ({ staff: event.output.ok ? event.output.value : context.staff })) },
        onError: { target: "shown" },
      },
    },
    shown: {
      on: {
        "staff-check": { target: "reporting" },
        "staff-booth": { target: "switching", actions: { type: "report", params: ({ event }) => ({ event: "staff", outcome: event.to === "open" ? "open" : "close" }) } },
        "staff-restart": { target: "restarting", actions: { type: "report", params: { event: "staff", outcome: "restart" } } },
        "staff-test-print": [
          { guard: ({ context }) => context.printing !== null, actions: assign({ testPrint: "failed" }) },
          {
            actions: [
              { type: "report", params: { event: "staff", outcome: "test-print" } },
              assign({ testPrint: "printing" }),
              raise({ type: "print.begin", purpose: "test", source: { kind: "test-page" }, options: testPageOptions, pages: 1 }),
            ],
          },
        ],
      },
    },
    switching: {
      invoke: {
        src: "staffBooth",
        input: ({ context, event }) => ({ ports: context.ports, to: event.type === "staff-booth" ? event.to : "closed" }),
        onDone: { target: "reporting" },
        onError: { target: "reporting" },
      },
    },
    restarting: {
      invoke: {
        src: "staffRestart",
        input: ({ context }) => ({ ports: context.ports }),
        onDone: { target: "shown" },
        onError: { target: "shown" },
      },
    },
  },
});

/** The staff page and the watch over it: whoever walks off leaves no open page behind (K58). */
export const staffStates = base.createStateConfig({
  type: "parallel",
  entry: assign(({ context }) => ({ pin: { ...context.pin, wrong: false }, testPrint: "none", staff: { checks: [], booth: "open", log: [], counters: [] } })),
  exit: [
    { type: "report", params: { event: "staff", outcome: "out" } },
    assign({ staff: { checks: [], booth: "open", log: [], counters: [] } }),
  ],
  on: {
    "print.finished": { guard: ({ event }) => event.purpose === "test", actions: assign({ testPrint: "done" }) },
    "print.failed": { guard: ({ event }) => event.purpose === "test", actions: assign({ testPrint: "failed" }) },
  },
  states: {
    page: pages,
    watch: {
      initial: "watching",
      states: {
        watching: {
          after: { staffForgotten: { actions: raise({ type: "staff.forgotten" }) } },
          on: { touched: { target: "watching", reenter: true }, activity: { target: "watching", reenter: true } },
        },
      },
    },
  },
});
