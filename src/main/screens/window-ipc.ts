import type { Refusal } from "../../contract/refusals.ts";
import { err, type Result } from "../../contract/result.ts";
import { windowMethods, type WindowMethod } from "../../contract/shell-window.ts";
import type { WindowAnswer, WindowParams } from "../../contract/window-api.ts";

export type WindowHandlers = { readonly [M in WindowMethod]: (params: WindowParams<M>) => Promise<Result<WindowAnswer<M>>> };

/**
 * Answers what a window asks: only our own frame is heard, only known methods with parameters of their shape are carried out.
 * Everything else gets a coded error and is counted, and reaches no handler.
 */
export function createWindowDispatcher<Event>(parts: {
  readonly handlers: WindowHandlers;
  /** Whether the message comes from the main frame of our own window, with our own page in it. */
  readonly isOurs: (event: Event) => boolean;
  readonly refuse: (refusal: Refusal) => void;
}): (event: Event, method: unknown, params: unknown) => Promise<Result<unknown>> {
  return async (event, method, params) => {
    if (!parts.isOurs(event)) {
      parts.refuse("foreign-ipc");
      return err("window/foreign");
    }
    if (typeof method !== "string" || !Object.hasOwn(windowMethods, method)) {
      parts.refuse("bad-ipc");
      return err("window/unknown-method");
    }
    const name = method as WindowMethod;
    const checked = windowMethods[name].params.safeParse(params);
    if (!checked.success) {
      parts.refuse("bad-ipc");
      return err("window/bad-params", { method: name });
    }
    return await parts.handlers[name](checked.data as never);
  };
}
