import type { z } from "zod";
import type { typedKeySchema } from "../../../contract/shell-window.ts";

export type TypedKey = z.infer<typeof typedKeySchema>;

/** One command of the debugging protocol. */
export interface Command {
  readonly method: "Input.dispatchKeyEvent" | "Input.insertText";
  readonly params: Readonly<Record<string, string | number>>;
}

type NamedKey = Extract<TypedKey, { kind: "key" }>["key"];

/** Windows virtual key codes, which is what pages see as `keyCode` (UI Events, appendix on legacy key attributes). */
const namedKeys: Readonly<Record<NamedKey, { readonly code: number; readonly text?: string }>> = {
  Backspace: { code: 8 },
  Tab: { code: 9 },
  Enter: { code: 13, text: "\r" },
  ArrowLeft: { code: 37 },
  ArrowRight: { code: 39 },
};

/**
 * A key of our keyboard as a page expects it: down, the character, up. Fields that jump on by themselves listen to exactly that.
 * Anything that is more than one character has no key, and is inserted as an input method would.
 */
export function commandsFor(key: TypedKey): readonly Command[] {
  if (key.kind === "key") {
    const { code, text } = namedKeys[key.key];
    const event = { key: key.key, code: key.key, windowsVirtualKeyCode: code };
    return [keyEvent(text === undefined ? { type: "rawKeyDown", ...event } : { type: "keyDown", text, ...event }), keyEvent({ type: "keyUp", ...event })];
  }
  if (Array.from(key.text).length !== 1) return [insertion(key.text)];
  const event = { key: key.text, windowsVirtualKeyCode: virtualKeyOf(key.text) };
  return [keyEvent({ type: "keyDown", text: key.text, unmodifiedText: key.text, ...event }), keyEvent({ type: "keyUp", ...event })];
}

export const insertion = (text: string): Command => ({ method: "Input.insertText", params: { text } });

const keyEvent = (params: Command["params"]): Command => ({ method: "Input.dispatchKeyEvent", params });

/** Letters and digits have their own; for others pages look at `key`. */
function virtualKeyOf(character: string): number {
  const upper = character.toUpperCase();
  return /^[A-Z0-9 ]$/.test(upper) ? upper.charCodeAt(0) : 0;
}
