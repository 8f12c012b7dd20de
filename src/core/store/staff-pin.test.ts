import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testFolders } from "../testing/folders.ts";
import { createTestClock, type TestClock } from "../testing/test-clock.ts";
import { hashPin, openStaffPin, parsePinHash, pinLimits, type StaffPin } from "./staff-pin.ts";
import { openStore, type Store } from "./store.ts";

const folder = testFolders();

function store(path = folder()): Store {
  const opened = openStore(path);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

async function opened(kept: Store, clock: TestClock, configured: string | null = null): Promise<{ pin: StaffPin; made: string | null }> {
  const pin = await openStaffPin(kept, clock, configured);
  if (!pin.ok) throw new Error(pin.error.code);
  return pin.value;
}

/** A cheap hash of 4711: the cost is part of the text. */
const cheap = "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA$nHQz0BR-VPXIn__eIfq7tUjZPdWDENkAloRBCWfRjn0";
const wrongTimes = async (pin: StaffPin, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) expect((await pin.verify("0000")).right).toBe(false);
};

describe("the staff PIN", () => {
  it("is made up at the first start, told once, and kept only as a hash", async () => {
    const path = folder();
    const kept = store(path);
    const first = await opened(kept, createTestClock());
    const made = first.made as string;
    expect(made).toMatch(/^[0-9]{6}$/);
    expect((await first.pin.verify(made)).right).toBe(true);
    kept.close();
    for (const name of readdirSync(path)) expect(readFileSync(join(path, name)).includes(made)).toBe(false);
    const again = await opened(store(path), createTestClock());
    expect(again.made).toBeNull();
    expect((await again.pin.verify(made)).right).toBe(true);
  });

  it("of the configuration goes first; a hash that is none is refused", async () => {
    const configured = await opened(store(), createTestClock(), await hashPin("2580"));
    expect(configured.made).toBeNull();
    expect((await configured.pin.verify("2580")).right).toBe(true);
    expect(await openStaffPin(store(), createTestClock(), "2580")).toEqual({ ok: false, error: { code: "staff/pin-hash" } });
  });

  it("a damaged hash in the store is replaced by a new PIN, or staff could never get in", async () => {
    const kept = store();
    await opened(kept, createTestClock());
    kept.database.exec("UPDATE staff_pin SET hash = 'x'");
    expect((await opened(kept, createTestClock())).made).not.toBeNull();
  });
});

describe("five tries", () => {
  it("then a lock-out, in which the right one is refused too", async () => {
    const clock = createTestClock();
    const { pin } = await opened(store(), clock, cheap);
    await wrongTimes(pin, 4);
    expect(pin.state()).toEqual({ triesLeft: 1, lockedUntil: null });
    expect(await pin.verify("0000")).toEqual({ right: false, triesLeft: 0, lockedUntil: clock.wall() + pinLimits.firstLockMs });
    expect(await pin.verify("4711")).toMatchObject({ right: false, triesLeft: 0 });
    await clock.advance(pinLimits.firstLockMs);
    expect(pin.state()).toEqual({ triesLeft: 5, lockedUntil: null });
  });

  it("each lock-out is twice as long, up to a day; the right PIN makes it short again", async () => {
    const clock = createTestClock();
    const { pin } = await opened(store(), clock, cheap);
    const lengths: number[] = [];
    for (let time = 0; time < 10; time += 1) {
      await wrongTimes(pin, 5);
      const until = pin.state().lockedUntil ?? 0;
      lengths.push(until - clock.wall());
      clock.jumpWall(until - clock.wall());
    }
    const minutes = (value: number): number => value * 60_000;
    expect(lengths).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440].map(minutes));
    expect((await pin.verify("4711")).right).toBe(true);
    await wrongTimes(pin, 5);
    expect((pin.state().lockedUntil ?? 0) - clock.wall()).toBe(pinLimits.firstLockMs);
  });

  it("outlive a restart", async () => {
    const path = folder();
    const clock = createTestClock();
    const kept = store(path);
    await wrongTimes((await opened(kept, clock, cheap)).pin, 3);
    kept.close();
    const again = store(path);
    const { pin } = await opened(again, clock, cheap);
    expect(pin.state().triesLeft).toBe(2);
    await wrongTimes(pin, 2);
    again.close();
    expect((await opened(store(path), clock, cheap)).pin.state().lockedUntil).not.toBeNull();
  });

  it("at once are five tries too, not a hundred", async () => {
    const { pin } = await opened(store(), createTestClock(), cheap);
    const answers = await Promise.all([...Array<string>(5).fill("0000"), "4711", "4711"].map((text) => pin.verify(text)));
    expect(answers.map((answer) => answer.right)).toEqual(Array(7).fill(false));
  });
});

describe("the hash's text", () => {
  it("is taken apart and refused when it is too weak or too heavy for the machine", () => {
    expect(parsePinHash(cheap)).toMatchObject({ N: 1024, r: 8, p: 1 });
    expect(parsePinHash(cheap.replace("1024", "512"))).toBeUndefined();
    expect(parsePinHash(cheap.replace("1024", "1000"))).toBeUndefined();
    expect(parsePinHash(cheap.replace("$1024$8", "$4194304$32"))).toBeUndefined();
    expect(parsePinHash(cheap.replace("$8$1$", "$0$1$"))).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      parsePinHash(text);
      parsePinHash(`scrypt$${text}`);
    }));
  });
});
