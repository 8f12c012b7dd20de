import { createActor, type Actor } from "xstate";
import { describe, expect, it } from "vitest";
import { xstateClock } from "../clock.ts";
import { createFakeBoothWork, type FakeBoothWork } from "../testing/fake-booth-work.ts";
import { createTestClock, settle, type TestClock } from "../testing/test-clock.ts";
import { boothMachine, type BoothEvent } from "./booth-machine.ts";
import { boothDelays } from "./delays.ts";
import { topState, type TopState } from "./state-words.ts";

interface Rig {
  readonly work: FakeBoothWork;
  readonly clock: TestClock;
  readonly actor: Actor<typeof boothMachine>;
  top(): TopState;
  value(): string;
  epoch(): number;
  send(event: BoothEvent): Promise<void>;
  lose(code?: string): Promise<void>;
  succeed(...names: Parameters<FakeBoothWork["succeed"]>[0][]): Promise<void>;
  fail(name: Parameters<FakeBoothWork["fail"]>[0]): Promise<void>;
  reject(name: Parameters<FakeBoothWork["reject"]>[0]): Promise<void>;
}

function rig(staffClosed = false): Rig {
  const work = createFakeBoothWork();
  const clock = createTestClock();
  const actor = createActor(boothMachine, { input: { work, clock, staffClosed }, clock: xstateClock(clock) });
  actor.start();
  const epoch = (): number => actor.getSnapshot().context.epoch;
  const each = async (how: "succeed" | "fail" | "reject", names: Parameters<FakeBoothWork["succeed"]>[0][]): Promise<void> => {
    for (const name of names) {
      work[how](name);
      await settle();
    }
  };
  const send = async (event: BoothEvent): Promise<void> => {
    actor.send(event);
    await settle();
  };
  return {
    work, clock, actor, epoch, send,
    top: () => topState(actor.getSnapshot().value),
    value: () => JSON.stringify(actor.getSnapshot().value),
    lose: (code = "session/lost") => send({ type: "LOST", epoch: epoch(), code, atMs: clock.wall() }),
    succeed: (...names) => each("succeed", names),
    fail: (name) => each("fail", [name]),
    reject: (name) => each("reject", [name]),
  };
}

async function opened(): Promise<Rig> {
  const booth = rig();
  await booth.succeed("boot", "finishBootWipe", "present");
  expect(booth.top()).toBe("open");
  return booth;
}

async function inVisit(): Promise<Rig> {
  const booth = await opened();
  await booth.send({ type: "VISIT_STARTED", epoch: booth.epoch() });
  expect(booth.top()).toBe("visit");
  return booth;
}

async function swapping(): Promise<Rig> {
  const booth = await inVisit();
  await booth.send({ type: "VISIT_ENDED", epoch: booth.epoch(), reason: "finished", atMs: 5 });
  return booth;
}

async function erasing(): Promise<Rig> {
  const booth = await swapping();
  await booth.succeed("swap");
  return booth;
}

async function thanking(): Promise<Rig> {
  const booth = await erasing();
  await booth.succeed("erase");
  return booth;
}

async function uncleanStanding(): Promise<Rig> {
  const booth = await erasing();
  await booth.fail("erase");
  await booth.succeed("tellOutOfOrder");
  expect(booth.value()).toBe('{"outOfOrder":"standing"}');
  return booth;
}

async function unableStanding(): Promise<Rig> {
  const booth = rig();
  await booth.fail("boot");
  await booth.clock.advance(1_000);
  await booth.succeed("boot", "tellOutOfOrder");
  expect(booth.value()).toBe('{"outOfOrder":"standing"}');
  return booth;
}

describe("the booth, when all goes well", () => {
  it("wipes before it opens, serves, swaps at once, and opens again only after a clean receipt and the thank-you", async () => {
    const booth = rig();
    expect(booth.top()).toBe("booting");
    await booth.succeed("boot");
    expect(booth.top()).toBe("wiping");
    await booth.succeed("finishBootWipe");
    await booth.succeed("present");
    expect(booth.top()).toBe("open");
    await booth.send({ type: "VISIT_STARTED", epoch: 1 });
    await booth.send({ type: "VISIT_ENDED", epoch: 1, reason: "timed-out", atMs: 17 });
    expect(booth.value()).toBe('{"ending":"swapping"}');
    await booth.succeed("swap");
    expect(booth.work.calls.at(-1)).toEqual({ name: "erase", given: [{ reason: "timed-out", atMs: 17 }] });
    await booth.succeed("erase", "thank");
    expect(booth.value()).toBe('{"ending":"thanking"}');
    await booth.send({ type: "THANKS_DONE", epoch: 2 });
    await booth.succeed("present");
    expect(booth.top()).toBe("open");
  });

  it("does not wait for ever on somebody who has walked away from the thank-you screen", async () => {
    const booth = await thanking();
    await booth.clock.advance(boothDelays.thanksLimit - 1);
    expect(booth.value()).toBe('{"ending":"thanking"}');
    await booth.clock.advance(1);
    expect(booth.top()).toBe("opening");
  });

  it("remembers a thank-you that was closed before the proof was through, and still waits for the proof", async () => {
    const booth = await erasing();
    await booth.send({ type: "THANKS_DONE", epoch: 2 });
    expect(booth.value()).toBe('{"ending":"erasing"}');
    await booth.succeed("erase");
    expect(booth.top()).toBe("opening");
  });
});

describe("opening hours and staff", () => {
  it("closes and opens by the hours, without a word in a visit", async () => {
    const booth = await opened();
    booth.work.setWithinHours(false);
    await booth.clock.advance(boothDelays.hoursLook);
    await booth.succeed("present");
    expect(booth.top()).toBe("closed");
    expect(booth.work.calls.at(-1)).toEqual({ name: "present", given: ["closed"] });
    booth.work.setWithinHours(true);
    await booth.clock.advance(boothDelays.hoursLook);
    await booth.succeed("present");
    expect(booth.top()).toBe("open");

    const visit = await inVisit();
    visit.work.setWithinHours(false);
    await visit.clock.advance(10 * boothDelays.hoursLook);
    expect(visit.top()).toBe("visit");
  });

  it("tells the front pair again and again until when it is open", async () => {
    const booth = await opened();
    const before = booth.work.refreshed();
    await booth.clock.advance(3 * boothDelays.hoursLook);
    expect(booth.work.refreshed()).toBe(before + 3);
  });

  it.each(["at the moment of closing time", "a moment later"])("a visit that begins %s is served", async (when) => {
    const booth = await opened();
    booth.work.setWithinHours(false);
    await booth.clock.advance(boothDelays.hoursLook);
    expect(booth.top()).toBe("opening");
    if (when === "a moment later") {
      booth.work.fail("present", "session/not-now");
      await settle();
      expect(booth.top()).toBe("open");
    }
    await booth.send({ type: "VISIT_STARTED", epoch: 1 });
    expect(booth.top()).toBe("visit");
  });

  it("stays closed after staff closed it, over a restart too, until staff open it", async () => {
    const booth = rig(true);
    await booth.succeed("boot", "finishBootWipe", "present");
    expect(booth.top()).toBe("closed");
    await booth.clock.advance(100 * boothDelays.hoursLook);
    expect(booth.top()).toBe("closed");
    await booth.send({ type: "STAFF_SET", to: "open" });
    await booth.succeed("present");
    expect(booth.top()).toBe("open");
    await booth.send({ type: "STAFF_SET", to: "closed" });
    await booth.succeed("present");
    expect(booth.top()).toBe("closed");
  });

  it("notes a wish of staff while something else goes on, and follows it afterwards", async () => {
    const booth = await thanking();
    await booth.send({ type: "STAFF_SET", to: "closed" });
    await booth.send({ type: "THANKS_DONE", epoch: 2 });
    await booth.succeed("present");
    expect(booth.top()).toBe("closed");
  });

  it.each([
    ["open", opened], ["visit", inVisit], ["thanking", thanking], ["a wipe that was not clean", uncleanStanding], ["out of order", unableStanding],
  ])("a restart by staff from %s wipes first", async (_, reach) => {
    const booth = await reach();
    await booth.send({ type: "STAFF_RESTART" });
    expect(booth.top()).toBe("booting");
    await booth.succeed("boot");
    expect(booth.top()).toBe("wiping");
  });
});

describe("words of another visit", () => {
  it.each([
    ["VISIT_STARTED", opened, { type: "VISIT_STARTED", epoch: 7 }],
    ["VISIT_ENDED", inVisit, { type: "VISIT_ENDED", epoch: 7, reason: "finished", atMs: 1 }],
    ["LOST", inVisit, { type: "LOST", epoch: 7, code: "session/lost", atMs: 1 }],
    ["LOST while open", opened, { type: "LOST", epoch: 0, code: "session/lost", atMs: 1 }],
    ["THANKS_DONE", thanking, { type: "THANKS_DONE", epoch: 1 }],
    ["a second VISIT_ENDED of the old one", erasing, { type: "VISIT_ENDED", epoch: 1, reason: "idle", atMs: 1 }],
  ] as const)("%s changes nothing", async (_, reach, event) => {
    const booth = await reach();
    const before = booth.value();
    await booth.send(event);
    expect(booth.value()).toBe(before);
  });
});

describe("a front pair that is lost", () => {
  it("while open: everything anew, with a wipe", async () => {
    const booth = await opened();
    await booth.lose();
    expect(booth.top()).toBe("booting");
  });

  it("while closed", async () => {
    const booth = rig(true);
    await booth.succeed("boot", "finishBootWipe", "present");
    await booth.lose();
    expect(booth.top()).toBe("booting");
  });

  it("while it is being shown for the first time", async () => {
    const booth = rig();
    await booth.succeed("boot", "finishBootWipe");
    await booth.lose();
    expect(booth.top()).toBe("booting");
  });

  it("in a visit: the visit is over and is wiped as lost", async () => {
    const booth = await inVisit();
    await booth.lose();
    await booth.succeed("swap");
    expect(booth.work.calls.at(-1)).toEqual({ name: "erase", given: [{ reason: "session-lost", atMs: booth.clock.wall() }] });
  });

  it("of the old visit while the swap waits: nothing more happens to it", async () => {
    const booth = await swapping();
    await booth.lose();
    expect(booth.value()).toBe('{"ending":"swapping"}');
  });

  it("while the old one is being wiped: that wipe is finished first", async () => {
    const booth = await erasing();
    await booth.lose();
    expect(booth.value()).toBe('{"ending":"erasing"}');
    await booth.succeed("erase");
    expect(booth.top()).toBe("booting");
  });

  it("while it thanks", async () => {
    const booth = await thanking();
    await booth.lose();
    expect(booth.top()).toBe("booting");
  });

  it("during the boot wipe: again from the beginning", async () => {
    const booth = rig();
    await booth.succeed("boot");
    await booth.lose();
    await booth.succeed("finishBootWipe");
    expect(booth.top()).toBe("booting");
  });

  it("three times in a minute: out of order, and it opens again by itself after a calm back-off", async () => {
    const booth = await opened();
    for (let time = 0; time < 2; time += 1) {
      await booth.lose();
      await booth.succeed("boot", "finishBootWipe", "present");
    }
    await booth.lose();
    expect(booth.value()).toBe('{"outOfOrder":"waiting"}');
    await booth.clock.advance(1_000);
    await booth.succeed("boot", "tellOutOfOrder");
    expect(booth.value()).toBe('{"outOfOrder":"standing"}');
    await booth.clock.advance(1_000);
    expect(booth.top()).toBe("wiping");
    await booth.succeed("finishBootWipe", "present");
    expect(booth.top()).toBe("open");
  });

  it("three times during boot wipes: out of order instead of for ever", async () => {
    const booth = rig();
    for (let time = 0; time < 3; time += 1) {
      await booth.succeed("boot");
      await booth.lose();
      await booth.succeed("finishBootWipe");
    }
    expect(booth.top()).toBe("out-of-order");
  });

  it("twice by three crashes each: out of order", async () => {
    const booth = await opened();
    await booth.lose("shell/unstable");
    expect(booth.top()).toBe("booting");
    await booth.succeed("boot", "finishBootWipe", "present");
    await booth.lose("shell/unstable");
    expect(booth.top()).toBe("out-of-order");
  });

  it("again and again with a quiet minute between: never out of order", async () => {
    const booth = await opened();
    for (let time = 0; time < 6; time += 1) {
      await booth.lose();
      await booth.succeed("boot", "finishBootWipe", "present");
      await booth.clock.advance(60_000);
    }
    expect(booth.top()).toBe("open");
  });
});

describe("a wipe that is not clean", () => {
  it.each([["not clean", "fail"], ["a bug", "reject"]] as const)("after a visit (%s): out of order for good, whatever the clock says", async (_, how) => {
    const booth = await erasing();
    await booth[how]("erase");
    await booth.succeed("tellOutOfOrder");
    await booth.clock.advance(24 * 3_600_000);
    expect(booth.value()).toBe('{"outOfOrder":"standing"}');
    expect(booth.work.calls.filter((call) => call.name === "present")).toHaveLength(1);
  });

  it.each([["not clean", "fail"], ["a bug", "reject"]] as const)("at boot (%s): the booth does not open", async (_, how) => {
    const booth = rig();
    await booth.succeed("boot");
    await booth[how]("finishBootWipe");
    await booth.succeed("tellOutOfOrder");
    await booth.clock.advance(24 * 3_600_000);
    expect(booth.top()).toBe("out-of-order");
    expect(booth.work.calls.some((call) => call.name === "present")).toBe(false);
  });

  it("a screen that is lost while it says so is made anew, and the booth still does not open", async () => {
    const booth = await uncleanStanding();
    await booth.lose();
    await booth.clock.advance(60_000);
    await booth.succeed("boot", "tellOutOfOrder");
    await booth.clock.advance(24 * 3_600_000);
    expect(booth.value()).toBe('{"outOfOrder":"standing"}');
  });

  it("staff start it anew: a clean wipe opens it", async () => {
    const booth = await uncleanStanding();
    await booth.send({ type: "STAFF_RESTART" });
    await booth.succeed("boot", "finishBootWipe", "present");
    expect(booth.top()).toBe("open");
  });
});

describe("what cannot be started", () => {
  it("back-off grows from one second to a minute while nothing starts", async () => {
    const booth = rig();
    await booth.fail("boot");
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      let waited = 0;
      while (!booth.work.isOpen("boot")) {
        await booth.clock.advance(500);
        waited += 500;
      }
      waits.push(waited);
      await booth.fail("boot");
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("no next pair at the end of a visit: everything is ended and wiped, with the visit's own reason", async () => {
    const booth = await swapping();
    await booth.fail("swap");
    expect(booth.top()).toBe("booting");
    await booth.succeed("boot");
    expect(booth.work.calls.at(-1)).toEqual({ name: "finishBootWipe", given: ["finished"] });
  });

  it.each([
    ["boot", rig, "out-of-order"],
    ["swap", swapping, "booting"],
    ["thank", thanking, "booting"],
  ] as const)("a rejected %s is a failure like any other", async (name, reach, expected) => {
    const booth = await reach();
    await booth.reject(name);
    expect(booth.top()).toBe(expected);
  });

  it("a screen that cannot be shown: out of order, tried again", async () => {
    const booth = rig();
    await booth.succeed("boot", "finishBootWipe");
    await booth.fail("present");
    expect(booth.value()).toBe('{"outOfOrder":"waiting"}');
    await booth.clock.advance(1_000);
    await booth.succeed("boot");
    await booth.fail("tellOutOfOrder");
    expect(booth.value()).toBe('{"outOfOrder":"waiting"}');
  });

  it("a thank-you that cannot be said starts the pair anew", async () => {
    const booth = await thanking();
    await booth.fail("thank");
    expect(booth.top()).toBe("booting");
  });

  it("a pair lost while it says that the booth is out of order waits longer", async () => {
    const booth = await unableStanding();
    await booth.lose();
    expect(booth.value()).toBe('{"outOfOrder":"waiting"}');
    await booth.clock.advance(1_500);
    expect(booth.work.isOpen("boot")).toBe(false);
    await booth.clock.advance(500);
    expect(booth.work.isOpen("boot")).toBe(true);
  });
});

describe("the end of the core", () => {
  it.each([
    ["booting", () => Promise.resolve(rig())], ["open", opened], ["visit", inVisit], ["swapping", swapping], ["erasing", erasing], ["thanking", thanking],
    ["out of order", unableStanding], ["not clean", uncleanStanding],
  ] as const)("from %s: shells are ended and wiped, then it is over", async (_, reach) => {
    const booth = await reach();
    await booth.send({ type: "STOP" });
    expect(booth.top()).toBe("stopping");
    await booth.succeed("shutDown");
    expect(booth.actor.getSnapshot().status).toBe("done");
  });
});
