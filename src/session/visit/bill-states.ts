import { assign } from "xstate";
import { base } from "./base.ts";
import type { VisitContext } from "./context.ts";

const noBill = base.assign({ bill: { bill: null, code: null } });

const isBank = ({ context, event }: { readonly context: VisitContext; readonly event: { readonly serviceId: string } }): boolean =>
  context.booth.features.web && context.services.services.some((service) => service.id === event.serviceId && service.group === "banks");

/** Pay a bill. A code is taken only while this screen waits for one; whatever is read at another time is forgotten. */
export const billStates = base.createStateConfig({
  initial: "deciding",
  on: { back: { target: "#home" } },
  states: {
    /** Back from the bank the checked bill is still there; from everywhere else a new one is waited for. */
    deciding: { always: [{ guard: ({ context }) => context.bill.bill !== null, target: "checked" }, { target: "waiting" }] },
    waiting: {
      entry: noBill,
      on: {
        "wedge-text": { actions: ({ context, event }) => context.ports.feedBarcode(event.text) },
        "barcode.scan": [
          {
            guard: ({ event }) => event.scan.kind === "bill",
            target: "checked",
            actions: [
              { type: "report", params: { event: "bill", outcome: "checked" } },
              assign(({ event }) => ({ bill: { bill: event.scan.kind === "bill" ? event.scan.bill : null, code: null } })),
            ],
          },
          {
            target: "rejected",
            actions: [
              { type: "report", params: ({ event }) => ({ event: "bill", outcome: event.scan.kind === "rejected" ? event.scan.code : "checked" }) },
              assign(({ event }) => ({ bill: { bill: null, code: event.scan.kind === "rejected" ? event.scan.code : null } })),
            ],
          },
        ],
      },
    },
    rejected: { on: { "bill-again": { target: "waiting" } } },
    checked: {
      on: {
        "bill-again": { target: "waiting" },
        "bill-bank": {
          guard: isBank,
          target: "#web",
          actions: ["openService", "reportService", assign(({ context }) => ({ web: { ...context.web, withBill: true } }))],
        },
      },
    },
  },
});
