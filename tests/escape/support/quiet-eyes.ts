import { once } from "node:events";
import { z } from "zod";
import type { BoothUnderTest } from "../../support/booth-under-test.ts";
import { until } from "../../support/until.ts";

/**
 * A look into one page by Chromium's debugging protocol that attaches to nothing else. Playwright stops each new frame of
 * another site until it has looked at it, and so does the shell's own agent: two of that kind hold such a page up for ever.
 */
export interface QuietEyes {
  /** The value of an expression in the page's own world; undefined where it throws or the page is on its way elsewhere. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string().optional() }));
const answerSchema = z.object({ id: z.int().optional(), result: z.object({ result: z.object({ value: z.unknown() }).optional() }).optional() });
/** A page in the middle of a navigation forgets questions. */
const ANSWER_MS = 3_000;

/** Looks into the page whose address begins so. */
export async function quietEyes(booth: BoothUnderTest, urlStart: string): Promise<QuietEyes> {
  const port = booth.state().shown?.devToolsPort;
  const address = await until(async () => {
    const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(5_000) })).json());
    return targets.find(({ type, url }) => type === "page" && url.startsWith(urlStart))?.webSocketDebuggerUrl ?? null;
  }, `a page at ${urlStart}`);
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map<number, (value: unknown) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = answerSchema.parse(JSON.parse(String(data)));
    if (id === undefined) return;
    waiting.get(id)?.(result?.result?.value);
    waiting.delete(id);
  });
  return {
    evaluate: (expression) =>
      new Promise((resolve) => {
        const id = ++last;
        const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
        waiting.set(id, (value) => {
          clearTimeout(timer);
          resolve(value);
        });
        socket.send(JSON.stringify({ id, method: "Runtime.evaluate", params: { expression, returnByValue: true, awaitPromise: true, userGesture: true } }));
      }),
    close: () => socket.close(),
  };
}
