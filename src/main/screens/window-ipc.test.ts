import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "../../contract/result.ts";
import { createWindowClient, type WindowApi } from "../../contract/window-api.ts";
import { windowMethods } from "../../contract/shell-window.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { createWindowDispatcher, type WindowHandlers } from "./window-ipc.ts";

/** A pair of ends that truly copies what goes between them, as Electron's IPC does. */
describe("the window's IPC", () => {
  let refusals: Refusal[];
  let calls: [string, unknown][];
  let reply: unknown;
  let dispatch: (event: { ours: boolean }, method: unknown, params: unknown) => Promise<unknown>;
  let api: WindowApi;
  beforeEach(() => {
    refusals = [];
    calls = [];
    reply = ok(null);
    const handlers = Object.fromEntries(
      Object.keys(windowMethods).map((method) => [method, (params: unknown) => {
        calls.push([method, params]);
        return Promise.resolve(reply);
      }]),
    ) as unknown as WindowHandlers;
    dispatch = createWindowDispatcher<{ ours: boolean }>({ handlers, isOurs: ({ ours }) => ours, refuse: (refusal) => refusals.push(refusal) });
    api = {
      invoke: async (method, params) => structuredClone(await dispatch({ ours: true }, structuredClone(method), structuredClone(params))),
      onPush: (callback) => {
        callback(structuredClone({ push: "probe", id: 3 }));
        callback(structuredClone({ push: "probe", id: "x" }));
        callback(undefined);
        return () => undefined;
      },
    };
  });

  it("carries a call and its reply", async () => {
    const client = createWindowClient(api);
    expect(await client.invoke("web-navigate", { to: "back" })).toEqual(ok(null));
    expect(calls).toEqual([["web-navigate", { to: "back" }]]);
  });

  it("lets no reply and no push through that does not fit", async () => {
    reply = ok({ more: 1 });
    expect(await createWindowClient(api).invoke("painted", { epoch: 1, revision: 1 })).toEqual({ ok: false, error: { code: "window/bad-reply", detail: { method: "painted" } } });
    const pushes: unknown[] = [];
    createWindowClient(api).onPush((push) => pushes.push(push));
    expect(pushes).toEqual([{ push: "probe", id: 3 }]);
  });

  it("hears only our own frame", async () => {
    expect(await dispatch({ ours: false }, "painted", { epoch: 1, revision: 1 })).toEqual({ ok: false, error: { code: "window/foreign" } });
    expect([calls, refusals]).toEqual([[], ["foreign-ipc"]]);
  });

  it("carries nothing out that is not of its shape, and counts each", async () => {
    const methods = fc.oneof(fc.constantFrom(...Object.keys(windowMethods), "__proto__", "constructor", "toString", "hasOwnProperty"), fc.anything());
    await fc.assert(fc.asyncProperty(methods, fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSet: true }), async (method, params) => {
      calls.length = 0;
      refusals.length = 0;
      const answer = (await dispatch({ ours: true }, method, params)) as { ok: boolean };
      const known = typeof method === "string" && Object.hasOwn(windowMethods, method) && windowMethods[method as "painted"].params.safeParse(params).success;
      expect(answer.ok).toBe(known);
      expect(calls.length).toBe(known ? 1 : 0);
      expect(refusals).toEqual(known ? [] : ["bad-ipc"]);
    }));
  });

  it("is not moved by __proto__ in what it gets", async () => {
    const hostile: unknown = JSON.parse('{ "to": "back", "__proto__": { "to": "stop" } }');
    await dispatch({ ours: true }, "web-navigate", hostile);
    expect(({} as { to?: string }).to).toBeUndefined();
    expect(calls.every(([, params]) => (params as { to: string }).to === "back")).toBe(true);
  });
});
