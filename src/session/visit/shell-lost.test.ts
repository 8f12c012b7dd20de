import { describe, expect, it } from "vitest";
import { stateNames, waysInto } from "../testing/states.ts";
import { createTestVisit, freeForEver } from "../testing/test-visit.ts";

describe.each(stateNames)("the shell is lost: %s", (state) => {
  it("the next shell shows the same, and says once that a page was lost", async () => {
    const visit = await waysInto(state);
    const before = visit.snapshot().revision;
    const same = visit.shown();
    await visit.send({ type: "page.lost" });
    const after = visit.snapshot();
    expect(after).toMatchObject({ ...same, recovered: true });
    expect(after.revision).toBeGreaterThan(before);
    await visit.act({ type: "notice-seen", notice: "recovered" });
    expect(visit.snapshot().recovered).toBe(false);
    expect(visit.snapshot().screen).toEqual(same.screen);
  });
});

describe("the shell is lost outside a visit", () => {
  it("nothing is said: nobody was there", async () => {
    const visit = createTestVisit();
    await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
    await visit.send({ type: "page.lost" });
    expect(visit.snapshot()).toMatchObject({ recovered: false, screen: { name: "attract" } });
  });
});
