import { expect, it } from "vitest";
import { createFieldWatch } from "./field-watch.ts";

const page = { sessionId: undefined, contextId: 1 };
const frame = { sessionId: "f", contextId: 1 };
const bounds = { x: 0, y: 112, width: 800, height: 600 };

it("follows the focus over frames: each speaks only for itself", () => {
  let changes = 0;
  const watch = createFieldWatch(() => (changes += 1));
  watch.report({ type: "email", bottom: 100 }, page);
  expect(watch.field(bounds, 1.5)).toEqual({ kind: "email", bottomPx: 262 });
  watch.report({ type: "text", bottom: null }, frame);
  watch.report(null, page);
  expect(watch.field(bounds, 1)).toEqual({ kind: "text", bottomPx: 712 });
  expect(watch.place()).toEqual(frame);
  watch.frameGone("f");
  watch.clear();
  expect([watch.field(bounds, 1), watch.place(), changes]).toEqual([null, undefined, 3]);
});
