import { assign, raise } from "xstate";
import type { ScanRequest } from "../../contract/devices.ts";
import { base } from "./base.ts";
import type { CopyDraft, CopyOptions, VisitContext } from "./context.ts";
import { draftOf, internalError, outcomeWord, shownError } from "./flow-parts.ts";
import { pagesThatFit, sheetsLeft, sheetsOf } from "./sheets.ts";

const withCopy = (context: VisitContext, change: Partial<CopyDraft>): { readonly copy: CopyDraft } => ({ copy: { ...context.copy, ...change } });

const isCopying = ({ context }: { readonly context: VisitContext }): boolean => context.printing?.purpose === "copy";

const requestOf = (context: VisitContext): Omit<ScanRequest, "folder"> => {
  const { source, colour } = context.copy.options;
  const most = Math.min(context.configuration.documents.maxScanPages, pagesThatFit(context, context.copy.options));
  return { jobId: context.copy.jobId ?? "", source, colour, resolution: 300, maxPages: source === "feeder" ? most : 1 };
};

const paperOf = ({ copies, sides, colour }: CopyOptions): Pick<CopyOptions, "copies" | "sides" | "colour"> => ({ copies, sides, colour });

const withinBounds = (context: VisitContext, options: CopyOptions): boolean => options.copies <= context.configuration.printing.maxCopies;

/** Copy: one button, which scans and prints. The printing itself goes on in the printer's region when she looks elsewhere. */
export const copyStates = base.createStateConfig({
  initial: "deciding",
  exit: assign({ originalQuestion: ({ context }) => context.originalInScanner }),
  on: {
    back: { target: "#paper" },
    "copy-options": {
      guard: ({ context, event }) => withinBounds(context, event.options),
      target: ".setup",
      actions: assign(({ context, event }) => withCopy(context, { options: event.options, error: null })),
    },
    "copy-start": [
      { guard: ({ context }) => context.printing !== null, target: ".setup", actions: assign(({ context }) => withCopy(context, { error: { code: "printer/busy" } })) },
      {
        guard: ({ context }) => sheetsOf(1, context.copy.options) > sheetsLeft(context),
        target: ".setup",
        actions: [{ type: "report", params: { event: "print", outcome: "limit", pages: 0 } }, assign(({ context }) => withCopy(context, { error: { code: "print/too-many-pages", detail: { left: sheetsLeft(context) } } }))],
      },
      { target: ".scanning" },
    ],
  },
  states: {
    deciding: { always: [{ guard: isCopying, target: "printing" }, { target: "setup" }] },
    setup: {},
    scanning: {
      entry: assign(({ context }) => ({
        ...withCopy(context, { jobId: context.ports.uuid(), pages: [], progress: null, error: null }),
        originalQuestion: false,
      })),
      exit: assign(({ context }) => withCopy(context, { jobId: null, progress: null })),
      invoke: {
        src: "scan",
        input: ({ context }) => ({ ports: context.ports, request: requestOf(context) }),
        onDone: [
          {
            guard: ({ context, event }) => event.output.ok && context.copy.pages.length > 0,
            target: "printing",
            actions: [
              { type: "report", params: ({ context }) => ({ event: "scan", outcome: "done", pages: context.copy.pages.length }) },
              raise(({ context }) => ({
                type: "print.begin",
                purpose: "copy",
                source: { kind: "copy", pages: context.copy.pages },
                options: paperOf(context.copy.options),
                pages: context.copy.pages.length,
              })),
            ],
          },
          {
            target: "setup",
            actions: [
              { type: "report", params: ({ event }) => ({ event: "scan", outcome: outcomeWord(event.output.ok ? { code: "scanner/no-page" } : event.output.error), pages: 0 }) },
              ({ context }) => context.ports.forgetPages(context.copy.pages),
              assign(({ context, event }) => withCopy(context, { pages: [], error: event.output.ok ? { code: "scanner/no-page" } : shownError(event.output.error) })),
            ],
          },
        ],
        onError: {
          target: "setup",
          actions: [
            ({ context }) => context.ports.forgetPages(context.copy.pages),
            assign(({ context }) => withCopy(context, { pages: [], error: internalError })),
          ],
        },
      },
      on: {
        "copy-start": {},
        "copy-options": {},
        "copy-cancel": {
          target: "setup",
          actions: [
            { type: "report", params: { event: "scan", outcome: "cancelled", pages: 0 } },
            ({ context }) => context.ports.forgetPages(context.copy.pages),
            assign(({ context }) => withCopy(context, { pages: [] })),
          ],
        },
        "scan.progress": {
          guard: ({ context, event }) => event.jobId === context.copy.jobId,
          actions: assign(({ context, event }) => withCopy(context, { progress: { page: event.page, fraction: event.fraction } })),
        },
        "scan.page": {
          guard: ({ context, event }) => event.page.jobId === context.copy.jobId,
          actions: assign(({ context, event }) => ({
            ...withCopy(context, { pages: [...context.copy.pages, draftOf(event.id, event.page)] }),
            originalInScanner: true,
          })),
        },
      },
    },
    printing: {
      on: {
        "copy-start": {},
        "copy-options": {},
        "copy-cancel": { actions: raise({ type: "print.cancel" }) },
        "print.finished": { guard: ({ event }) => event.purpose === "copy", target: "done" },
        "print.failed": {
          guard: ({ event }) => event.purpose === "copy",
          target: "setup",
          actions: assign(({ context, event }) => withCopy(context, { error: shownError(event.error) })),
        },
      },
    },
    done: { entry: assign({ originalQuestion: ({ context }) => context.originalInScanner }) },
  },
});
