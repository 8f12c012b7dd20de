import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOverlays, overlayIds, type OverlayId } from "./overlay-order.ts";

const present = (...ids: OverlayId[]) => new Set(ids);

describe("the order of what lies over a screen", () => {
  it("puts what has just come up over what was there", () => {
    const help = orderOverlays([], present("help"));
    expect(orderOverlays(help, present("help", "end-question"))).toEqual(["end-question", "help"]);
    const question = orderOverlays([], present("end-question"));
    expect(orderOverlays(question, present("help", "end-question"))).toEqual(["help", "end-question"]);
  });

  it("keeps the idle countdown above everything, even above what comes later", () => {
    const idle = orderOverlays([], present("idle"));
    expect(orderOverlays(idle, present("idle", "page-dialog"))[0]).toBe("idle");
  });

  it("goes by precedence for those that come up together", () => {
    expect(orderOverlays([], present("recovered", "time-warning", "help"))).toEqual(["time-warning", "help", "recovered"]);
  });

  it("shows each present overlay once and no other", () => {
    const ids = fc.uniqueArray(fc.constantFrom(...overlayIds));
    fc.assert(fc.property(ids, ids, (before, now) => {
      const order = orderOverlays(before, new Set(now));
      expect([...order].sort()).toEqual([...now].sort());
    }));
  });
});
