import type { z } from "zod";
import { err, type Result } from "./result.ts";
import { resultSchema } from "./result-schema.ts";
import { windowMethods, windowPushSchema, type WindowMethod, type WindowPush } from "./shell-window.ts";

/** All that the preload puts on the screens' window, as `window.virtu`. The embedded page gets nothing of the kind. */
export interface WindowApi {
  /** One of {@link windowMethods}; main checks the parameters. The reply is the wire form of a Result. */
  invoke(method: string, params: unknown): Promise<unknown>;
  /** Calls back for every push of main; returns the function that ends it. */
  onPush(callback: (push: unknown) => void): () => void;
}

export type WindowParams<M extends WindowMethod> = z.output<(typeof windowMethods)[M]["params"]>;
export type WindowReply<M extends WindowMethod> = z.output<(typeof windowMethods)[M]["result"]>;

/** The same before it is read: what the main process hands over. */
export type WindowAnswer<M extends WindowMethod> = z.input<(typeof windowMethods)[M]["result"]>;

export interface WindowClient {
  /** Errors: `window/bad-params`, `window/bad-reply`, `window/foreign`, and whatever main or the session answers. */
  invoke<M extends WindowMethod>(method: M, params: WindowParams<M>): Promise<Result<WindowReply<M>>>;
  /** Only pushes that fit the schema come through. */
  onPush(callback: (push: WindowPush) => void): () => void;
}

/** The screens' end of the channel: typed, and checked on arrival. */
export function createWindowClient(api: WindowApi): WindowClient {
  // Made once a method: a schema is dear to make, and this is on the way of every touch.
  const replies = new Map<WindowMethod, z.ZodType>();
  const replyOf = (method: WindowMethod): z.ZodType => {
    const known = replies.get(method) ?? resultSchema(windowMethods[method].result);
    replies.set(method, known);
    return known;
  };
  return {
    async invoke(method, params) {
      const raw = await api.invoke(method, params).catch(() => undefined);
      const reply = replyOf(method).safeParse(raw);
      return reply.success ? (reply.data as Result<never>) : err("window/bad-reply", { method });
    },
    onPush(callback) {
      return api.onPush((raw) => {
        const push = windowPushSchema.safeParse(raw);
        if (push.success) callback(push.data);
      });
    },
  };
}
