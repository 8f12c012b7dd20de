import { assign } from "xstate";
import type { ScanRequest } from "../../contract/devices.ts";
import { base } from "./base.ts";
import type { ScanDraft, VisitContext } from "./context.ts";
import type { DraftFile } from "./draft-file.ts";
import { draftOf, internalError, outcomeWord, shownError } from "./flow-parts.ts";

const withScan = (context: VisitContext, change: Partial<ScanDraft>): { readonly scan: ScanDraft } => ({ scan: { ...context.scan, ...change } });

const turned = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;

const moved = (pages: readonly DraftFile[], pageId: string, to: number): readonly DraftFile[] => {
  const rest = pages.filter((each) => each.id !== pageId);
  return [...rest.slice(0, to), ...pages.filter((each) => each.id === pageId), ...rest.slice(to)];
};

const hasPage = ({ context, event }: { readonly context: VisitContext; readonly event: { readonly pageId: string } }): boolean =>
  context.scan.pages.some((page) => page.id === event.pageId);

/** Pages that the draft may still take. */
const roomFor = (context: VisitContext): number => context.configuration.documents.maxScanPages - context.scan.pages.length;

const requestOf = (context: VisitContext): Omit<ScanRequest, "folder"> => ({
  ...context.scan.options,
  jobId: context.scan.jobId ?? "",
  maxPages: context.scan.options.source === "feeder" ? roomFor(context) : 1,
});

/** Scan: pages join a draft, which is reviewed and saved as one PDF. The draft outlives the screen; only saving or discarding ends it. */
export const scanStates = base.createStateConfig({
  initial: "deciding",
  /** Whoever leaves the screen is asked for her original (L23). */
  exit: assign({ originalQuestion: ({ context }) => context.originalInScanner }),
  on: {
    back: { target: "#paper" },
    "scan-options": { actions: assign(({ context, event }) => withScan(context, { options: event.options, error: null })) },
    "scan-start": [
      {
        guard: ({ context }) => roomFor(context) < 1,
        actions: assign(({ context }) =>
          withScan(context, { error: { code: "documents/too-many", detail: { what: "pages", limit: context.configuration.documents.maxScanPages } } })),
      },
      { target: ".scanning" },
    ],
  },
  states: {
    deciding: {
      always: [{ guard: ({ context }) => context.scan.pages.length > 0, target: "review" }, { target: "setup" }],
    },
    setup: {},
    scanning: {
      entry: assign(({ context }) => ({ ...withScan(context, { jobId: context.ports.uuid(), progress: null, error: null }), originalQuestion: false })),
      exit: assign(({ context }) => withScan(context, { jobId: null, progress: null })),
      invoke: {
        src: "scan",
        input: ({ context }) => ({ ports: context.ports, request: requestOf(context) }),
        onDone: {
          target: "deciding",
          actions: [
            { type: "report", params: ({ event }) => ({ event: "scan", outcome: outcomeWord(event.output.ok ? null : event.output.error), pages: event.output.ok ? event.output.value.pages : 0 }) },
            assign(({ context, event }) => withScan(context, { error: event.output.ok ? null : shownError(event.output.error) })),
          ],
        },
        onError: { target: "deciding", actions: assign(({ context }) => withScan(context, { error: internalError })) },
      },
      on: {
        "scan-start": {},
        "scan-options": {},
        "scan-cancel": { target: "deciding", actions: { type: "report", params: { event: "scan", outcome: "cancelled", pages: 0 } } },
        "scan.progress": {
          guard: ({ context, event }) => event.jobId === context.scan.jobId,
          actions: assign(({ context, event }) => withScan(context, { progress: { page: event.page, fraction: event.fraction } })),
        },
        "scan.page": {
          guard: ({ context, event }) => event.page.jobId === context.scan.jobId && roomFor(context) > 0,
          actions: assign(({ context, event }) => ({
            ...withScan(context, { pages: [...context.scan.pages, draftOf(event.id, event.page)] }),
            originalInScanner: true,
          })),
        },
      },
    },
    review: {
      on: {
        "scan-rotate": {
          guard: hasPage,
          actions: assign(({ context, event }) =>
            withScan(context, { pages: context.scan.pages.map((page) => (page.id === event.pageId ? { ...page, rotation: turned[page.rotation] } : page)) })),
        },
        "scan-move": {
          guard: hasPage,
          actions: assign(({ context, event }) => withScan(context, { pages: moved(context.scan.pages, event.pageId, event.to) })),
        },
        "scan-drop": {
          guard: hasPage,
          target: "deciding",
          actions: [
            ({ context, event }) => context.ports.forgetPages(context.scan.pages.filter((page) => page.id === event.pageId)),
            assign(({ context, event }) => withScan(context, { pages: context.scan.pages.filter((page) => page.id !== event.pageId) })),
          ],
        },
        "scan-discard": {
          target: "setup",
          actions: [
            { type: "report", params: { event: "scan", outcome: "discarded", pages: 0 } },
            ({ context }) => context.ports.forgetPages(context.scan.pages),
            assign(({ context }) => withScan(context, { pages: [], error: null })),
          ],
        },
        "scan-save": { target: "saving" },
      },
    },
    /** Short, and not to be left: a half-saved draft would come twice. The end of the visit cuts it like everything. */
    saving: {
      on: { back: {}, go: {}, "web-open": {}, "staff-open": {}, "scan-start": {}, "scan-options": {} },
      invoke: {
        src: "saveScan",
        input: ({ context }) => ({ ports: context.ports, pages: context.scan.pages }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: "#documents",
            actions: [
              { type: "report", params: { event: "document", outcome: "added" } },
              ({ context }) => context.ports.forgetPages(context.scan.pages),
              assign(({ context, event }) => ({
                ...withScan(context, { pages: [], error: null }),
                openDocument: event.output.ok ? event.output.value.id : null,
              })),
            ],
          },
          { target: "review", actions: assign(({ context, event }) => withScan(context, { error: event.output.ok ? null : event.output.error })) },
        ],
        onError: { target: "review", actions: assign(({ context }) => withScan(context, { error: internalError })) },
      },
    },
  },
});
