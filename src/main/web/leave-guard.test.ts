import { expect, it } from "vitest";
import { manualTimers } from "../testing/manual-timers.ts";
import { createDialogDesk } from "./dialog-desk.ts";
import { createLeaveGuard } from "./leave-guard.ts";

function setUp() {
  const gone: string[] = [];
  const dialogs = createDialogDesk({ timers: manualTimers(), onChange: () => undefined, onFlood: () => undefined });
  dialogs.setSeen(true);
  const guard = createLeaveGuard({ dialogs, goTo: (url) => gone.push(url) });
  const answer = async (accept: boolean) => {
    dialogs.answer(dialogs.current()?.id ?? 0, { accept, text: null }, false);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { gone, dialogs, guard, answer };
}

it("repeats our own way when the person says leave, and lets it through", async () => {
  const { gone, guard, answer } = setUp();
  guard.intend(() => gone.push("start"));
  expect(guard.mayLeave()).toBe(false);
  expect(guard.mayLeave()).toBe(false);
  await answer(true);
  expect(gone).toEqual(["start"]);
  expect(guard.mayLeave()).toBe(true);
  guard.left();
  expect(guard.mayLeave()).toBe(false);
});

it("repeats a link of the page, but no form that carries more than its address", async () => {
  const { gone, guard, answer } = setUp();
  guard.requested("https://a.fi/", "anchorClick");
  guard.mayLeave();
  await answer(true);
  guard.left();
  guard.requested("https://b.fi/", "formSubmissionPost");
  guard.mayLeave();
  await answer(true);
  expect(gone).toEqual(["https://a.fi/"]);
  expect(guard.mayLeave()).toBe(true);
});

it("stays when the person says stay", async () => {
  const { gone, guard, answer, dialogs } = setUp();
  guard.requested("https://a.fi/", "anchorClick");
  guard.mayLeave();
  await answer(false);
  expect(gone).toEqual([]);
  expect(guard.mayLeave()).toBe(false);
  expect(dialogs.current()?.kind).toBe("leave");
});
