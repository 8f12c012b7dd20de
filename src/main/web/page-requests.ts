import type { Session } from "electron";
import { z } from "zod";
import type { FrameContent } from "./files/frame-print.ts";
import type { DialogAnswer, DialogKind } from "./dialog-desk.ts";
import { pageScheme } from "./page-scheme.ts";

const dialogRequest = z.object({ kind: z.enum(["alert", "confirm", "prompt"]), message: z.string().max(2000), defaultText: z.string().max(500) });
const printRequest = z.object({ html: z.string().min(1).max(1_500_000), base: z.string().max(4_000) });
/** The two texts, as JSON, with room for escapes. */
const MAX_BODY_CHARACTERS = 20_000;

const headers = { "access-control-allow-origin": "*", "content-type": "application/json", "cache-control": "no-store" };
const answered = (answer: DialogAnswer) => new Response(JSON.stringify(answer), { headers });

export function servePageRequests(
  session: Session,
  parts: { readonly dialog: (kind: DialogKind, message: string, defaultText: string) => Promise<DialogAnswer>; readonly print: (frame: FrameContent | null) => void },
): void {
  session.protocol.handle(pageScheme, async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 404, headers });
    const text = await request.text();
    if (request.url === `${pageScheme}://ask/print`) {
      const frame = printRequest.safeParse(parseJson(text));
      parts.print(frame.success ? frame.data : null);
      return answered({ accept: true, text: null });
    }
    const body = dialogRequest.safeParse(text.length > MAX_BODY_CHARACTERS ? undefined : parseJson(text));
    if (request.url !== `${pageScheme}://ask/dialog` || !body.success) return new Response(null, { status: 404, headers });
    const { kind, message, defaultText } = body.data;
    return answered(await parts.dialog(kind, message, defaultText));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
