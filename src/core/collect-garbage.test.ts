import { expect, it } from "vitest";
import { garbageCollector } from "./collect-garbage.ts";

it("collects what nobody holds any more, and leaves no gc to everybody", () => {
  const collect = garbageCollector();
  const gone = new WeakRef(Array.from({ length: 1_000 }, (_, index) => ({ index })));
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    collect();
    expect(gone.deref()).toBeUndefined();
    expect("gc" in globalThis).toBe(false);
  });
});
