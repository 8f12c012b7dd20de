import { describe, expect, it } from "vitest";
import { createFakeWorld, type FakeWorld } from "../testing/fake-pairs-world.ts";
import { settle } from "../testing/test-clock.ts";
import { heartbeatTimes } from "./heartbeat.ts";
import { createLossCounter } from "./loss-counter.ts";
import { pairLimits, type Swapped } from "./pairs.ts";
import type { Result } from "../../contract/result.ts";

const thanks = { state: "thanks", receipt: null } as const;

async function begun(): Promise<FakeWorld> {
  const world = createFakeWorld();
  await world.begin();
  expect([world.pairs.front()?.epoch, world.pairs.warm()?.epoch]).toEqual([1, 2]);
  return world;
}

const session = (world: FakeWorld, epoch: number) => world.sessions.find((one) => one.epoch === epoch);
const shell = (world: FakeWorld, number: number) => world.shells[number - 1];
const names = (world: FakeWorld) => world.notices.map((notice) => notice.notice);

async function swapped(world: FakeWorld): Promise<Result<Swapped>> {
  const swap = world.pairs.swap(thanks);
  await settle();
  return await swap;
}

describe("one in front, one warm", () => {
  it("a pair is ready only when its shell has painted, hidden", async () => {
    const world = createFakeWorld();
    const starting = world.pairs.start();
    await world.clock.advance(99);
    expect(world.pairs.front()).toBeNull();
    await world.clock.advance(1);
    expect(await starting).toEqual({ ok: true, value: { epoch: 1 } });
    expect(session(world, 1)?.asked).toEqual(["prepare"]);
  });

  it("the swap tells the warm pair what to show before it shows it, and hides the old one after", async () => {
    const world = await begun();
    const swap = await swapped(world);
    expect(swap.ok && swap.value.epoch).toBe(2);
    expect(session(world, 2)?.asked.slice(-2)).toEqual(["set-booth", "show"]);
    expect(session(world, 1)?.asked.at(-1)).toBe("hide");
    expect(world.pairs.front()?.epoch).toBe(2);
  });

  it("an old pair that dies after the swap is no loss", async () => {
    const world = await begun();
    expect((await swapped(world)).ok).toBe(true);
    await shell(world, 1)?.die();
    await session(world, 1)?.die();
    expect(world.lost).toEqual([]);
    expect(world.pairs.held(1)).toBe(0);
  });

  it("a swap before the warm pair is there waits for it", async () => {
    const world = await begun();
    expect((await swapped(world)).ok).toBe(true);
    world.pairs.keepWarm();
    const swap = world.pairs.swap(thanks);
    await settle();
    expect(world.pairs.front()?.epoch).toBe(2);
    await world.clock.advance(100);
    expect(await swap).toMatchObject({ ok: true, value: { epoch: 3 } });
  });

  it("a swap that gets no warm pair says so in the end", async () => {
    const world = await begun();
    expect((await swapped(world)).ok).toBe(true);
    world.barren(100);
    const swap = world.pairs.swap(thanks);
    await world.clock.advance(pairLimits.warmMs);
    expect(await swap).toMatchObject({ ok: false, error: { code: "pairs/no-warm" } });
  });

  it("a warm pair that cannot show is thrown away and the next one is taken", async () => {
    const world = await begun();
    world.answer("show", "shell/no-frame", 2);
    const swap = world.pairs.swap(thanks);
    await world.clock.advance(100);
    expect(await swap).toMatchObject({ ok: true, value: { epoch: 3 } });
    expect(world.discarded).toContain("session-2");
  });
});

describe("a shown shell that dies", () => {
  it("is followed by the warm one, with the same session; the bare session gets a new shell", async () => {
    const world = await begun();
    await shell(world, 1)?.die();
    await world.clock.advance(100);
    expect(world.pairs.front()?.epoch).toBe(1);
    expect(world.pairs.front()?.shell?.id).toBe("shell-2");
    expect(session(world, 1)?.asked.slice(-3)).toEqual(["expect-shell", "show", "show"]);
    expect(session(world, 2)?.asked).toContain("release-shell");
    expect(world.pairs.warm()).toMatchObject({ epoch: 2, shell: { id: "shell-3" } });
    expect(world.lost).toEqual([]);
    expect(names(world)).toEqual(["warm-ready", "shell-lost", "shell-recovered", "warm-ready"]);
  });

  it("and its folder goes at once, and it stays on the list of what the visit owned", async () => {
    const world = await begun();
    await shell(world, 1)?.die();
    await world.clock.advance(100);
    expect(world.discarded).toContain("shell-1");
    expect(world.pairs.front()?.owners.map((owner) => owner.id)).toEqual(["session-1", "shell-1", "shell-2"]);
  });

  it("without a warm one a new shell is started", async () => {
    const world = await begun();
    await shell(world, 2)?.die();
    world.stillborn(1);
    await shell(world, 1)?.die();
    await world.clock.advance(300);
    expect(world.pairs.front()?.shell).not.toBeNull();
    expect(world.lost).toEqual([]);
  });

  it("while the warm one refuses to move: a new shell is started", async () => {
    const world = await begun();
    world.answer("release-shell", "rpc/timed-out", 2);
    await shell(world, 1)?.die();
    await world.clock.advance(200);
    expect(world.pairs.front()?.shell?.id).toMatch(/^shell-[34]$/);
    expect(world.discarded).toContain("shell-2");
    expect(world.lost).toEqual([]);
  });

  it("three times in a minute: the pair is given up", async () => {
    const world = await begun();
    for (const number of [1, 2, 3]) {
      await shell(world, number)?.die();
      await world.clock.advance(150);
    }
    expect(world.lost).toEqual([{ epoch: 1, code: "shell/unstable" }]);
  });

  it("three times over some minutes: the visit goes on", async () => {
    const world = await begun();
    for (const number of [1, 2, 3, 4]) {
      await shell(world, number)?.die();
      await world.clock.advance(40_000);
    }
    expect(world.lost).toEqual([]);
  });

  it("and none can be started: the pair is given up, not tried for ever", async () => {
    const world = await begun();
    world.stillborn(1_000);
    await shell(world, 1)?.die();
    await shell(world, 2)?.die();
    await world.clock.advance(30_000);
    expect(world.lost.map((one) => one.epoch)).toEqual([1]);
  });

  it("in the middle of a swap that waits: the swap still happens", async () => {
    const world = await begun();
    await shell(world, 1)?.die();
    const swap = world.pairs.swap(thanks);
    await world.clock.advance(300);
    expect(await swap).toMatchObject({ ok: true, value: { epoch: 2 } });
  });
});

describe("a session process that dies", () => {
  it("in front: the visit is lost", async () => {
    const world = await begun();
    await session(world, 1)?.die();
    expect(world.lost).toEqual([{ epoch: 1, code: "session/lost" }]);
  });

  it("while its shell is being brought back: told once", async () => {
    const world = await begun();
    world.answer("expect-shell", "hang", 1);
    await shell(world, 1)?.die();
    await session(world, 1)?.die();
    expect(world.lost).toEqual([{ epoch: 1, code: "session/lost" }]);
  });

  it("warm, soon after it was ready, again and again: does not keep the machine busy", async () => {
    const world = await begun();
    for (let second = 0; second < 60; second += 1) {
      const { epoch } = world.pairs.warm() ?? {};
      if (epoch !== undefined) await session(world, epoch)?.die();
      await world.clock.advance(1_000);
    }
    expect(world.sessions.length).toBeLessThan(12);
    await world.clock.advance(60_000);
    expect(world.pairs.warm()).not.toBeNull();
  });

  it("hangs while its shell is being brought back: given up at once, and the warm pair is kept for the next visit", async () => {
    const world = await begun();
    world.answer("expect-shell", "rpc/timed-out", 1);
    await shell(world, 1)?.die();
    await settle();
    expect(world.lost).toEqual([{ epoch: 1, code: "session/not-answering" }]);
    expect(world.pairs.warm()).toMatchObject({ epoch: 2, shell: { id: "shell-2" } });
    expect((await swapped(world)).ok).toBe(true);
  });

  it("warm: another pair takes its place", async () => {
    const world = await begun();
    await session(world, 2)?.die();
    await world.clock.advance(5_000);
    expect(world.pairs.warm()?.epoch).toBe(3);
    expect(world.lost).toEqual([]);
    expect(world.discarded).toEqual(expect.arrayContaining(["session-2", "shell-2"]));
  });

  it("warm, again and again: tried with growing pauses, and the front pair is left alone", async () => {
    const world = await begun();
    world.barren(4);
    await session(world, 2)?.die();
    const starts = () => names(world).filter((name) => name === "warm-failed").length;
    await world.clock.advance(1_000);
    expect(starts()).toBe(1);
    await world.clock.advance(60_000);
    expect(starts()).toBe(4);
    expect(world.pairs.warm()).not.toBeNull();
    expect(world.lost).toEqual([]);
  });
});

describe("a screen that hangs", () => {
  it("is killed after two beats without an answer, and another shell shows the visit", async () => {
    const world = await begun();
    world.answer("probe", "rpc/timed-out", 1);
    await world.clock.advance(heartbeatTimes.everyMs);
    expect(names(world)).not.toContain("shell-hung");
    world.answer("probe", "rpc/timed-out", 1);
    await world.clock.advance(heartbeatTimes.everyMs);
    await world.clock.advance(200);
    expect(names(world)).toEqual(["warm-ready", "shell-hung", "shell-lost", "shell-recovered", "warm-ready"]);
    expect(world.pairs.front()?.shell?.id).toBe("shell-2");
  });

  it("is found while it is warm, and replaced before anybody waits for it", async () => {
    const world = await begun();
    world.answer("probe", "rpc/timed-out", 2);
    await world.clock.advance(heartbeatTimes.everyMs);
    world.answer("probe", "rpc/timed-out", 2);
    await world.clock.advance(heartbeatTimes.everyMs);
    await world.clock.advance(200);
    expect(names(world)).toEqual(["warm-ready", "shell-hung", "shell-lost", "warm-ready"]);
    expect(world.pairs.warm()?.epoch).toBe(3);
  });

  it("a single late beat is forgiven", async () => {
    const world = await begun();
    for (let beat = 0; beat < 5; beat += 1) {
      world.answer("probe", "rpc/timed-out", 1);
      await world.clock.advance(heartbeatTimes.everyMs);
      await world.clock.advance(heartbeatTimes.everyMs);
    }
    expect(names(world)).toEqual(["warm-ready"]);
  });
});

describe("forgetting", () => {
  it("lets go of everything at once; what was begun before is thrown away when it comes", async () => {
    const world = await begun();
    expect((await swapped(world)).ok).toBe(true);
    world.pairs.keepWarm();
    await settle();
    world.pairs.forget();
    await session(world, 3)?.die();
    await world.clock.advance(1_000);
    expect([world.pairs.front(), world.pairs.warm()]).toEqual([null, null]);
    expect(world.discarded).toContain("session-3");
    expect(world.sessions.filter((one) => !one.disposed && one.epoch > 1)).toEqual([]);
  });

  it("leaves no timer behind", async () => {
    const world = await begun();
    world.pairs.forget();
    await world.clock.advance(60_000);
    expect(world.clock.pending()).toBe(0);
  });

  it("a new first pair has a new epoch", async () => {
    const world = await begun();
    world.pairs.forget();
    const starting = world.pairs.start();
    await world.clock.advance(100);
    expect(await starting).toEqual({ ok: true, value: { epoch: 3 } });
  });
});

describe("the loss counter", () => {
  it("bites at the third loss within the window, then counts anew", async () => {
    const world = createFakeWorld();
    const losses = createLossCounter(world.clock);
    expect([losses.tooMany(), losses.tooMany(), losses.tooMany(), losses.tooMany()]).toEqual([false, false, true, false]);
    await world.clock.advance(60_000);
    expect([losses.tooMany(), losses.tooMany()]).toEqual([false, false]);
  });
});
