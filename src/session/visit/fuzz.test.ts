import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionSchema, type Action } from "../../contract/actions.ts";
import { sessionEventSchema } from "../../contract/core-session.ts";
import { err, ok } from "../../contract/result.ts";
import { billErrorCodeSchema } from "../../contract/bill.ts";
import { statusOf, createTestVisit, freeForEver, idOf, testBill, testEpoch, visitAtHome, type TestVisit } from "../testing/test-visit.ts";

/** Random walks of valid actions and of whatever devices, files and clocks may do: nothing of it may break the visit. */

const id = fc.integer({ min: 1, max: 6 }).map(idOf);
const language = fc.constantFrom("fi", "sv", "en", "se", "smn", "sms");
const source = fc.constantFrom("flatbed", "feeder");
const colour = fc.constantFrom("colour", "grey");
const paper = { copies: fc.integer({ min: 1, max: 20 }), sides: fc.constantFrom("one-sided", "two-sided-long-edge"), colour };
const serviceId = fc.constantFrom("test-bank", "test-kela", "nowhere");

/** What each action carries beside its type. A type that is missing here carries nothing. */
const fields: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  "set-language": { language },
  "set-text-scale": { textScale: fc.constantFrom(100, 125, 150) },
  "set-contrast": { contrast: fc.constantFrom("normal", "high") },
  "set-read-aloud": { on: fc.boolean() },
  "arrive-name": { name: fc.oneof(fc.constant("Lumikettu"), fc.string({ unit: "binary", maxLength: 60 })) },
  go: { to: fc.constantFrom("home", "web-tray", "paper", "scan", "copy", "print", "documents", "bill") },
  "web-open": { serviceId },
  "scan-options": { options: fc.record({ source, colour, resolution: fc.constantFrom(150, 300) }) },
  "scan-rotate": { pageId: id },
  "scan-drop": { pageId: id },
  "scan-move": { pageId: id, to: fc.integer({ min: 0, max: 199 }) },
  "copy-options": { options: fc.record({ ...paper, source }) },
  "print-choose": { documentId: id },
  "print-options": { options: fc.record(paper) },
  "document-open": { documentId: id },
  "document-remove": { documentId: id },
  "bill-bank": { serviceId },
  "wedge-text": { text: fc.string({ unit: "binary", maxLength: 80 }) },
  "notice-seen": { notice: fc.constantFrom("recovered", "time-warning", "document-refused", "error") },
  mood: { mood: fc.constantFrom("good", "so-so", "bad") },
  "staff-pin": { pin: fc.constantFrom("2468", "0000") },
  "staff-booth": { to: fc.constantFrom("open", "closed") },
};

const types = actionSchema.options.map((option) => option.shape.type.value);
const action: fc.Arbitrary<Action> = fc
  .constantFrom(...types)
  .chain((type) => fc.record({ type: fc.constant(type), ...fields[type] }))
  .map((raw) => actionSchema.parse(raw));

const world: readonly ((visit: TestVisit, number: number) => Promise<void>)[] = [
  (visit, number) => visit.page(number),
  (visit, number) => visit.progress({ state: (["sending", "waiting", "printing", "stopped", "cancelling"] as const)[number % 5] ?? "printing", pagesDone: number % 3 === 0 ? null : number }),
  async (visit, number) => visit.scans.at(-1)?.settle(number % 2 === 0 ? ok({ pages: number }) : err("scanner/feeder-jam")),
  async (visit, number) => visit.prints.at(-1)?.settle(number % 2 === 0 ? ok({ pagesDone: number }) : err("printer/aborted")),
  async (visit) => visit.saves.at(-1)?.settle(err("documents/full")),
  async (visit, number) => {
    await visit.addDocument(number, { pages: number % 3 === 0 ? null : number, format: number % 4 === 0 ? "other" : "pdf" });
  },
  (visit, number) => visit.send({ type: "device.status", status: statusOf((["barcode", "scanner", "printer"] as const)[number % 3] ?? "scanner", number % 2 === 0 ? "lost" : "ready") }),
  (visit) => visit.send({ type: "page.lost" }),
  (visit, number) => visit.send({ type: "barcode.scan", scan: number % 2 === 0 ? { kind: "bill", bill: testBill } : { kind: "rejected", code: billErrorCodeSchema.options[number] ?? "bill/empty" } }),
  (visit, number) => visit.send({ type: "web.print", documentId: idOf(number) }),
  (visit, number) => visit.send({ type: "booth.availability", availability: { freeUntil: visit.clock.now() + number * 300_000, limit: "booking", nextBooking: null } }),
  (visit, number) => visit.clock.advance(number * 40_000),
];

type Step = { readonly kind: "act"; readonly action: Action } | { readonly kind: "world"; readonly what: number; readonly number: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: action.map((each) => ({ kind: "act", action: each }) as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("world" as const), what: fc.nat({ max: world.length - 1 }), number: fc.integer({ min: 1, max: 6 }) }) },
);

/** One step, and what must be true after each: the snapshot fits its schema, and what the core hears fits its own. */
async function take(visit: TestVisit, each: Step): Promise<void> {
  if (each.kind === "act") {
    const { ok: taken } = visit.host.act(testEpoch, each.action);
    expect(typeof taken).toBe("boolean");
  } else await world[each.what]?.(visit, each.number);
  visit.snapshot();
}

/** A walk in which jobs of an ended visit answer late as well, and after which the visit can be ended. */
async function walk(visit: TestVisit, steps: readonly Step[]): Promise<void> {
  for (const each of steps) await take(visit, each);
  for (const event of visit.events) sessionEventSchema.parse(event);
  visit.host.send({ type: "visit.end", reason: "staff" });
  expect(visit.host.inVisit()).toBe(false);
  for (const job of [...visit.scans, ...visit.prints]) expect(job.isSettled() || job.signal?.aborted === true).toBe(true);
  visit.snapshot();
  const ends = visit.calls.filter((call) => call.startsWith("visit-ended"));
  expect(ends.length).toBeLessThanOrEqual(1);
}

describe("random actions", () => {
  it("never break a visit that stands on its home screen, and it can always be ended", async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const visit = await visitAtHome();
      await walk(visit, steps);
      expect(visit.calls.filter((call) => call.startsWith("visit-ended"))).toHaveLength(1);
      expect(visit.clock.pending()).toBe(0);
    }), { numRuns: 40 });
  }, 30_000);

  it("never break a booth that stands open", async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const visit = createTestVisit();
      await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
      await walk(visit, steps);
    }), { numRuns: 25 });
  }, 30_000);
});
