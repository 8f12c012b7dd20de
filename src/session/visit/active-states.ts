import { assign } from "xstate";
import { base } from "./base.ts";
import { billStates } from "./bill-states.ts";
import type { VisitContext } from "./context.ts";
import { copyStates } from "./copy-states.ts";
import { printStates } from "./print-states.ts";
import { scanStates } from "./scan-states.ts";

interface At<E> {
  readonly context: VisitContext;
  readonly event: E;
}

const knows = ({ context, event }: At<{ readonly documentId: string }>): boolean => context.documents.some((document) => document.id === event.documentId);
const isService = ({ context, event }: At<{ readonly serviceId: string }>): boolean =>
  context.booth.features.web && context.services.services.some((service) => service.id === event.serviceId);

/** What the person does after the terms. A feature that the booth does not have leads nowhere. */
export const activeStates = base.createStateConfig({
  initial: "home",
  on: {
    go: [
      { guard: ({ event }) => event.to === "home", target: ".home" },
      { guard: ({ event }) => event.to === "documents", target: ".documents", actions: assign({ openDocument: null }) },
      { guard: ({ context, event }) => event.to === "web-tray" && context.booth.features.web, target: ".webTray" },
      { guard: ({ context, event }) => event.to === "paper" && (context.booth.features.print || context.booth.features.scan), target: ".paper" },
      { guard: ({ context, event }) => event.to === "scan" && context.booth.features.scan, target: ".scan" },
      { guard: ({ context, event }) => event.to === "copy" && context.booth.features.scan && context.booth.features.print, target: ".copy" },
      {
        guard: ({ context, event }) => event.to === "print" && context.booth.features.print,
        target: ".print",
        actions: assign(({ context }) => ({ print: { ...context.print, documentId: null, cameFrom: "paper" as const, error: null } })),
      },
      { guard: ({ context, event }) => event.to === "bill" && context.booth.features.bill, target: ".bill", actions: assign({ bill: { bill: null, code: null } }) },
    ],
    "web-open": {
      guard: isService,
      target: ".web",
      actions: ["openService", "reportService", assign(({ context }) => ({ web: { ...context.web, withBill: false } }))],
    },
    "original-taken": {
      guard: ({ context }) => context.originalInScanner || context.originalQuestion,
      actions: assign({ originalInScanner: false, originalQuestion: false }),
    },
  },
  states: {
    home: { id: "home" },
    webTray: { on: { back: { target: "home" } } },
    web: {
      id: "web",
      on: {
        back: [{ guard: ({ context }) => context.web.withBill && context.bill.bill !== null, target: "bill" }, { target: "webTray" }],
        "web.print": {
          target: "print",
          actions: assign(({ context, event }) => ({ print: { ...context.print, documentId: event.documentId, cameFrom: "web" as const, error: null } })),
        },
      },
    },
    paper: { id: "paper", on: { back: { target: "home" } } },
    scan: scanStates,
    copy: copyStates,
    print: printStates,
    documents: {
      id: "documents",
      on: {
        back: { target: "home" },
        "document-open": { guard: knows, actions: assign({ openDocument: ({ event }) => event.documentId }) },
        "document-close": { actions: assign({ openDocument: null }) },
        "document-remove": {
          guard: (at) => knows(at) && !isPrinting(at),
          actions: [
            { type: "report", params: { event: "document", outcome: "removed" } },
            ({ context, event }) => context.ports.removeDocument(event.documentId),
            assign({ openDocument: null }),
          ],
        },
        "print-choose": {
          guard: (at) => knows(at) && at.context.booth.features.print,
          target: "print",
          actions: assign(({ context, event }) => ({ print: { ...context.print, documentId: event.documentId, cameFrom: "documents" as const, error: null } })),
        },
      },
    },
    bill: billStates,
  },
});

/** The printer still reads the file. */
function isPrinting({ context, event }: At<{ readonly documentId: string }>): boolean {
  const source = context.printing?.job.source;
  return source?.kind === "document" && source.documentId === event.documentId;
}
