import { beforeEach, describe, expect, it } from "vitest";
import { manualTimers, type ManualTimers } from "../testing/manual-timers.ts";
import { createDialogDesk, type DialogDesk } from "./dialog-desk.ts";

const no = { accept: false, text: null };

describe("the dialogs of an embedded page", () => {
  let timers: ManualTimers;
  let desk: DialogDesk;
  let floods: number;
  let changes: number;
  beforeEach(() => {
    timers = manualTimers();
    floods = 0;
    changes = 0;
    desk = createDialogDesk({ timers, onChange: () => (changes += 1), onFlood: () => (floods += 1) });
    desk.setSeen(true);
  });

  it("are shown one after the other, and answered each by its own id", async () => {
    const first = desk.ask("confirm", "a", "");
    const second = desk.ask("prompt", "b", "c");
    expect(desk.current()).toEqual({ id: 1, kind: "confirm", message: "a", defaultText: "", canSilence: false });
    expect(desk.answer(2, { accept: true, text: "x" }, false)).toBe(false);
    expect(desk.answer(1, { accept: true, text: null }, false)).toBe(true);
    expect(desk.current()).toMatchObject({ id: 2, kind: "prompt", defaultText: "c", canSilence: true });
    expect(desk.answer(2, { accept: true, text: "x" }, false)).toBe(true);
    expect(await first).toEqual({ accept: true, text: null });
    expect(await second).toEqual({ accept: true, text: "x" });
    expect(desk.current()).toBeNull();
    expect(changes).toBe(4);
  });

  it("are silenced by the person until another document comes", async () => {
    const first = desk.ask("alert", "a", "");
    const second = desk.ask("alert", "b", "");
    desk.answer(1, { accept: true, text: null }, true);
    expect(await first).toEqual({ accept: true, text: null });
    expect(await second).toEqual(no);
    expect(await desk.ask("confirm", "c", "")).toEqual(no);
    expect(floods).toBe(1);
    desk.pageChanged();
    void desk.ask("confirm", "d", "");
    expect(desk.current()?.message).toBe("d");
  });

  it("are silenced without her when they flood", async () => {
    for (let i = 1; i <= 12; i += 1) {
      const asked = desk.ask("alert", String(i), "");
      desk.answer(i, { accept: true, text: null }, false);
      await asked;
    }
    expect(await desk.ask("alert", "13", "")).toEqual(no);
    expect(floods).toBe(1);
    timers.advance(60_001);
    expect(await desk.ask("alert", "14", "")).toEqual(no);
  });

  it("of many frames at once do not pile up", async () => {
    const asked = Array.from({ length: 9 }, (_, i) => desk.ask("alert", String(i), ""));
    expect(await asked[8]).toEqual(no);
    expect(floods).toBe(5);
  });

  it("get no for an answer when nobody sees them", async () => {
    const asked = desk.ask("confirm", "a", "");
    desk.setSeen(false);
    expect(await asked).toEqual(no);
    expect(await desk.ask("confirm", "b", "")).toEqual(no);
  });

  it("may ask before leaving even when silenced, and carry no more text than fits", async () => {
    void desk.ask("alert", "x".repeat(9_999), "y".repeat(999));
    expect(desk.current()?.message).toHaveLength(2_000);
    expect(desk.current()?.defaultText).toHaveLength(500);
    desk.answer(1, no, true);
    const leave = desk.ask("leave", "", "");
    expect(desk.current()).toMatchObject({ kind: "leave", canSilence: false });
    desk.answer(2, { accept: true, text: null }, false);
    expect((await leave).accept).toBe(true);
  });
});
