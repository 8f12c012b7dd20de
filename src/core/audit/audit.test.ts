import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnyStateNode } from "xstate";
import { sessionEventSchema } from "../../contract/core-session.ts";
import { visitMachine } from "../../session/visit/machine.ts";
import { openStore, type Store } from "../store/store.ts";
import { testFolders } from "../testing/folders.ts";
import { createTestClock, settle, type TestClock } from "../testing/test-clock.ts";
import { auditLimits, openAuditLog, type AuditLog } from "./audit-log.ts";
import { auditCatalogue, cleanFields, otherWord, visitSteps, type AuditEvent, type FieldKind } from "./catalogue.ts";
import { coreCodes } from "./codes.ts";

const folder = testFolders();

function open(path = folder()): { store: Store; log: AuditLog; clock: TestClock; path: string } {
  const store = openStore(path);
  if (!store.ok) throw new Error(store.error.code);
  const clock = createTestClock();
  return { store: store.value, log: openAuditLog(store.value, clock), clock, path };
}

const mood = (value: string): AuditEvent => ({ event: "mood", mood: value });

describe("the catalogue", () => {
  it("has a sentence for every event, and every list of words is closed and small", () => {
    const catalogue: Readonly<Record<string, { readonly doc: string; readonly fields: Readonly<Record<string, FieldKind>> }>> = auditCatalogue;
    for (const [name, { doc, fields }] of Object.entries(catalogue)) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(doc.length).toBeGreaterThan(10);
      for (const field of Object.values(fields)) {
        expect(["number", "word", "path"]).toContain(field.kind);
        if (field.kind !== "number") for (const word of field.words) expect(word).toMatch(/^[A-Za-z0-9]+([/-][a-z0-9]+)*$/);
      }
    }
  });

  it("knows every event that a session process may tell, with all its fields", () => {
    for (const option of sessionEventSchema.options) {
      const { event, ...fields } = option.shape;
      const known = auditCatalogue[event.value];
      expect(Object.keys(known.fields).sort(), event.value).toEqual(Object.keys(fields).sort());
    }
  });

  it("is in step with the statechart: add a new state's name to visitSteps", () => {
    const namesBelow = (node: AnyStateNode): string[] => Object.entries(node.states).flatMap(([name, inner]) => [name, ...namesBelow(inner)]);
    const steps = new Set(namesBelow(visitMachine.root));
    expect(steps.size).toBeGreaterThan(20);
    expect([...steps].filter((step) => !(visitSteps as readonly string[]).includes(step))).toEqual([]);
  });

  it("is in step with this room's error codes: add a new one to coreCodes", () => {
    const root = join(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing"));
    const codes = files.flatMap((name) => [...readFileSync(join(root, name), "utf8").matchAll(/\berr\("([a-z0-9/-]+)"/g)].map((match) => match[1]));
    expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((code) => !(coreCodes as readonly string[]).includes(String(code)))).toEqual([]);
  });

  it("lets through no word that is not its own, whatever a session process says", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(auditCatalogue)), fc.dictionary(fc.string(), fc.anything()), fc.anything(), (event, extra, value) => {
        const known = auditCatalogue[event as keyof typeof auditCatalogue];
        const filled = Object.fromEntries(Object.keys(known.fields).map((name) => [name, value]));
        const clean = cleanFields({ ...extra, ...filled, event }) ?? {};
        expect(Object.keys(clean).sort()).toEqual(Object.keys(known.fields).sort());
        for (const [name, written] of Object.entries(clean)) {
          const field = (known.fields as Record<string, { kind: string; words?: readonly string[] }>)[name];
          if (field?.kind === "number") expect(Number.isSafeInteger(written)).toBe(true);
          else expect([...(field?.words ?? []), otherWord]).toEqual(expect.arrayContaining(String(written).split(".")));
        }
      }),
    );
  });

  it("knows no inherited names", () => {
    expect([cleanFields({ event: "__proto__" }), cleanFields({ event: "toString" }), cleanFields({ event: "nobody" })]).toEqual([undefined, undefined, undefined]);
  });
});

describe("the log", () => {
  it("leaves no canary in the file, its log or its index, whatever is noted", () => {
    const { store, log, path } = open();
    const canary = "hetu-010190-123A-Liisa-FI7944052020036082";
    for (const event of Object.keys(auditCatalogue)) {
      const fields = Object.fromEntries(Object.keys(auditCatalogue[event as keyof typeof auditCatalogue].fields).map((name) => [name, canary]));
      log.note({ event, ...fields, [canary]: canary } as unknown as AuditEvent);
      log.flush();
    }
    for (const name of readdirSync(path)) expect(readFileSync(join(path, name)).includes("Liisa"), name).toBe(false);
    store.close();
    for (const name of readdirSync(path)) expect(readFileSync(join(path, name)).includes("hetu"), name).toBe(false);
  });

  it("writes at the end of the turn, not before a screen's next message", async () => {
    const { store, log } = open();
    const rows = () => store.database.prepare("SELECT count(*) FROM audit").pluck().get();
    log.note(mood("good"));
    expect(rows()).toBe(0);
    await settle();
    expect(rows()).toBe(1);
  });

  it("counts the same event again and again on one row", async () => {
    const { log, clock } = open();
    for (let time = 0; time < 5; time += 1) log.note(mood("good"));
    log.note(mood("bad"));
    log.note(mood("good"));
    await clock.advance(auditLimits.foldMs);
    log.note(mood("good"));
    log.flush();
    expect(log.newest(10).map((row) => [row.fields["mood"], row.count]).reverse()).toEqual([["good", 1], ["good", 4], ["bad", 1], ["good", 1], ["good", 1]]);
    expect(log.counters.all()).toEqual([{ counter: "mood.bad", value: 1 }, { counter: "mood.good", value: 7 }]);
  });

  it("survives a wall clock that jumps back", () => {
    const { log, clock } = open();
    log.note(mood("good"));
    clock.jumpWall(-3_600_000);
    log.note(mood("good"));
    log.flush();
    expect(log.newest(10)).toHaveLength(2);
    expect(log.verify()).toEqual({ state: "whole", rows: 2 });
  });
});

describe("the chain", () => {
  function filled(): ReturnType<typeof open> {
    const opened = open();
    for (const word of ["good", "bad", "so-so", "good", "bad", "so-so"]) opened.log.note(mood(word));
    opened.log.flush();
    return opened;
  }

  it("is whole, and goes on after a restart", () => {
    const { store, log, path } = filled();
    const head = log.head();
    store.close();
    const again = open(path);
    expect(again.log.head()).toBe(head);
    again.log.note(mood("good"));
    again.log.flush();
    expect(again.log.verify()).toEqual({ state: "whole", rows: 7 });
    expect(again.log.head()).not.toBe(head);
  });

  it.each([
    ["a changed word", "UPDATE audit SET fields = '{\"mood\":\"bad\"}' WHERE seq = 4", 4],
    ["a changed time", "UPDATE audit SET at = at + 1 WHERE seq = 2", 2],
    ["a changed count", "UPDATE audit SET count = 9 WHERE seq = 3", 3],
    ["a row taken out", "DELETE FROM audit WHERE seq = 3", 4],
    ["a beginning taken away", "DELETE FROM audit WHERE seq < 3", 3],
    ["two rows with their places changed", "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)", -3],
  ])("shows %s", (_, sql, seq) => {
    const { store, log } = filled();
    store.database.exec(sql);
    expect(log.verify()).toEqual({ state: "broken", seq });
  });

  it("does not show that its end was cut off; the head that was sent out does", () => {
    const { store, log } = filled();
    const head = log.head();
    store.database.exec("DELETE FROM audit WHERE seq > 4");
    expect(log.verify()).toEqual({ state: "whole", rows: 4 });
    expect(log.head()).not.toBe(head);
  });

  it("stays whole when old rows are dropped, and again when more are", () => {
    const { log, clock } = open();
    for (let month = 0; month < 30; month += 1) {
      log.note(mood("good"));
      log.flush();
      clock.jumpWall(31 * 86_400_000);
    }
    const dropped = log.retain();
    expect(dropped).toBeGreaterThan(10);
    expect(log.verify()).toEqual({ state: "whole", rows: 30 - dropped });
    log.note(mood("bad"));
    log.flush();
    clock.jumpWall(10 * 366 * 86_400_000);
    expect(log.retain()).toBe(30 - dropped);
    expect(log.verify()).toEqual({ state: "whole", rows: 1 });
    expect(log.retain()).toBe(0);
  });
});
