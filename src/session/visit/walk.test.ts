import { describe, expect, it } from "vitest";
import { err } from "../../contract/result.ts";
import type { Receipt } from "../../contract/receipt.ts";
import { createTestVisit, freeForEver, testEpoch, visitAtHome, type TestVisit } from "../testing/test-visit.ts";
import { delays } from "./delays.ts";

const openBooth = async (visit: TestVisit): Promise<void> => visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
const receipt: Receipt = {
  epoch: 2, outcome: "clean", reason: "finished", targets: [], totalMs: 40, logOutMs: 0, logOut: { called: 0, failed: 0 },
};

describe("before a visit", () => {
  it("shows what the core says", async () => {
    const visit = createTestVisit();
    expect(visit.screen()).toEqual({ name: "starting" });
    await visit.send({ type: "booth.set", booth: { state: "closed", opensAt: 5_000 } });
    expect(visit.screen()).toEqual({ name: "closed", opensAt: 5_000 });
    await visit.send({ type: "booth.set", booth: { state: "out-of-order", code: "wipe/left", since: 7_000 } });
    expect(visit.screen()).toEqual({ name: "out-of-order", code: "wipe/left", since: 7_000 });
    await visit.refuses({ type: "start" });
    await openBooth(visit);
    expect(visit.screen()).toEqual({ name: "attract", availability: freeForEver });
  });

  it("shows new availability on the attract screen", async () => {
    const visit = createTestVisit();
    await openBooth(visit);
    const availability = { freeUntil: visit.clock.now() + 3_600_000, limit: "closing", nextBooking: null } as const;
    await visit.send({ type: "booth.availability", availability });
    expect(visit.screen()).toEqual({ name: "attract", availability });
  });

  it("gives the next person the default language when somebody chose one and went away", async () => {
    const visit = createTestVisit();
    await openBooth(visit);
    await visit.act({ type: "set-language", language: "se" });
    await visit.act({ type: "set-text-scale", textScale: 150 });
    expect(visit.snapshot().preferences).toMatchObject({ language: "se", textScale: 150 });
    await visit.clock.advance(delays.attractReset - 1_000);
    await visit.act({ type: "touched" });
    await visit.clock.advance(delays.attractReset - 1_000);
    expect(visit.snapshot().preferences.language).toBe("se");
    await visit.clock.advance(1_000);
    expect(visit.snapshot().preferences).toEqual({ language: "fi", textScale: 100, contrast: "normal", readAloud: false });
  });

  it("thanks: one mood is taken, and the end is told once", async () => {
    const visit = createTestVisit();
    await visit.send({ type: "booth.set", booth: { state: "thanks", receipt: null } });
    await visit.act({ type: "mood", mood: "good" });
    await visit.refuses({ type: "mood", mood: "bad" });
    await visit.send({ type: "booth.set", booth: { state: "thanks", receipt } });
    expect(visit.screen()).toEqual({ name: "thanks", receipt, mood: "good", ahead: false });
    await visit.act({ type: "thanks-done" });
    await visit.act({ type: "thanks-done" });
    await visit.clock.advance(delays.thanksShown * 2);
    expect(visit.calls).toEqual(["thanks-done"]);
    expect(visit.events).toContainEqual({ event: "mood", mood: "good" });
  });

  it("thanks end by themselves", async () => {
    const visit = createTestVisit();
    await visit.send({ type: "booth.set", booth: { state: "thanks", receipt } });
    await visit.clock.advance(delays.thanksShown);
    expect(visit.calls).toEqual(["thanks-done"]);
  });
});

describe("a booth that closes at the moment of the start", () => {
  it("has no visit: the core's word counts, and nothing of it stays", async () => {
    const visit = createTestVisit({ ports: { visitStarted: () => Promise.resolve(err("booth/not-open")) } });
    await openBooth(visit);
    await visit.act({ type: "start", language: "sv" });
    expect(visit.screen()).toEqual({ name: "attract", availability: freeForEver });
    expect(visit.snapshot().preferences.language).toBe("fi");
    expect(visit.host.context().visit).toBeNull();
    expect(visit.calls).toEqual([]);
  });

  it("a core that is slow to answer costs nobody her visit", async () => {
    const visit = createTestVisit({ ports: { visitStarted: () => Promise.resolve(err("rpc/timed-out")) } });
    await openBooth(visit);
    await visit.act({ type: "start" });
    expect(visit.screen().name).toBe("arrive");
  });
});

describe("arriving", () => {
  it("suggests a name, says why one is refused, and keeps a good one", async () => {
    const visit = createTestVisit();
    await openBooth(visit);
    await visit.act({ type: "start", language: "en" });
    expect(visit.calls).toEqual(["visit-started"]);
    expect(visit.screen()).toMatchObject({ name: "arrive", suggestion: "Sun Bird", refused: null, endsAt: visit.clock.now() + 3_600_000 });
    expect(visit.snapshot().visit).toBeNull();
    await visit.act({ type: "arrive-name", name: "131052-308T" });
    expect(visit.screen()).toMatchObject({ name: "arrive", refused: "looks-like-identity-code" });
    await visit.act({ type: "arrive-suggest" });
    expect(visit.screen()).toMatchObject({ refused: null });
    await visit.act({ type: "arrive-name", name: "Snow Fox" });
    expect(visit.screen()).toEqual({ name: "terms" });
    await visit.act({ type: "back" });
    expect(visit.screen()).toMatchObject({ name: "arrive", suggestion: "Snow Fox" });
    await visit.act({ type: "arrive-name", name: "Snow Fox" });
    await visit.act({ type: "terms-accept" });
    expect(visit.snapshot()).toMatchObject({ screen: { name: "home" }, visit: { name: "Snow Fox", phase: "running" } });
  });

  it.each(["leave", "end-request"] as const)("%s ends the visit without a question while there is nothing to lose", async (type) => {
    const visit = createTestVisit();
    await openBooth(visit);
    await visit.act({ type: "start" });
    await visit.act({ type });
    expect(visit.calls).toEqual(["visit-started", "visit-ended finished"]);
  });
});

describe("the end", () => {
  it("asks once with what is still hers, and can be called off", async () => {
    const visit = await visitAtHome();
    await visit.addDocument(1);
    await visit.addDocument(2, { printed: true });
    await visit.act({ type: "end-request" });
    expect(visit.snapshot().endQuestion).toEqual({ reminders: [{ kind: "documents-unused", count: 1 }] });
    await visit.act({ type: "end-cancel" });
    expect(visit.snapshot().endQuestion).toBeNull();
    await visit.act({ type: "end-request" });
    await visit.act({ type: "end-confirm" });
    expect(visit.calls).toEqual(["visit-started", "visit-ended finished"]);
  });

  it("leaves nothing of her in the snapshot or the statechart, and nothing leads out of it", async () => {
    const visit = await visitAtHome();
    await visit.addDocument(1);
    await visit.act({ type: "web-open", serviceId: "test-kela" });
    await visit.act({ type: "end-request" });
    await visit.act({ type: "end-confirm" });
    expect(visit.snapshot()).toMatchObject({ screen: { name: "thanks", receipt: null }, visit: null, documents: [], endQuestion: null });
    expect(visit.memory()).not.toMatch(/Aurinkolintu|Päätös/u);
    expect(visit.host.context().servicesUsed).toEqual(["test-kela"]);
    for (const type of ["start", "terms-accept", "end-request", "end-confirm", "staff-open", "back"] as const) await visit.refuses({ type });
    await openBooth(visit);
    expect(visit.snapshot().screen.name).toBe("thanks");
  });

  it("comes at the core's word too", async () => {
    const visit = await visitAtHome();
    await visit.send({ type: "visit.end", reason: "staff" });
    expect(visit.calls.at(-1)).toBe("visit-ended staff");
  });
});

describe("home and the way between screens", () => {
  it("goes only where the booth has something, and back again", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "go", to: "paper" });
    await visit.act({ type: "go", to: "scan" });
    await visit.act({ type: "back" });
    expect(visit.screen()).toEqual({ name: "paper" });
    await visit.act({ type: "back" });
    await visit.act({ type: "go", to: "web-tray" });
    await visit.refuses({ type: "web-open", serviceId: "not-in-the-tray" });
    await visit.act({ type: "web-open", serviceId: "test-kela" });
    expect(visit.screen()).toEqual({ name: "web", serviceId: "test-kela", opening: 1, bill: null });
    await visit.act({ type: "web-open", serviceId: "test-bank" });
    expect(visit.screen()).toMatchObject({ serviceId: "test-bank", opening: 2 });
    await visit.act({ type: "back" });
    expect(visit.screen()).toEqual({ name: "web-tray" });
    expect(visit.events).toContainEqual({ event: "service-opened", group: "kela" });
  });

  it("counts an action that does not fit, and drops one of another visit", async () => {
    const visit = await visitAtHome();
    await visit.refuses({ type: "copy-start" });
    expect(visit.events).toContainEqual({ event: "refused", refusal: "bad-action", count: 1 });
    expect(visit.host.act(testEpoch - 1, { type: "end-request" })).toMatchObject({ ok: false, error: { code: "session/old-epoch" } });
    expect(visit.snapshot().endQuestion).toBeNull();
  });

  it("tells the core of each screen by its name alone", async () => {
    const visit = await visitAtHome();
    expect(visit.events.filter((event) => event.event === "transition")).toEqual([
      { event: "transition", from: "starting", to: "attract" },
      { event: "transition", from: "attract", to: "arrive" },
      { event: "transition", from: "arrive", to: "terms" },
      { event: "transition", from: "terms", to: "home" },
    ]);
  });

  it("keeps everything else when the language changes", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "go", to: "copy" });
    const same = visit.shown();
    await visit.act({ type: "set-language", language: "sv" });
    expect(visit.snapshot()).toMatchObject({ ...same, preferences: { ...same.preferences, language: "sv" } });
  });

  it("help: the call is counted; without a number to call it fails and says so", async () => {
    const visit = await visitAtHome();
    await visit.refuses({ type: "help-call" });
    await visit.act({ type: "help-open" });
    expect(visit.snapshot().help).toEqual({ support: "offered" });
    await visit.act({ type: "help-call" });
    expect(visit.snapshot().help).toEqual({ support: "called" });
    await visit.act({ type: "help-close" });
    expect(visit.snapshot().help).toBeNull();
    const silent = await visitAtHome({ supportPhone: null });
    await silent.act({ type: "help-open" });
    await silent.act({ type: "help-call" });
    expect(silent.snapshot().help).toEqual({ support: "failed" });
    expect(silent.events).toContainEqual({ event: "help", outcome: "failed" });
  });

  it("help is closed with the visit", async () => {
    const visit = await visitAtHome();
    await visit.act({ type: "help-open" });
    await visit.send({ type: "visit.end", reason: "staff" });
    expect(visit.snapshot().help).toBeNull();
  });
});
