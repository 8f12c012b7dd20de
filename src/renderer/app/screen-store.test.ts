import { describe, expect, it } from "vitest";
import type { Result } from "../../contract/result.ts";
import type { WindowClient } from "../../contract/window-api.ts";
import type { WindowMethod, WindowPush } from "../../contract/shell-window.ts";
import { booth, idle, noWeb, visit } from "../testing/samples/base.ts";
import { createScreenStore } from "./screen-store.ts";

const first = idle({ name: "starting" });
const ready: Result<unknown> = { ok: true, value: { booth, services: { groups: [], services: [] }, snapshot: first, web: noWeb } };

/** A client whose answers the test gives by hand, in the order of the calls. */
function handClient() {
  const asked: { readonly method: WindowMethod; readonly params: unknown; readonly answer: (result: Result<unknown>) => void }[] = [];
  let listener: (push: WindowPush) => void = () => undefined;
  const client = {
    invoke: (method: WindowMethod, params: unknown) => new Promise<Result<unknown>>((answer) => asked.push({ method, params, answer })),
    onPush(callback: (push: WindowPush) => void) {
      listener = callback;
      return () => undefined;
    },
  } as unknown as WindowClient;
  return { client, asked, push: (push: WindowPush) => listener(push) };
}

async function openStore(clock = 1_000) {
  const hand = handClient();
  const store = createScreenStore(hand.client, () => clock);
  const opened = store.open();
  hand.asked[0]?.answer(ready);
  await opened;
  return { store, ...hand };
}

const shown = (state: ReturnType<ReturnType<typeof createScreenStore>["state"]>) => (state.phase === "ready" ? state : undefined);

describe("the screens' store", () => {
  it("is ready with what the main process answers, and stamps when it came", async () => {
    const { store } = await openStore(5_000);
    expect(store.state()).toMatchObject({ phase: "ready", snapshot: first, web: noWeb, receivedAt: 5_000, problem: null });
  });

  it("keeps a push that overtakes the first answer", async () => {
    const { client, asked, push } = handClient();
    const store = createScreenStore(client, () => 0);
    const opened = store.open();
    const newer = { ...visit({ name: "home" }), revision: 40 };
    push({ push: "snapshot", snapshot: newer });
    asked[0]?.answer(ready);
    await opened;
    expect(shown(store.state())?.snapshot).toEqual(newer);
  });

  it("says so when the main process does not answer", async () => {
    const { client, asked } = handClient();
    const store = createScreenStore(client, () => 0);
    const opened = store.open();
    asked[0]?.answer({ ok: false, error: { code: "window/bad-reply" } });
    await opened;
    expect(store.state()).toEqual({ phase: "failed" });
    expect(await store.act({ type: "terms-accept" })).toEqual({ ok: false, error: { code: "window/not-ready" } });
    const again = store.open();
    asked[1]?.answer(ready);
    await again;
    expect(store.state().phase).toBe("ready");
  });

  it("sends an action with the epoch of what is shown, marks it, and leaves a second touch out", async () => {
    const { store, asked, push } = await openStore();
    push({ push: "snapshot", snapshot: { ...first, epoch: 9 } });
    const sent = store.act({ type: "terms-accept" });
    expect(asked[1]).toMatchObject({ method: "act", params: { epoch: 9, action: { type: "terms-accept" } } });
    expect(shown(store.state())?.underWay).toEqual(new Set(["terms-accept"]));
    expect(await store.act({ type: "terms-accept" })).toEqual({ ok: true, value: null });
    expect(asked).toHaveLength(2);
    asked[1]?.answer({ ok: true, value: null });
    expect(await sent).toEqual({ ok: true, value: null });
    expect(shown(store.state())?.underWay.size).toBe(0);
  });

  it("lets steps be touched again at once", async () => {
    const { store, asked } = await openStore();
    const options = { copies: 2, sides: "one-sided", colour: "grey" } as const;
    void store.act({ type: "print-options", options });
    void store.act({ type: "print-options", options: { ...options, copies: 3 } });
    expect(asked).toHaveLength(3);
  });

  it("tells a refusal until it is seen, but never one of a mere touch", async () => {
    const { store, asked } = await openStore();
    const touched = store.act({ type: "touched" });
    asked[1]?.answer({ ok: false, error: { code: "window/stale" } });
    expect((await touched).ok).toBe(false);
    expect(shown(store.state())?.problem).toBeNull();
    const sent = store.act({ type: "scan-start" });
    asked[2]?.answer({ ok: false, error: { code: "scanner/busy" } });
    expect((await sent).ok).toBe(false);
    expect(shown(store.state())?.problem).toEqual({ code: "scanner/busy" });
    store.problemSeen();
    expect(shown(store.state())?.problem).toBeNull();
  });

  it("hands probes and hardware keys to those who listen, and tells everybody of a change", async () => {
    const { store, push } = await openStore();
    const heard: unknown[] = [];
    store.onProbe((id) => heard.push(id));
    const leave = store.onHardwareKey(() => heard.push("key"));
    store.subscribe(() => heard.push("change"));
    push({ push: "probe", id: 3 });
    push({ push: "hardware-key" });
    leave();
    push({ push: "hardware-key" });
    push({ push: "web", web: { ...noWeb, state: "loading" } });
    expect(heard).toEqual([3, "key", "change"]);
  });
});
