import { z } from "zod";

/** The messages of the Chrome DevTools Protocol that we listen to: only what we use of them, checked like any foreign byte. */

export const bindingCalled = z.object({ name: z.string(), payload: z.string().max(4000), executionContextId: z.int() });
export const fileChooserOpened = z.object({ frameId: z.string(), mode: z.enum(["selectSingle", "selectMultiple"]), backendNodeId: z.int().optional() });
export const attachedToTarget = z.object({ sessionId: z.string(), targetInfo: z.object({ targetId: z.string() }) });
export const createdWorld = z.object({ executionContextId: z.int() });
export const detachedFromTarget = z.object({ sessionId: z.string() });
export const frameRequestedNavigation = z.object({ frameId: z.string(), url: z.string(), reason: z.string() });
export const describedNode = z.object({ node: z.object({ attributes: z.array(z.string()).optional() }) });
export const evaluated = z.object({ result: z.object({ value: z.unknown().optional() }) });

/** What the script in a page's isolated world reports. The page cannot call it; a broken renderer could. */
export const pageReport = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("activity") }),
  z.strictObject({
    kind: z.literal("field"),
    field: z
      .strictObject({ type: z.enum(["text", "email", "number", "telephone", "password", "search", "url"]), bottom: z.number().nullable() })
      .nullable(),
  }),
]);
export type PageReport = z.infer<typeof pageReport>;

/** The isolated world of our script, and the one function that it gets. No page sees either. */
export const worldName = "virtu";
export const reportBinding = "virtuReport";
