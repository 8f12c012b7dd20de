import { z } from "zod";
import { resultSchema } from "../../src/contract/result-schema.ts";
import { windowMethods } from "../../src/contract/shell-window.ts";
import type { Snapshot } from "../../src/contract/snapshot.ts";
import type { BoothUnderTest } from "../support/booth-under-test.ts";

const targets = z.array(z.object({ url: z.string(), webSocketDebuggerUrl: z.url() }));
const answer = z.object({ result: z.object({ result: z.object({ value: resultSchema(windowMethods["screens-ready"].result) }) }) });

/** A renderer that is just being born answers nothing. */
const ANSWER_MS = 1_000;

/**
 * The snapshot of the shown shell by one question over Chromium's own protocol, or null while there are no screens to ask. A debugger that stays
 * connected while a renderer dies never sees the page again.
 */
export async function snapshotDirectly(booth: BoothUnderTest): Promise<Snapshot | null> {
  try {
    const port = booth.state().shown?.devToolsPort;
    if (port == null) return null;
    const list = targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(ANSWER_MS) })).json());
    const screens = list.find(({ url }) => url.startsWith("virtu://"));
    if (screens === undefined) return null;
    const reply = answer.parse(JSON.parse(await ask(screens.webSocketDebuggerUrl)));
    return reply.result.result.value.ok ? reply.result.result.value.value.snapshot : null;
  } catch {
    return null;
  }
}

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error("no answer"));
    }, ANSWER_MS);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression: `window.virtu.invoke("screens-ready", {})`, awaitPromise: true, returnByValue: true } }));
    });
    socket.addEventListener("message", ({ data }) => {
      clearTimeout(timer);
      socket.close();
      resolve(String(data));
    });
    socket.addEventListener("error", () => reject(new Error("no connection")));
  });
}
