import type { z } from "zod";
import type { MessageConnection } from "vscode-jsonrpc";
import { err, type Result } from "./result.ts";
import { resultSchema } from "./result-schema.ts";

/** One end's requests and notifications: a name, its parameters, its reply, as zod schemas. */
export interface RpcMethods {
  readonly [name: string]: { readonly params: z.ZodType; readonly result: z.ZodType };
}
export interface RpcNotes {
  readonly [name: string]: z.ZodType;
}

type Params<M extends RpcMethods, K extends keyof M> = z.output<M[K]["params"]>;
type Reply<M extends RpcMethods, K extends keyof M> = z.output<M[K]["result"]>;

export type RpcHandlers<M extends RpcMethods> = { readonly [K in keyof M]: (params: Params<M, K>) => Promise<Result<Reply<M, K>>> };
export type NoteHandlers<N extends RpcNotes> = { readonly [K in keyof N]: (params: z.output<N[K]>) => void };

export interface RpcPeer<M extends RpcMethods, N extends RpcNotes> {
  /** Errors: `rpc/closed`, `rpc/timed-out`, `rpc/bad-reply`, and whatever the other end answers. */
  request<K extends keyof M & string>(method: K, params: Params<M, K>, limitMs?: number): Promise<Result<Reply<M, K>>>;
  notify<K extends keyof N & string>(note: K, params: z.output<N[K]>): void;
}

/** A reply that takes longer is as good as none: the other end hangs. Long work says its own limit. */
export const RPC_LIMIT_MS = 10_000;

/**
 * A typed peer on a connection: every message is checked on arrival, both ways; a bad one is answered with a coded error
 * and told to `onBad`, never passed on.
 */
export function createRpcPeer<LM extends RpcMethods, LN extends RpcNotes, RM extends RpcMethods, RN extends RpcNotes>(
  connection: MessageConnection,
  local: { readonly methods: LM; readonly notes: LN; readonly handlers: RpcHandlers<LM>; readonly noteHandlers: NoteHandlers<LN>; readonly onBad: () => void },
  remote: { readonly methods: RM; readonly notes: RN },
): RpcPeer<RM, RN> {
  for (const name of Object.keys(local.methods)) {
    connection.onRequest(name, async (raw: unknown): Promise<Result<unknown>> => {
      const schema = local.methods[name];
      const params = schema?.params.safeParse(raw);
      if (params === undefined || !params.success) {
        local.onBad();
        return err("rpc/bad-params", { method: name.slice(0, 60) });
      }
      const handler = local.handlers[name];
      return handler === undefined ? err("rpc/unknown-method") : await handler(params.data as never);
    });
  }
  connection.onRequest((): Result<never> => {
    local.onBad();
    return err("rpc/unknown-method");
  });
  for (const name of Object.keys(local.notes)) {
    connection.onNotification(name, (raw: unknown) => {
      const params = local.notes[name]?.safeParse(raw);
      if (params?.success === true) local.noteHandlers[name]?.(params.data as never);
      else local.onBad();
    });
  }
  connection.onNotification(() => local.onBad());
  let closed = false;
  // Not one promise to race against: it would keep a note of every request that was ever made.
  const waiting = new Set<(outcome: Result<never>) => void>();
  connection.onClose(() => {
    closed = true;
    for (const settle of [...waiting]) settle(err("rpc/closed"));
  });
  // Made once a method: zod compiles a schema at its first use.
  const replies = new Map<string, z.ZodType>();
  const replyOf = (method: string): z.ZodType | undefined => {
    const result = remote.methods[method]?.result;
    if (result !== undefined && !replies.has(method)) replies.set(method, resultSchema(result));
    return replies.get(method);
  };
  const ask = (method: string, params: unknown, limitMs: number): Promise<unknown> =>
    new Promise((resolve) => {
      const settle = (outcome: unknown): void => {
        clearTimeout(timer);
        waiting.delete(settle);
        resolve(outcome);
      };
      const timer = setTimeout(() => settle(err("rpc/timed-out", { method })), limitMs);
      waiting.add(settle);
      // A connection that was disposed of throws at once.
      const send = async (): Promise<unknown> => await connection.sendRequest(method, params);
      send().then(settle, () => settle(err("rpc/closed")));
    });
  return {
    async request(method, params, limitMs = RPC_LIMIT_MS) {
      const schema = replyOf(method);
      if (closed || schema === undefined) return err("rpc/closed");
      const reply = schema.safeParse(await ask(method, params, limitMs));
      return reply.success ? (reply.data as Result<never>) : err("rpc/bad-reply", { method });
    },
    notify(note, params) {
      const send = async (): Promise<void> => await connection.sendNotification(note, params);
      if (!closed) send().catch(() => undefined);
    },
  };
}
