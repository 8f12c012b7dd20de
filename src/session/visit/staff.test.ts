import { describe, expect, it } from "vitest";
import { err, ok } from "../../contract/result.ts";
import { createTestVisit, freeForEver, visitAtHome, type TestVisit, type TestVisitOptions } from "../testing/test-visit.ts";
import { delays } from "./delays.ts";

async function atPin(options: TestVisitOptions = {}): Promise<TestVisit> {
  const visit = createTestVisit(options);
  await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
  await visit.act({ type: "staff-open" });
  return visit;
}
async function inside(options: TestVisitOptions = {}): Promise<TestVisit> {
  const visit = await atPin(options);
  await visit.act({ type: "staff-pin", pin: "2468" });
  return visit;
}

describe("the staff page", () => {
  it("opens for the right PIN alone", async () => {
    const visit = await atPin();
    expect(visit.screen()).toEqual({ name: "staff-pin", triesLeft: 5, lockedUntil: null, wrong: false });
    await visit.act({ type: "staff-pin", pin: "1111" });
    expect(visit.screen()).toEqual({ name: "staff-pin", triesLeft: 4, lockedUntil: null, wrong: true });
    await visit.refuses({ type: "staff-booth", to: "closed" });
    await visit.act({ type: "staff-pin", pin: "2468" });
    expect(visit.screen()).toMatchObject({ name: "staff", booth: "open", testPrint: "none" });
    expect(visit.events.filter((event) => event.event === "staff")).toEqual([{ event: "staff", outcome: "wrong-pin" }, { event: "staff", outcome: "in" }]);
    expect(visit.memory()).not.toContain("2468");
  });

  it("shows a lock-out", async () => {
    const visit = await atPin({ verify: () => ok({ right: false, triesLeft: 0, lockedUntil: 9_000 }) });
    await visit.act({ type: "staff-pin", pin: "1111" });
    expect(visit.screen()).toEqual({ name: "staff-pin", triesLeft: 0, lockedUntil: 9_000, wrong: true });
    expect(visit.events).toContainEqual({ event: "staff", outcome: "locked" });
  });

  it("a core that does not answer opens nothing", async () => {
    const visit = await atPin({ verify: () => err("rpc/timed-out") });
    await visit.act({ type: "staff-pin", pin: "2468" });
    expect(visit.screen()).toMatchObject({ name: "staff-pin", triesLeft: 5 });
  });

  it("closes by itself when staff walk off, at the PIN and inside", async () => {
    for (const visit of [await atPin(), await inside()]) {
      await visit.clock.advance(delays.staffForgotten - 1_000);
      await visit.act({ type: "touched" });
      await visit.clock.advance(delays.staffForgotten - 1);
      expect(visit.screen().name).toMatch(/^staff/u);
      await visit.clock.advance(1);
      expect(visit.screen().name).toBe("attract");
    }
  });

  it("opens and closes the booth, and starts it anew", async () => {
    const visit = await inside();
    await visit.act({ type: "staff-booth", to: "closed" });
    await visit.send({ type: "booth.set", booth: { state: "closed", opensAt: null } });
    expect(visit.screen().name).toBe("staff");
    await visit.act({ type: "staff-restart" });
    expect(visit.calls).toEqual(["booth closed", "restart"]);
    await visit.act({ type: "staff-leave" });
    expect(visit.screen()).toEqual({ name: "closed", opensAt: null });
  });

  it("prints a test page", async () => {
    const visit = await inside();
    await visit.act({ type: "staff-test-print" });
    expect(visit.screen()).toMatchObject({ testPrint: "printing" });
    expect(visit.prints[0]?.params).toMatchObject({ source: { kind: "test-page" } });
    await visit.prints[0]?.settle(ok({ pagesDone: 1 }));
    expect(visit.screen()).toMatchObject({ testPrint: "done" });
    await visit.act({ type: "staff-test-print" });
    await visit.prints[1]?.settle(err("printer/not-answering"));
    expect(visit.screen()).toMatchObject({ testPrint: "failed" });
  });

  it("in a visit: nothing of hers is lost, and the clock goes on", async () => {
    const visit = await visitAtHome();
    await visit.addDocument(1);
    await visit.act({ type: "go", to: "documents" });
    await visit.act({ type: "staff-open" });
    await visit.act({ type: "staff-pin", pin: "2468" });
    expect(visit.screen().name).toBe("staff");
    await visit.act({ type: "staff-leave" });
    expect(visit.snapshot()).toMatchObject({ screen: { name: "home" }, documents: [{ number: 1 }] });
  });

  it("in a visit: staff can end it", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "staff-open" });
    await visit.act({ type: "staff-pin", pin: "2468" });
    await visit.act({ type: "end-request" });
    expect(visit.calls.at(-1)).toBe("visit-ended staff");
  });

  it("in a visit: before the PIN is given End is the citizen's own, with its question", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "staff-open" });
    await visit.act({ type: "end-request" });
    expect(visit.snapshot().endQuestion).toEqual({ reminders: [] });
  });

  it("a report that fails leaves the page usable", async () => {
    const visit = await inside({ ports: { staffReport: () => Promise.reject(new Error("bug")) } });
    expect(visit.screen()).toMatchObject({ name: "staff", checks: [] });
    await visit.act({ type: "staff-check" });
    await visit.act({ type: "staff-leave" });
    expect(visit.screen().name).toBe("attract");
  });
});
