import { z } from "zod";
import { until } from "./until.ts";

/**
 * A page of a shell, by its debugger, one command after the other. Not Playwright: connected to this runtime it holds up every
 * frame of another site and never lets it go, so that pages with such frames never finish loading.
 */
export interface Inspector {
  /** The value of an expression; a promise is waited for. Throws what the page throws. */
  evaluate(expression: string): Promise<unknown>;
  /** A trusted touch of the mouse on the middle of an element. */
  click(selector: string): Promise<void>;
  send(method: string, params?: object): Promise<unknown>;
  url(): Promise<string>;
  close(): void;
}

const targetSchema = z.object({ id: z.string(), type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() });
const answerSchema = z.object({ id: z.int(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const contextSchema = z.object({ method: z.literal("Runtime.executionContextCreated"), params: z.object({ context: z.object({ auxData: z.object({ isDefault: z.boolean() }) }) }) });
/** V8's answer while a page has no document yet, or is between two. */
const noContext = "Cannot find default execution context";
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() }).optional(),
});

export async function pagesAt(port: number): Promise<string[]> {
  return (await targets(port)).filter(({ type }) => type === "page").map(({ url }) => url);
}

export async function closeTarget(port: number, fits: (url: string) => boolean): Promise<void> {
  const target = (await targets(port)).find(({ url }) => fits(url));
  await fetch(`http://127.0.0.1:${port}/json/close/${target?.id ?? ""}`);
}

async function targets(port: number) {
  return z.array(targetSchema).parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
}

/** Connects to the page whose address fits; waits until there is one. */
export async function inspect(port: number, fits: (url: string) => boolean, wanted: "page" | "iframe" = "page"): Promise<Inspector> {
  const target = await until(async () => (await targets(port)).find(({ type, url }) => type === wanted && fits(url)));
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the debugger does not answer")));
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const forContext = new Set<() => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const said: unknown = JSON.parse(String(data));
    if (contextSchema.safeParse(said).data?.params.context.auxData.isDefault === true) {
      for (const go of forContext) go();
      forContext.clear();
    }
    const answer = answerSchema.safeParse(said);
    if (!answer.success) return;
    const asked = waiting.get(answer.data.id);
    waiting.delete(answer.data.id);
    if (answer.data.error !== undefined) asked?.reject(new Error(answer.data.error.message));
    else asked?.resolve(answer.data.result);
  });
  socket.addEventListener("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the page is gone"));
    waiting.clear();
  });
  const send: Inspector["send"] = (method, params = {}) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Error("the page is gone"));
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  const ask = async (expression: string): Promise<unknown> => {
    const context = new Promise<void>((resolve) => forContext.add(resolve));
    try {
      return await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    } catch (problem) {
      if (!(problem instanceof Error && problem.message.includes(noContext))) throw problem;
      await send("Runtime.enable");
      await context;
      return await ask(expression);
    }
  };
  const evaluate: Inspector["evaluate"] = async (expression) => {
    const answer = evaluatedSchema.parse(await ask(expression));
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };
  return {
    evaluate,
    send,
    async click(selector) {
      const middle = z.tuple([z.number(), z.number()]).parse(
        await evaluate(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView({ block: "center" }); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`),
      );
      const event = { x: middle[0], y: middle[1], button: "left", clickCount: 1 };
      await send("Input.dispatchMouseEvent", { type: "mousePressed", ...event });
      await send("Input.dispatchMouseEvent", { type: "mouseReleased", ...event });
    },
    url: async () => String(await evaluate("location.href")),
    close: () => socket.close(),
  };
}
