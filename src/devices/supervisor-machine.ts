import { assign, fromPromise, setup } from "xstate";
import type { DeviceStatus } from "../contract/devices.ts";
import type { CodedError } from "../contract/result.ts";
import type { DeviceLink, DeviceReason, LinkEvents, OpenOutcome } from "./device-driver.ts";

/** Every delay of the supervisor, ms, with its reason. */
export const supervisorDelays = {
  /** A look for a device file or USB id is cheap, and a person who has just put the plug in is waiting. */
  absentPoll: 1_000,
  /** A USB reader enumerates in about 2 s, a network scanner answers within 5 s. */
  openLimit: 10_000,
  /** Closing a port that has died under us can hang in the kernel; nobody waits longer for it. */
  closeLimit: 2_000,
  /** First wait after a failure. It doubles each time: a reader that only re-enumerates is back at once. */
  backOffFirst: 1_000,
  /** Longest wait; a device that was mended is back within a minute without anybody restarting anything. */
  backOffMost: 60_000,
  /** A link that has lived this long is sound: earlier failures are forgiven. Shorter, and a crash loop would reset its own count. */
  stable: 30_000,
  /** A cancelled scanimage gets 5 s to park the scanner's arm before it is killed; then the link is torn down. */
  abortGrace: 6_000,
} as const;

/** Failures without a stable spell between them until the device is given up: 1 + 2 + … + 32 + 60 s, about two minutes. */
export const failureCap = 8;

/** Wait before the next try after `failures` failures in a row (1-based): 1, 2, 4 … 60 s. */
export const backOffMs = (failures: number): number =>
  Math.min(supervisorDelays.backOffMost, supervisorDelays.backOffFirst * 2 ** Math.max(0, Math.min(failures, 16) - 1));

/** What a look that is under way is told to the world as: a poll of an absent device does not flicker. */
type LookedFor = Extract<DeviceStatus["state"], "connecting" | "absent" | "given-up">;

export interface SupervisorContext {
  readonly link: DeviceLink | null;
  readonly reasons: readonly DeviceReason[];
  readonly error: CodedError | null;
  readonly failures: number;
  readonly losses: number;
  readonly lookingAs: LookedFor;
  /** Number of the look; what an older link says is dropped by it. */
  readonly epoch: number;
  /** The device was lost between its opening and the moment that the machine learnt of it. */
  readonly early: CodedError | null;
}

export type SupervisorEvent =
  | { readonly type: "link.lost"; readonly epoch: number | "current"; readonly error: CodedError }
  | { readonly type: "link.reasons"; readonly epoch: number; readonly reasons: readonly DeviceReason[] }
  | { readonly type: "work.begin" }
  | { readonly type: "work.end" }
  | { readonly type: "retry" }
  | { readonly type: "shut" };

export interface SupervisorMachineOptions {
  /** Must not reject; closes by itself a link that arrives after `signal` has aborted. */
  open(events: LinkEvents, signal: AbortSignal): Promise<OpenOutcome<DeviceLink>>;
  readonly absentPollMs: number;
  readonly openLimitMs: number;
}

/** Carries types only; xstate never looks at its value. */
const machineTypes = {} as { context: SupervisorContext; events: SupervisorEvent };

const reasonsOf = (outcome: OpenOutcome<DeviceLink>): readonly DeviceReason[] =>
  outcome.kind === "open" ? outcome.link.reasons : outcome.kind === "failed" && outcome.reason !== undefined ? [outcome.reason] : [];

/**
 * The states of one device. `looking` covers every attempt to reach it; whether that shows as connecting, absent or given up
 * is `lookingAs`. There is no state without a way back to `looking`: a device that returns is used again without a restart.
 */
export function createSupervisorMachine(options: SupervisorMachineOptions) {
  return setup({
    types: machineTypes,
    delays: {
      absentPoll: options.absentPollMs,
      openLimit: options.openLimitMs,
      closeLimit: supervisorDelays.closeLimit,
      stable: supervisorDelays.stable,
      backOff: ({ context }) => backOffMs(context.failures),
      givenUpPoll: supervisorDelays.backOffMost,
    },
    actors: {
      open: fromPromise<OpenOutcome<DeviceLink>, LinkEvents>(({ input, signal }) => options.open(input, signal)),
      close: fromPromise<unknown, DeviceLink | null>(async ({ input }) => input?.close()),
    },
    guards: {
      isThisLink: ({ context, event }) =>
        (event.type === "link.lost" || event.type === "link.reasons") && (event.epoch === "current" || event.epoch === context.epoch),
      lostEarly: ({ context }) => context.early !== null,
      capReached: ({ context }) => context.failures >= failureCap,
    },
    actions: {
      nextEpoch: assign({ epoch: ({ context }) => context.epoch + 1, early: null }),
      takeOutcome: assign((_, outcome: OpenOutcome<DeviceLink>) => ({
        link: outcome.kind === "open" ? outcome.link : null,
        reasons: reasonsOf(outcome),
        error: outcome.kind === "failed" ? outcome.error : null,
      })),
      lookAs: assign((_, lookingAs: LookedFor) => ({ lookingAs })),
      countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
      countLoss: assign({ losses: ({ context }) => context.losses + 1 }),
      forgive: assign({ failures: 0 }),
      takeEarly: assign((_, early: CodedError) => ({ early })),
      takeLoss: assign((_, error: CodedError) => ({ error, reasons: [] })),
      takeEarlyLoss: assign({ error: ({ context }) => context.early, early: null, reasons: [] }),
      takeReasons: assign((_, reasons: readonly DeviceReason[]) => ({ reasons })),
      dropLink: assign({ link: null }),
      tellBusy: ({ context }, busy: boolean) => context.link?.setBusy?.(busy),
    },
  }).createMachine({
    id: "supervisor",
    context: { link: null, reasons: [], error: null, failures: 0, losses: 0, lookingAs: "connecting", epoch: 0, early: null },
    initial: "looking",
    on: { shut: { target: ".shutting" } },
    states: {
      looking: {
        entry: "nextEpoch",
        invoke: {
          src: "open",
          input: ({ context, self }) => ({
            lost: (error) => self.send({ type: "link.lost", epoch: context.epoch, error }),
            reasons: (reasons) => self.send({ type: "link.reasons", epoch: context.epoch, reasons }),
          }),
          onDone: [
            {
              guard: ({ event }) => event.output.kind === "open",
              target: "connected", actions: { type: "takeOutcome", params: ({ event }) => event.output },
            },
            {
              guard: ({ event }) => event.output.kind === "absent",
              target: "absent", actions: { type: "takeOutcome", params: ({ event }) => event.output },
            },
            { target: "failed", actions: { type: "takeOutcome", params: ({ event }) => event.output } },
          ],
          onError: {
            target: "failed",
            actions: { type: "takeOutcome", params: { kind: "failed", error: { code: "device/driver-fault" } } },
          },
        },
        after: {
          openLimit: {
            target: "failed",
            actions: {
              type: "takeOutcome", params: { kind: "failed", error: { code: "device/timed-out" }, reason: "not-answering" },
            },
          },
        },
        on: {
          "link.lost": { guard: "isThisLink", actions: { type: "takeEarly", params: ({ event }) => event.error } },
        },
      },
      absent: {
        after: { absentPoll: { target: "looking", actions: { type: "lookAs", params: "absent" } } },
        on: { retry: { target: "looking", actions: ["forgive", { type: "lookAs", params: "connecting" }] } },
      },
      connected: {
        initial: "ready",
        always: { guard: "lostEarly", target: "lost", actions: "takeEarlyLoss" },
        after: { stable: { actions: "forgive" } },
        on: {
          "link.lost": { guard: "isThisLink", target: "lost", actions: { type: "takeLoss", params: ({ event }) => event.error } },
          "link.reasons": { guard: "isThisLink", actions: { type: "takeReasons", params: ({ event }) => event.reasons } },
        },
        states: {
          ready: { on: { "work.begin": "busy" } },
          busy: {
            entry: { type: "tellBusy", params: true },
            exit: { type: "tellBusy", params: false },
            on: { "work.end": "ready" },
          },
        },
      },
      lost: {
        entry: "countLoss",
        invoke: { src: "close", input: ({ context }) => context.link, onDone: "failed", onError: "failed" },
        after: { closeLimit: "failed" },
        exit: "dropLink",
      },
      failed: {
        entry: "countFailure",
        always: [{ guard: "capReached", target: "givenUp" }, { target: "backingOff" }],
      },
      backingOff: {
        after: { backOff: { target: "looking", actions: { type: "lookAs", params: "connecting" } } },
        on: { retry: { target: "looking", actions: ["forgive", { type: "lookAs", params: "connecting" }] } },
      },
      givenUp: {
        after: { givenUpPoll: { target: "looking", actions: { type: "lookAs", params: "given-up" } } },
        on: { retry: { target: "looking", actions: ["forgive", { type: "lookAs", params: "connecting" }] } },
      },
      shutting: {
        invoke: { src: "close", input: ({ context }) => context.link, onDone: "shut", onError: "shut" },
        after: { closeLimit: "shut" },
        exit: "dropLink",
        on: { shut: {} },
      },
      shut: { type: "final" },
    },
  });
}
