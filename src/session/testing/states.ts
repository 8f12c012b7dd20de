import { ok } from "../../contract/result.ts";
import { createTestVisit, freeForEver, idOf, testBill, visitAtHome, type TestVisit } from "./test-visit.ts";

/** A way into each state of a visit, for tests that let something fail in all of them. */
export const waysIntoStates: Readonly<Record<string, () => Promise<TestVisit>>> = {
  arrive: async () => {
    const visit = createTestVisit();
    await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
    await visit.act({ type: "start" });
    return visit;
  },
  terms: async () => {
    const visit = await waysInto("arrive");
    await visit.act({ type: "arrive-name", name: "Lumikettu" });
    return visit;
  },
  home: () => visitAtHome(),
  "web-tray": () => at({ to: "web-tray" }),
  web: async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "web-open", serviceId: "test-kela" });
    return visit;
  },
  paper: () => at({ to: "paper" }),
  "scan setup": () => at({ to: "scan" }),
  "scan scanning": async () => {
    const visit = await at({ to: "scan" });
    await visit.act({ type: "scan-start" });
    return visit;
  },
  "scan scanning with a page": async () => {
    const visit = await waysInto("scan scanning");
    await visit.page(1);
    return visit;
  },
  "scan review": async () => {
    const visit = await waysInto("scan scanning with a page");
    await visit.scans[0]?.settle(ok({ pages: 1 }));
    return visit;
  },
  "scan saving": async () => {
    const visit = await waysInto("scan review");
    await visit.act({ type: "scan-save" });
    return visit;
  },
  "copy setup": () => at({ to: "copy" }),
  "copy scanning": async () => {
    const visit = await at({ to: "copy" });
    await visit.act({ type: "copy-start" });
    return visit;
  },
  "copy printing": async () => {
    const visit = await waysInto("copy scanning");
    await visit.page(1);
    await visit.scans[0]?.settle(ok({ pages: 1 }));
    return visit;
  },
  "copy done": async () => {
    const visit = await waysInto("copy printing");
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    return visit;
  },
  "print choose": async () => {
    const visit = await visitAtHome();
    await visit.addDocument(1);
    await visit.act({ type: "go", to: "print" });
    return visit;
  },
  "print preview": async () => {
    const visit = await waysInto("print choose");
    await visit.act({ type: "print-choose", documentId: idOf(1) });
    return visit;
  },
  "print printing": async () => {
    const visit = await waysInto("print preview");
    await visit.act({ type: "print-start" });
    await visit.progress({ state: "printing" });
    return visit;
  },
  "print stopped": async () => {
    const visit = await waysInto("print printing");
    await visit.progress({ state: "stopped", reasons: ["media-empty"] });
    return visit;
  },
  "print done": async () => {
    const visit = await waysInto("print printing");
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    return visit;
  },
  documents: async () => {
    const visit = await visitAtHome();
    await visit.addDocument(1);
    await visit.act({ type: "go", to: "documents" });
    await visit.act({ type: "document-open", documentId: idOf(1) });
    return visit;
  },
  "bill waiting": () => at({ to: "bill" }),
  "bill rejected": async () => {
    const visit = await at({ to: "bill" });
    await visit.send({ type: "barcode.scan", scan: { kind: "rejected", code: "bill/reference" } });
    return visit;
  },
  "bill checked": async () => {
    const visit = await at({ to: "bill" });
    await visit.send({ type: "barcode.scan", scan: { kind: "bill", bill: testBill } });
    return visit;
  },
  "bank with bill": async () => {
    const visit = await waysInto("bill checked");
    await visit.act({ type: "bill-bank", serviceId: "test-bank" });
    return visit;
  },
  "help open": async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "help-open" });
    return visit;
  },
  "end asked": async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "end-request" });
    return visit;
  },
  "idle asked": async () => {
    const visit = await visitAtHome();
    await visit.clock.advance(181_000);
    return visit;
  },
  "last minute": async () => {
    const visit = await visitAtHome({ configuration: { visit: { minutes: 5, idleSeconds: 600 } } });
    await visit.clock.advance(4 * 60_000 + 30_000);
    return visit;
  },
  "staff in a visit": async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "staff-open" });
    await visit.act({ type: "staff-pin", pin: "2468" });
    return visit;
  },
};

export const stateNames = Object.keys(waysIntoStates);

export function waysInto(name: string): Promise<TestVisit> {
  const way = waysIntoStates[name];
  if (way === undefined) throw new Error(`no way into ${name}`);
  return way();
}

async function at(where: { readonly to: "web-tray" | "paper" | "scan" | "copy" | "bill" }): Promise<TestVisit> {
  const visit = await visitAtHome();
  await visit.act({ type: "go", to: where.to });
  return visit;
}
