import { describe, expect, it } from "vitest";
import { ok } from "../../contract/result.ts";
import { waysInto } from "../testing/states.ts";
import { createTestVisit, freeForEver, visitAtHome } from "../testing/test-visit.ts";

const asked = 180_000;
const countdown = 30_000;

describe("idle", () => {
  it("asks after three minutes, counts down, and ends", async () => {
    const visit = await visitAtHome();
    await visit.clock.advance(asked - 1);
    expect(visit.snapshot().idleEndsAt).toBeNull();
    await visit.clock.advance(1);
    expect(visit.snapshot().idleEndsAt).toBe(visit.clock.now() + countdown);
    await visit.clock.advance(countdown - 1);
    expect(visit.calls.at(-1)).toBe("visit-started");
    await visit.clock.advance(1);
    expect(visit.calls.at(-1)).toBe("visit-ended idle");
  });

  it("a touch in time is enough", async () => {
    const visit = await visitAtHome();
    for (let round = 0; round < 5; round += 1) {
      await visit.clock.advance(asked - 1_000);
      await visit.act({ type: "touched" });
    }
    expect(visit.snapshot().idleEndsAt).toBeNull();
  });

  it("the question is answered by its button, not by a stray touch", async () => {
    const visit = await waysInto("idle asked");
    await visit.act({ type: "touched" });
    expect(visit.snapshot().idleEndsAt).not.toBeNull();
    await visit.act({ type: "idle-stay" });
    expect(visit.snapshot().idleEndsAt).toBeNull();
    await visit.act({ type: "idle-stay" });
    await visit.clock.advance(asked - 1);
    expect(visit.snapshot().idleEndsAt).toBeNull();
  });

  it("the question's other button ends the visit", async () => {
    const visit = await waysInto("idle asked");
    await visit.act({ type: "end-confirm" });
    expect(visit.calls.at(-1)).toBe("visit-ended finished");
  });

  it("is watched from the first touch on, before a name is given", async () => {
    const visit = createTestVisit();
    await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
    await visit.act({ type: "start" });
    await visit.clock.advance(asked + countdown);
    expect(visit.calls.at(-1)).toBe("visit-ended idle");
  });

  it.each(["scan scanning", "copy scanning", "copy printing", "print printing"])("never during work: %s", async (state) => {
    const visit = await waysInto(state);
    await visit.act({ type: "touched" });
    await visit.clock.advance(20 * 60_000);
    expect(visit.snapshot().idleEndsAt).toBeNull();
    await visit.scans.at(-1)?.settle(ok({ pages: 1 }));
    await visit.prints.at(-1)?.settle(ok({ pagesDone: 1 }));
    await visit.clock.advance(asked);
    if (state !== "copy scanning") expect(visit.snapshot().idleEndsAt).not.toBeNull();
  });

  it("a printer that waits for paper is no work: nobody may be there any more", async () => {
    const visit = await waysInto("print stopped");
    await visit.clock.advance(asked);
    expect(visit.snapshot().idleEndsAt).not.toBeNull();
    await visit.progress({ state: "printing" });
    expect(visit.snapshot().idleEndsAt).toBeNull();
  });

  it("takes its lengths from the configuration", async () => {
    const visit = await visitAtHome({ configuration: { visit: { idleSeconds: 120, idleCountdownSeconds: 45 } } });
    await visit.clock.advance(120_000);
    expect(visit.snapshot().idleEndsAt).toBe(visit.clock.now() + 45_000);
  });
});
