import { assign, raise } from "xstate";
import type { CodedError } from "../../contract/result.ts";
import type { PrintOptions } from "../../contract/snapshot.ts";
import { base } from "./base.ts";
import type { PrintDraft, VisitContext } from "./context.ts";
import { shownError } from "./flow-parts.ts";
import { sheetsLeft, sheetsOf } from "./sheets.ts";

const withPrint = (context: VisitContext, change: Partial<PrintDraft>): { readonly print: PrintDraft } => ({ print: { ...context.print, ...change } });

const documentOf = (context: VisitContext, id: string | null) => context.documents.find((document) => document.id === id);

/** Why a document cannot go to the printer, or null. */
const unprintable = (context: VisitContext, id: string | null): CodedError | null => {
  const document = documentOf(context, id);
  if (document === undefined) return { code: "documents/unknown" };
  if (document.format === "other") return { code: "documents/not-printable" };
  return document.pages === null ? { code: document.format === "text" ? "documents/not-printable" : "documents/broken" } : null;
};

const pagesOf = (context: VisitContext): number => documentOf(context, context.print.documentId)?.pages ?? 1;

/** As the device host's contract has it. */
const mostPages = 500;

/** Why the print cannot begin now, or null. */
const hindrance = (context: VisitContext): CodedError | null => {
  const broken = unprintable(context, context.print.documentId);
  if (broken !== null) return broken;
  if (context.printing !== null) return { code: "printer/busy" };
  const sheets = sheetsOf(pagesOf(context), context.print.options);
  const left = sheetsLeft(context);
  return sheets > left || pagesOf(context) > mostPages ? { code: "print/too-many-pages", detail: { sheets, left } } : null;
};

const withinBounds = (context: VisitContext, options: PrintOptions): boolean => options.copies <= context.configuration.printing.maxCopies;

/** Print: choose, look, print. The job itself runs in the printer's region and goes on when she looks elsewhere. */
export const printStates = base.createStateConfig({
  initial: "deciding",
  on: {
    back: [
      { guard: ({ context }) => context.print.cameFrom === "web" && context.web.serviceId !== "", target: "#web" },
      { guard: ({ context }) => context.print.cameFrom === "documents", target: "#documents" },
      { target: "#paper" },
    ],
    "print-choose": [
      {
        guard: ({ context, event }) => unprintable(context, event.documentId) !== null,
        actions: assign(({ context, event }) => withPrint(context, { error: unprintable(context, event.documentId) })),
      },
      { target: ".preview", actions: assign(({ context, event }) => withPrint(context, { documentId: event.documentId, error: null })) },
    ],
  },
  states: {
    deciding: {
      always: [
        { guard: ({ context }) => context.printing?.purpose === "print", target: "printing" },
        { guard: ({ context }) => documentOf(context, context.print.documentId) !== undefined, target: "preview" },
        { target: "choose" },
      ],
    },
    choose: {},
    preview: {
      /** Removed on another screen, or by a limit: there is nothing left to look at. */
      always: { guard: ({ context }) => documentOf(context, context.print.documentId) === undefined, target: "choose" },
      on: {
        "print-options": {
          guard: ({ context, event }) => withinBounds(context, event.options),
          actions: assign(({ context, event }) => withPrint(context, { options: event.options, error: null })),
        },
        "print-start": [
          {
            guard: ({ context }) => hindrance(context)?.code === "print/too-many-pages",
            actions: [{ type: "report", params: { event: "print", outcome: "limit", pages: 0 } }, assign(({ context }) => withPrint(context, { error: hindrance(context) }))],
          },
          { guard: ({ context }) => hindrance(context) !== null, actions: assign(({ context }) => withPrint(context, { error: hindrance(context) })) },
          {
            target: "printing",
            actions: [
              assign(({ context }) => withPrint(context, { error: null })),
              raise(({ context }) => ({
                type: "print.begin",
                purpose: "print",
                source: { kind: "document", documentId: context.print.documentId ?? "" },
                options: context.print.options,
                pages: pagesOf(context),
              })),
            ],
          },
        ],
      },
    },
    printing: {
      on: {
        "print-choose": {},
        "print-cancel": { actions: raise({ type: "print.cancel" }) },
        "print.finished": { guard: ({ event }) => event.purpose === "print", target: "done" },
        "print.failed": {
          guard: ({ event }) => event.purpose === "print",
          target: "preview",
          actions: assign(({ context, event }) => withPrint(context, { error: shownError(event.error) })),
        },
      },
    },
    done: {},
  },
});
