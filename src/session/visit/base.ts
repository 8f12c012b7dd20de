import { assign, fromPromise, raise, setup } from "xstate";
import type { ScanRequest } from "../../contract/devices.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import type { SessionEvent } from "../../contract/core-session.ts";
import { err, type Result } from "../../contract/result.ts";
import type { StaffReport } from "../../contract/snapshot.ts";
import type { VisitContext, VisitEvent, VisitInput } from "./context.ts";
import type { DraftFile } from "./draft-file.ts";
import { delays } from "./delays.ts";
import { defaultPreferences, initialContext } from "./initial-context.ts";
import type { PinState, PrintJob, VisitPorts } from "./ports.ts";

interface With {
  readonly ports: VisitPorts;
}

/** Whether work goes on that a person may wait for without touching anything. A printer that has stopped waits for her. */
export const isWorking = (context: VisitContext): boolean =>
  context.scan.jobId !== null || context.copy.jobId !== null || (context.printing !== null && context.printing.progress?.state !== "stopped");

const leftOf = (context: VisitContext): number => (context.visit?.endsAt ?? 0) - context.ports.now();

/** The ground that every part of the statechart stands on: its types, its actors, and what more than one part uses. */
export const base = setup({
  types: { context: {} as VisitContext, events: {} as VisitEvent, input: {} as VisitInput },
  actors: {
    visitStarted: fromPromise<Result<null>, With>(({ input }) => input.ports.visitStarted()),
    scan: fromPromise<Result<{ readonly pages: number }>, With & { readonly request: Omit<ScanRequest, "folder"> }>(({ input, signal }) => input.ports.scan(input.request, signal)),
    saveScan: fromPromise<Result<DocumentSummary>, With & { readonly pages: readonly DraftFile[] }>(({ input }) => input.ports.saveScan(input.pages)),
    keepCopy: fromPromise<Result<DocumentSummary>, With & { readonly pages: readonly DraftFile[] }>(({ input }) => input.ports.keepCopy(input.pages)),
    print: fromPromise<Result<{ readonly pagesDone: number | null }>, With & { readonly job: PrintJob | null }>(async ({ input, signal }) =>
      input.job === null ? err("session/internal") : input.ports.print(input.job, signal)),
    pinState: fromPromise<Result<PinState>, With>(({ input }) => input.ports.pinState()),
    verifyPin: fromPromise<Result<PinState & { readonly right: boolean }>, With & { readonly pin: string }>(({ input }) => input.ports.verifyPin(input.pin)),
    staffReport: fromPromise<Result<StaffReport>, With>(({ input }) => input.ports.staffReport()),
    staffBooth: fromPromise<Result<null>, With & { readonly to: "open" | "closed" }>(({ input }) => input.ports.staffBooth(input.to)),
    staffRestart: fromPromise<Result<null>, With>(({ input }) => input.ports.staffRestart()),
  },
  delays: {
    untilFirstWarning: ({ context }) => leftOf(context) - delays.warnFirst,
    untilSecondWarning: ({ context }) => leftOf(context) - delays.warnSecond,
    untilLastWarning: ({ context }) => leftOf(context) - delays.warnLast,
    untilEnd: ({ context }) => leftOf(context),
    idle: ({ context }) => context.configuration.visit.idleSeconds * 1_000,
    idleCountdown: ({ context }) => context.configuration.visit.idleCountdownSeconds * 1_000,
    thanksShown: delays.thanksShown,
    attractReset: delays.attractReset,
    helpForgotten: delays.helpForgotten,
    staffForgotten: delays.staffForgotten,
  },
  guards: {
    working: ({ context }) => isWorking(context),
    moreThan: ({ context }, left: number) => leftOf(context) > left,
  },
  actions: {
    report: ({ context }, event: SessionEvent) => context.ports.report(event),
    takeStatus: assign(({ context, event }) =>
      event.type !== "device.status" ? {} : { devices: [...context.devices.filter((device) => device.kind !== event.status.kind), event.status] }),
    takeBooth: assign(({ event }) => {
      if (event.type !== "booth.set") return {};
      return { boothState: event.booth, ...(event.booth.state === "open" ? { availability: event.booth.availability } : {}) };
    }),
    /** What belongs to the booth stays; what a person said, made or chose goes. */
    forgetVisit: assign(({ context }) => {
      const { boothState, availability, devices, scanner, printer, endReason, servicesUsed } = context;
      return { ...initialContext({ input: context }), boothState, availability, devices, scanner, printer, endReason, servicesUsed };
    }),
    resetPreferences: assign({ preferences: ({ context }) => defaultPreferences(context) }),
    tellPrintFailed: raise(({ context }) => ({
      type: "print.failed",
      purpose: context.printing?.purpose ?? "print",
      error: context.printError ?? { code: "session/internal" },
    })),
    openService: assign(({ context, event }) => {
      if (event.type !== "web-open" && event.type !== "bill-bank") return {};
      return {
        web: { ...context.web, serviceId: event.serviceId, opening: context.web.opening + 1 },
        servicesUsed: [...new Set([...context.servicesUsed, event.serviceId])],
      };
    }),
    reportService: ({ context }) => {
      const service = context.services.services.find((each) => each.id === context.web.serviceId);
      if (service !== undefined) context.ports.report({ event: "service-opened", group: service.group });
    },
    /** For a moment that may be taken for nothing: the action was understood, and nothing changes. */
    nothing: () => undefined,
  },
});
