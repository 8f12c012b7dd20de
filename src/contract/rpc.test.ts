import { PassThrough } from "node:stream";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from "vscode-jsonrpc/node";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ok, type Result } from "./result.ts";
import { createRpcPeer } from "./rpc.ts";

const methods = { double: { params: z.strictObject({ value: z.int().max(100) }), result: z.strictObject({ doubled: z.int() }) } } as const;
const notes = { said: z.strictObject({ word: z.enum(["yes", "no"]) }) } as const;
type Reply = Result<{ doubled: number }>;

function pipes(answer: (value: number) => Promise<Reply>) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const left = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const right = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  const heard: string[] = [];
  let bad = 0;
  const asking = createRpcPeer(left, { methods: {}, notes: {}, handlers: {}, noteHandlers: {}, onBad: () => undefined }, { methods, notes });
  createRpcPeer(
    right,
    { methods, notes, handlers: { double: ({ value }) => answer(value) }, noteHandlers: { said: ({ word }) => heard.push(word) }, onBad: () => (bad += 1) },
    { methods: {}, notes: {} },
  );
  left.listen();
  right.listen();
  return { asking, left, right, there, back, heard, bad: () => bad };
}

const doubling = (value: number): Promise<Reply> => Promise.resolve(ok({ doubled: value * 2 }));
const never = (): Promise<Reply> => new Promise(() => undefined);
const raw = (connection: MessageConnection, method: string, params: unknown): Promise<unknown> => connection.sendRequest(method, params);

describe("a peer", () => {
  it("asks and is answered, again and again", async () => {
    const { asking } = pipes(doubling);
    for (const value of [1, 2, 3]) expect(await asking.request("double", { value })).toEqual({ ok: true, value: { doubled: value * 2 } });
  });

  it("answers a message of the wrong shape, or of no name that it knows, with a code, and says that it was bad", async () => {
    const { left, bad } = pipes(doubling);
    expect(await raw(left, "double", { value: 101 })).toMatchObject({ ok: false, error: { code: "rpc/bad-params" } });
    expect(await raw(left, "double", { value: 1, __proto__x: 1 })).toMatchObject({ ok: false, error: { code: "rpc/bad-params" } });
    expect(await raw(left, "nobody", {})).toMatchObject({ ok: false, error: { code: "rpc/unknown-method" } });
    expect(bad()).toBe(3);
  });

  it("does not believe a reply of the wrong shape", async () => {
    const { asking } = pipes(() => Promise.resolve({ ok: true, value: { doubled: "two" } } as unknown as Reply));
    expect(await asking.request("double", { value: 1 })).toMatchObject({ ok: false, error: { code: "rpc/bad-reply" } });
  });

  it("hears only notes of the right shape", async () => {
    const { asking, left, heard, bad } = pipes(doubling);
    asking.notify("said", { word: "yes" });
    void left.sendNotification("said", { word: "perhaps" });
    void left.sendNotification("shouted", { word: "yes" });
    await expect.poll(bad).toBe(2);
    expect(heard).toEqual(["yes"]);
  });

  it("gives up on a peer that does not answer in time, and is not confused by the late answer", async () => {
    const answers: ((reply: Reply) => void)[] = [];
    const { asking } = pipes(() => new Promise((resolve) => answers.push(resolve)));
    expect(await asking.request("double", { value: 1 }, 20)).toMatchObject({ ok: false, error: { code: "rpc/timed-out" } });
    const second = asking.request("double", { value: 2 });
    await expect.poll(() => answers.length).toBe(2);
    answers[0]?.(ok({ doubled: 2 }));
    answers[1]?.(ok({ doubled: 4 }));
    expect(await second).toEqual({ ok: true, value: { doubled: 4 } });
  });

  it("tells all that wait when the connection closes, and everybody who asks afterwards", async () => {
    const { asking, back } = pipes(never);
    const waiting = [asking.request("double", { value: 1 }), asking.request("double", { value: 2 })];
    back.destroy();
    for (const one of [...waiting, asking.request("double", { value: 3 })]) expect(await one).toMatchObject({ ok: false, error: { code: "rpc/closed" } });
    asking.notify("said", { word: "yes" });
  });

  it("is as good as closed when its connection was disposed of", async () => {
    const { asking, left } = pipes(never);
    const waiting = asking.request("double", { value: 1 });
    left.dispose();
    expect(await waiting).toMatchObject({ ok: false, error: { code: "rpc/closed" } });
    expect(await asking.request("double", { value: 2 })).toMatchObject({ ok: false, error: { code: "rpc/closed" } });
    expect(() => asking.notify("said", { word: "yes" })).not.toThrow();
  });
});
