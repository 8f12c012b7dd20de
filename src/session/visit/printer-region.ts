import { assign, raise } from "xstate";
import type { CodedError } from "../../contract/result.ts";
import { base } from "./base.ts";
import type { VisitContext } from "./context.ts";
import { internalError, outcomeWord } from "./flow-parts.ts";
import { sheetsOf, sheetsTaken } from "./sheets.ts";

/** What stays of a job that has ended: only the paper it took. */
const settled = (context: VisitContext, pagesDone: number | null, succeeded: boolean) => {
  const running = context.printing;
  return running === null ? {} : { sheetsUsed: context.sheetsUsed - running.sheets + sheetsTaken(running, pagesDone, succeeded) };
};

const keepsPages = (context: VisitContext, error: CodedError): boolean => context.printing?.purpose === "copy" && error.code !== "printer/cancelled";

const pagesDoneOf = (context: VisitContext): number => context.printing?.progress?.pagesDone ?? 0;

/** The one job that the printer has of ours; it ends when the printer says so, whatever the screen shows. */
export const printerRegion = base.createStateConfig({
  initial: "free",
  states: {
    free: {
      entry: assign({ printing: null }),
      on: {
        "print.begin": {
          target: "busy",
          actions: assign(({ context, event }) => {
            const sheets = event.purpose === "test" ? 0 : sheetsOf(event.pages, event.options);
            return {
              sheetsUsed: context.sheetsUsed + sheets,
              printing: {
                job: { jobId: context.ports.uuid(), source: event.source, options: event.options },
                purpose: event.purpose, sheets, pages: event.pages, progress: null, reachedPaper: false,
              },
            };
          }),
        },
      },
    },
    busy: {
      invoke: {
        src: "print",
        input: ({ context }) => ({ ports: context.ports, job: context.printing?.job ?? null }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: "free",
            actions: [
              { type: "report", params: ({ context, event }) => ({ event: "print", outcome: "done", pages: (event.output.ok ? event.output.value.pagesDone : null) ?? pagesDoneOf(context) }) },
              assign(({ context, event }) => settled(context, event.output.ok ? event.output.value.pagesDone : null, true)),
              raise(({ context }) => ({ type: "print.finished", purpose: context.printing?.purpose ?? "print" })),
              ({ context }) => forgetCopy(context),
            ],
          },
          {
            target: "failing",
            actions: [
              { type: "report", params: ({ context, event }) => ({ event: "print", outcome: outcomeWord(event.output.ok ? null : event.output.error), pages: pagesDoneOf(context) }) },
              assign(({ context, event }) => ({ ...settled(context, null, false), printError: event.output.ok ? null : event.output.error })),
            ],
          },
        ],
        onError: { target: "failing", actions: assign(({ context }) => ({ ...settled(context, null, false), printError: internalError })) },
      },
      on: {
        "print.cancel": { actions: ({ context }) => context.printing !== null && context.ports.cancelPrint(context.printing.job.jobId) },
        "print.progress": {
          guard: ({ context, event }) => event.progress.jobId === context.printing?.job.jobId,
          actions: assign(({ context, event }) => ({
            printing: context.printing === null ? null : {
              ...context.printing,
              progress: event.progress,
              reachedPaper: context.printing.reachedPaper || event.progress.state === "printing" || event.progress.state === "stopped",
            },
          })),
        },
        /** The signal that the job's actor gets with its stop cancels it at the printer; the wipe looks whether it is gone. */
        "visit.end": { target: "free", actions: { type: "report", params: ({ context }) => ({ event: "print", outcome: "cancelled", pages: pagesDoneOf(context) }) } },
      },
    },
    failing: {
      always: { guard: ({ context }) => !keepsPages(context, context.printError ?? internalError), target: "free", actions: ["tellPrintFailed", ({ context }) => forgetCopy(context)] },
      /** The paper may be back in her bag already: a copy that could not be printed is kept as a document. */
      invoke: {
        src: "keepCopy",
        input: ({ context }) => ({ ports: context.ports, pages: context.printing?.job.source.kind === "copy" ? context.printing.job.source.pages : [] }),
        onDone: { target: "free", actions: ["tellPrintFailed", ({ context }) => forgetCopy(context)] },
        onError: { target: "free", actions: ["tellPrintFailed", ({ context }) => forgetCopy(context)] },
      },
      on: { "visit.end": { target: "free" } },
    },
  },
});

function forgetCopy(context: VisitContext): void {
  const source = context.printing?.job.source;
  if (source?.kind === "copy") context.ports.forgetPages(source.pages);
}
