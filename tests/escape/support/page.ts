import { z } from "zod";
import { until } from "../../support/until.ts";

/**
 * One page, frame or worker of a shell by Chromium's debugging protocol, attached to nothing else. Not Playwright here: it
 * stops each new frame of another site until it has looked at it, and so does the shell's own agent; two of that kind hold
 * such a page up for ever. It also throws out of nowhere when a page that it was told of is gone; here whoever asks is told.
 */
export interface Page {
  /** The value of a function in the page's own world; throws what the page throws, and when the page is gone or silent. */
  evaluate<A extends readonly unknown[], T>(run: (...values: A) => T, ...values: A): Promise<Awaited<T>>;
  /** The same for source text, with the rights of a touch where `gesture` says so. */
  run(expression: string, gesture?: boolean): Promise<unknown>;
  /** A trusted touch of the mouse on the middle of the first such element, scrolled into sight. */
  click(selector: string): Promise<void>;
  text(selector: string): Promise<string>;
  value(selector: string): Promise<string>;
  url(): Promise<string>;
  send(method: string, params?: object): Promise<unknown>;
  isOpen(): boolean;
  close(): void;
}

const answerSchema = z.object({ id: z.int(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string(), exception: z.object({ description: z.string().optional(), value: z.unknown().optional() }).optional() }).optional(),
});
const boxSchema = z.object({ x: z.number(), y: z.number() });
/** A page in the middle of a navigation forgets questions, and one that loops hears none. */
const ANSWER_MS = 5_000;
/** V8's answer while a page has no document yet, or is between two. */
const noDocument = "Cannot find default execution context";

export async function openPage(debuggerUrl: string): Promise<Page> {
  const socket = new WebSocket(debuggerUrl);
  const waiting = new Map<number, (answer: z.infer<typeof answerSchema>) => void>();
  let last = 0;
  const opened = new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    for (const end of ["error", "close"]) socket.addEventListener(end, () => reject(new Error("the page is gone")));
  });
  socket.addEventListener("message", ({ data }) => {
    const answer = answerSchema.safeParse(JSON.parse(String(data)));
    if (answer.success) settle(answer.data);
  });
  socket.addEventListener("close", () => {
    for (const id of [...waiting.keys()]) settle({ id, error: { message: "the page is gone" } });
  });
  function settle(answer: z.infer<typeof answerSchema>): void {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  }
  await opened;

  const send: Page["send"] = (method, params = {}) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Error("the page is gone"));
      const id = ++last;
      const timer = setTimeout(() => {
        settle({ id, error: { message: `the page does not answer ${method}` } });
        // To a debugger that saw a page die it stays dead; whoever asks next connects anew.
        socket.close();
      }, ANSWER_MS);
      waiting.set(id, ({ result, error }) => {
        clearTimeout(timer);
        if (error === undefined) resolve(result);
        else reject(new Error(error.message));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  const run: Page["run"] = async (expression, gesture = true) => {
    const raw = await until(
      () => send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, userGesture: gesture }).catch((problem: unknown) => {
        if (problem instanceof Error && problem.message.includes(noDocument)) return null;
        throw problem;
      }),
      "a document in the page",
    );
    const { result, exceptionDetails } = evaluatedSchema.parse(raw);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? `${exceptionDetails.text} ${String(exceptionDetails.exception?.value)}`);
    return result.value;
  };
  const evaluate = async <A extends readonly unknown[], T>(what: (...values: A) => T, ...values: A): Promise<Awaited<T>> =>
    // What the page gives is of the function's own type, or the function is at fault.
    (await run(`(${what.toString()})(${values.map((value) => JSON.stringify(value)).join(", ")})`)) as Awaited<T>;

  return {
    evaluate,
    run,
    send,
    async click(selector) {
      const { x, y } = boxSchema.parse(await until(() => evaluate(standing, selector), `${selector} to stand still, with nothing over it`));
      const touch = { x, y, button: "left", clickCount: 1 };
      await send("Input.dispatchMouseEvent", { type: "mousePressed", ...touch });
      // What a touch sets off may take the page away before it has answered.
      await send("Input.dispatchMouseEvent", { type: "mouseReleased", ...touch }).catch(() => undefined);
    },
    text: (selector) => evaluate((what) => document.querySelector<HTMLElement>(what)?.innerText ?? "", selector),
    value: (selector) => evaluate((what) => document.querySelector<HTMLInputElement>(what)?.value ?? "", selector),
    url: () => evaluate(() => location.href),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  };
}

/** Runs in the page: the middle of the first such element, once two frames have been painted without moving it; else null. */
async function standing(selector: string): Promise<{ x: number; y: number } | null> {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`there is no ${selector}`);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const before = element.getBoundingClientRect();
  // Chromium drops the touches of a page that has not been painted.
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const after = element.getBoundingClientRect();
  const [x, y] = [after.x + after.width / 2, after.y + after.height / 2];
  const top = document.elementFromPoint(x, y);
  const still = before.x === after.x && before.y === after.y && after.width > 0;
  return still && top !== null && (element.contains(top) || top.contains(element)) ? { x, y } : null;
}
