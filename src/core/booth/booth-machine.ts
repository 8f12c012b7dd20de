import { assign, fromPromise, setup } from "xstate";
import type { EndReason } from "../../contract/core-session.ts";
import type { Receipt } from "../../contract/receipt.ts";
import type { Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import { backOffMs } from "../pairs/loss-counter.ts";
import type { BoothWork, VisitEnd, WipeReason } from "./booth-work.ts";
import { boothDelays, calmMs } from "./delays.ts";

/**
 * The booth, from power-on to power-off. It knows no visit's content: a visit is an epoch that starts and ends.
 * No state but `opening` leads to `open`, and only a clean receipt leads to `opening`.
 */

export type BoothEvent =
  | { readonly type: "VISIT_STARTED"; readonly epoch: number }
  | { readonly type: "VISIT_ENDED"; readonly epoch: number; readonly reason: EndReason; readonly atMs: number }
  | { readonly type: "THANKS_DONE"; readonly epoch: number }
  /** The front pair cannot go on. `shell/unstable` counts twice: three losses came before it. */
  | { readonly type: "LOST"; readonly epoch: number; readonly code: string; readonly atMs: number }
  | { readonly type: "STAFF_SET"; readonly to: "open" | "closed" }
  | { readonly type: "STAFF_RESTART" }
  | { readonly type: "STOP" };

export interface BoothInput {
  readonly work: BoothWork;
  readonly clock: Clock;
  /** Staff closed the booth before the last power-off. */
  readonly staffClosed: boolean;
}

export interface Trouble {
  readonly code: string;
  readonly since: number;
  /** `unclean`: a wipe that is not proved; only staff or a new start may try again. `unable`: tried again by itself. */
  readonly cause: "unclean" | "unable";
}

export interface BoothContext extends BoothInput {
  readonly epoch: number;
  readonly visitEnd: VisitEnd | null;
  readonly receipt: Receipt | null;
  readonly trouble: Trouble | null;
  /** The new front pair was lost while the old one was being wiped. */
  readonly lostMeanwhile: boolean;
  /** She has closed the thank-you screen before the proof was through. */
  readonly thanked: boolean;
  /** Steady times of the last losses. */
  readonly losses: readonly number[];
  readonly attempt: number;
  readonly lastTroubleAt: number;
}

const troubledMs = 60_000;
const lossesAllowed = 3;

const weight = (code: string): number => (code === "shell/unstable" ? 2 : 1);

const lossesWith = (context: BoothContext, code: string): readonly number[] => {
  const now = context.clock.steady();
  return [...context.losses.filter((at) => now - at < troubledMs), ...Array<number>(weight(code)).fill(now)];
};

/** Somebody has just touched the screen: its word is on the way, and the booth is hers whatever the hour. */
const visitBegins = "session/not-now";

const codeOf = (result: Result<unknown>): string => (result.ok ? "none" : result.error.code);

const machineSetup = setup({
  types: {
    context: {} as BoothContext,
    events: {} as BoothEvent,
    input: {} as BoothInput,
  },
  actors: {
    boot: fromPromise<Result<{ readonly epoch: number }>, BoothWork>(({ input }) => input.boot()),
    finishBootWipe: fromPromise<Receipt, { work: BoothWork; reason: WipeReason }>(({ input }) => input.work.finishBootWipe(input.reason)),
    present: fromPromise<Result<null>, { work: BoothWork; state: "open" | "closed" }>(({ input }) => input.work.present(input.state)),
    swap: fromPromise<Result<{ readonly epoch: number }>, BoothWork>(({ input }) => input.swap()),
    erase: fromPromise<Receipt, { work: BoothWork; end: VisitEnd }>(({ input }) => input.work.erase(input.end)),
    thank: fromPromise<Result<null>, { work: BoothWork; receipt: Receipt }>(({ input }) => input.work.thank(input.receipt)),
    tell: fromPromise<Result<null>, { work: BoothWork; trouble: Trouble }>(({ input }) => input.work.tellOutOfOrder(input.trouble.code, input.trouble.since)),
    shutDown: fromPromise<Receipt, BoothWork>(({ input }) => input.shutDown()),
  },
  delays: {
    hoursLook: boothDelays.hoursLook,
    thanksLimit: boothDelays.thanksLimit,
    backOff: ({ context }) => backOffMs(context.attempt),
  },
  guards: {
    shouldOpen: ({ context }) => !context.staffClosed && context.work.withinHours(),
    shouldClose: ({ context }) => context.staffClosed || !context.work.withinHours(),
    ofThisEpoch: ({ context, event }) => "epoch" in event && event.epoch === context.epoch,
    lostOnce: ({ context, event }) => event.type === "LOST" && event.epoch === context.epoch && lossesWith(context, event.code).length < lossesAllowed,
    lostTooOften: ({ context, event }) => event.type === "LOST" && event.epoch === context.epoch && lossesWith(context, event.code).length >= lossesAllowed,
    isUnclean: ({ context }) => context.trouble?.cause === "unclean",
    lostMeanwhile: ({ context }) => context.lostMeanwhile,
    lostMeanwhileTooOften: ({ context }) => context.lostMeanwhile && context.losses.length >= lossesAllowed,
    hasThanked: ({ context }) => context.thanked,
  },
  actions: {
    noteEpoch: assign({ epoch: (_, params: { epoch: number }) => params.epoch, lostMeanwhile: false, thanked: false }),
    noteVisitEnd: assign({
      visitEnd: ({ event }) => (event.type === "VISIT_ENDED" ? { reason: event.reason, atMs: event.atMs } : null),
    }),
    noteVisitLost: assign({
      visitEnd: ({ event }) => (event.type === "LOST" ? { reason: "session-lost" as const, atMs: event.atMs } : null),
      losses: ({ context, event }) => (event.type === "LOST" ? lossesWith(context, event.code) : context.losses),
    }),
    noteLoss: assign({ losses: ({ context, event }) => (event.type === "LOST" ? lossesWith(context, event.code) : context.losses) }),
    noteLostMeanwhile: assign({ lostMeanwhile: true, losses: ({ context, event }) => (event.type === "LOST" ? lossesWith(context, event.code) : context.losses) }),
    noteThanked: assign({ thanked: true }),
    noteReceipt: assign({ receipt: (_, params: { receipt: Receipt }) => params.receipt }),
    forgetVisit: assign({ visitEnd: null }),
    noteUnable: assign({
      trouble: ({ context }, params: { code: string }): Trouble => ({ code: params.code, since: context.clock.wall(), cause: "unable" }),
      attempt: ({ context }) => (context.clock.steady() - context.lastTroubleAt > calmMs ? 0 : context.attempt + 1),
      lastTroubleAt: ({ context }) => context.clock.steady(),
      losses: [],
    }),
    noteUnclean: assign({ trouble: ({ context }, params: { code: string }): Trouble => ({ code: params.code, since: context.clock.wall(), cause: "unclean" }) }),
    noteFailedAttempt: assign({ attempt: ({ context }) => context.attempt + 1, lastTroubleAt: ({ context }) => context.clock.steady() }),
    forgetTrouble: assign({ trouble: null }),
    forgetAttempts: assign({ trouble: null, attempt: -1, losses: [] }),
    noteStaffWish: assign({ staffClosed: ({ context, event }) => (event.type === "STAFF_SET" ? event.to === "closed" : context.staffClosed) }),
    refreshAvailability: ({ context }) => context.work.refreshAvailability(),
  },
});

/** A lost front pair outside a visit: everything anew, with a wipe; too often: out of order for a while. */
const startAnewWhenLost = [
  { guard: "lostOnce", target: "#booth.booting", actions: "noteLoss" },
  { guard: "lostTooOften", target: "#booth.outOfOrder", actions: { type: "noteUnable", params: ({ event }: { event: BoothEvent }) => ({ code: event.type === "LOST" ? event.code : "booth/unknown" }) } },
] as const;

const staffMayRestart = { target: "#booth.booting", actions: "forgetAttempts" } as const;

export const boothMachine = machineSetup.createMachine({
  id: "booth",
  context: ({ input }) => ({
    ...input, epoch: 0, visitEnd: null, receipt: null, trouble: null, lostMeanwhile: false, thanked: false, losses: [], attempt: -1, lastTroubleAt: Number.NEGATIVE_INFINITY,
  }),
  initial: "booting",
  on: {
    STAFF_SET: { actions: "noteStaffWish" },
    STOP: { target: ".stopping" },
  },
  states: {
    booting: {
      invoke: {
        src: "boot",
        input: ({ context }) => context.work,
        onDone: [
          { guard: ({ event }) => event.output.ok, target: "wiping", actions: { type: "noteEpoch", params: ({ event }) => ({ epoch: event.output.ok ? event.output.value.epoch : 0 }) } },
          { target: "outOfOrder", actions: { type: "noteUnable", params: ({ event }) => ({ code: codeOf(event.output) }) } },
        ],
        onError: { target: "outOfOrder", actions: { type: "noteUnable", params: { code: "booth/boot-failed" } } },
      },
    },
    /** The boot wipe, or the wipe of a visit whose next pair could not be shown. */
    wiping: {
      invoke: {
        src: "finishBootWipe",
        input: ({ context }) => ({ work: context.work, reason: context.visitEnd?.reason ?? "boot" }),
        onDone: [
          { guard: ({ event }) => event.output.outcome !== "clean", target: "outOfOrder", actions: [{ type: "noteReceipt", params: ({ event }) => ({ receipt: event.output }) }, { type: "noteUnclean", params: { code: "wipe/not-clean" } }] },
          { guard: "lostMeanwhileTooOften", target: "outOfOrder", actions: { type: "noteUnable", params: { code: "session/lost" } } },
          { guard: "lostMeanwhile", target: "booting" },
          { target: "opening", actions: [{ type: "noteReceipt", params: ({ event }) => ({ receipt: event.output }) }, "forgetVisit", "forgetTrouble"] },
        ],
        onError: { target: "outOfOrder", actions: { type: "noteUnclean", params: { code: "wipe/failed" } } },
      },
      on: { LOST: { guard: "ofThisEpoch", actions: "noteLostMeanwhile" } },
    },
    opening: {
      initial: "choosing",
      states: {
        choosing: { always: [{ guard: "shouldOpen", target: "toOpen" }, { target: "toClosed" }] },
        toOpen: {
          invoke: {
            src: "present",
            input: ({ context }) => ({ work: context.work, state: "open" as const }),
            onDone: [
              { guard: ({ event }) => event.output.ok, target: "#booth.open" },
              { guard: ({ event }) => codeOf(event.output) === visitBegins, target: "#booth.open" },
              { target: "#booth.outOfOrder", actions: { type: "noteUnable", params: ({ event }) => ({ code: codeOf(event.output) }) } },
            ],
            onError: { target: "#booth.outOfOrder", actions: { type: "noteUnable", params: { code: "booth/present-failed" } } },
          },
        },
        toClosed: {
          invoke: {
            src: "present",
            input: ({ context }) => ({ work: context.work, state: "closed" as const }),
            onDone: [
              { guard: ({ event }) => event.output.ok, target: "#booth.closed" },
              { guard: ({ event }) => codeOf(event.output) === visitBegins, target: "#booth.open" },
              { target: "#booth.outOfOrder", actions: { type: "noteUnable", params: ({ event }) => ({ code: codeOf(event.output) }) } },
            ],
            onError: { target: "#booth.outOfOrder", actions: { type: "noteUnable", params: { code: "booth/present-failed" } } },
          },
        },
      },
      on: { VISIT_STARTED: { guard: "ofThisEpoch", target: "visit" }, LOST: [...startAnewWhenLost], STAFF_RESTART: staffMayRestart },
    },
    open: {
      entry: "refreshAvailability",
      after: { hoursLook: [{ guard: "shouldClose", target: "opening" }, { target: "open", reenter: true }] },
      on: {
        VISIT_STARTED: { guard: "ofThisEpoch", target: "visit" },
        STAFF_SET: { target: "opening", actions: "noteStaffWish" },
        STAFF_RESTART: staffMayRestart,
        LOST: [...startAnewWhenLost],
      },
    },
    closed: {
      after: { hoursLook: [{ guard: "shouldOpen", target: "opening" }, { target: "closed", reenter: true }] },
      on: {
        STAFF_SET: { target: "opening", actions: "noteStaffWish" },
        STAFF_RESTART: staffMayRestart,
        LOST: [...startAnewWhenLost],
      },
    },
    visit: {
      on: {
        VISIT_ENDED: { guard: "ofThisEpoch", target: "ending", actions: "noteVisitEnd" },
        LOST: { guard: "ofThisEpoch", target: "ending", actions: "noteVisitLost" },
        STAFF_RESTART: staffMayRestart,
      },
    },
    ending: {
      initial: "swapping",
      states: {
        swapping: {
          invoke: {
            src: "swap",
            input: ({ context }) => context.work,
            onDone: [
              { guard: ({ event }) => event.output.ok, target: "erasing", actions: { type: "noteEpoch", params: ({ event }) => ({ epoch: event.output.ok ? event.output.value.epoch : 0 }) } },
              // No next pair to be had: end everything, wipe, and begin again; the visit's own end reason goes on the receipt.
              { target: "#booth.booting" },
            ],
            onError: { target: "#booth.booting" },
          },
        },
        erasing: {
          invoke: {
            src: "erase",
            input: ({ context }) => ({ work: context.work, end: context.visitEnd ?? { reason: "session-lost" as const, atMs: context.clock.wall() } }),
            onDone: [
              { guard: ({ event }) => event.output.outcome !== "clean", target: "#booth.outOfOrder", actions: [{ type: "noteReceipt", params: ({ event }) => ({ receipt: event.output }) }, { type: "noteUnclean", params: { code: "wipe/not-clean" } }] },
              { guard: "lostMeanwhile", target: "#booth.booting", actions: "forgetVisit" },
              { target: "thanking", actions: [{ type: "noteReceipt", params: ({ event }) => ({ receipt: event.output }) }, "forgetVisit"] },
            ],
            onError: { target: "#booth.outOfOrder", actions: { type: "noteUnclean", params: { code: "wipe/failed" } } },
          },
          on: {
            LOST: { guard: "ofThisEpoch", actions: "noteLostMeanwhile" },
            THANKS_DONE: { guard: "ofThisEpoch", actions: "noteThanked" },
          },
        },
        thanking: {
          always: { guard: "hasThanked", target: "#booth.opening" },
          invoke: {
            src: "thank",
            input: ({ context }) => ({ work: context.work, receipt: context.receipt as Receipt }),
            onDone: [{ guard: ({ event }) => event.output.ok }, { target: "#booth.booting" }],
            onError: { target: "#booth.booting" },
          },
          after: { thanksLimit: "#booth.opening" },
          on: {
            THANKS_DONE: { guard: "ofThisEpoch", target: "#booth.opening" },
            LOST: [...startAnewWhenLost],
            STAFF_RESTART: staffMayRestart,
          },
        },
      },
    },
    outOfOrder: {
      initial: "choosing",
      on: { STAFF_RESTART: staffMayRestart },
      states: {
        choosing: { always: [{ guard: "isUnclean", target: "telling" }, { target: "waiting" }] },
        waiting: { after: { backOff: "rebuilding" } },
        rebuilding: {
          invoke: {
            src: "boot",
            input: ({ context }) => context.work,
            onDone: [
              { guard: ({ event }) => event.output.ok, target: "telling", actions: { type: "noteEpoch", params: ({ event }) => ({ epoch: event.output.ok ? event.output.value.epoch : 0 }) } },
              { target: "waiting", actions: "noteFailedAttempt" },
            ],
            onError: { target: "waiting", actions: "noteFailedAttempt" },
          },
        },
        telling: {
          invoke: {
            src: "tell",
            input: ({ context }) => ({ work: context.work, trouble: context.trouble ?? { code: "booth/unknown", since: 0, cause: "unable" as const } }),
            onDone: [{ guard: ({ event }) => event.output.ok, target: "standing" }, { target: "waiting", actions: "noteFailedAttempt" }],
            onError: { target: "waiting", actions: "noteFailedAttempt" },
          },
          on: { LOST: { guard: "ofThisEpoch", target: "waiting", actions: "noteFailedAttempt" } },
        },
        /** The screen says it. After a wipe that was not clean it stays so; otherwise a time without trouble opens again. */
        standing: {
          after: { backOff: [{ guard: "isUnclean" }, { target: "#booth.wiping" }] },
          on: { LOST: { guard: "ofThisEpoch", target: "waiting", actions: "noteFailedAttempt" } },
        },
      },
    },
    stopping: {
      invoke: {
        src: "shutDown",
        input: ({ context }) => context.work,
        onDone: { target: "stopped", actions: { type: "noteReceipt", params: ({ event }) => ({ receipt: event.output }) } },
        onError: "stopped",
      },
    },
    stopped: { type: "final" },
  },
});
