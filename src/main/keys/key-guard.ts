import type { Input, WebContents } from "electron";
import type { Refusal } from "../../contract/refusals.ts";
import { isCharacter, judgeKey } from "./key-table.ts";
import type { WedgeDetector } from "./wedge.ts";

export interface KeyGuardParts {
  readonly refuse: (refusal: Refusal) => void;
  /** Ctrl+P: only an embedded page has something to print. null: refused. */
  readonly onPrint: (() => void) | null;
  /** A key that writes was pressed on a hardware keyboard. */
  readonly onHardwareKey: () => void;
  readonly onActivity: () => void;
  /** Listens for a bar-code reader; null: none is expected now. */
  readonly wedge: () => WedgeDetector | null;
}

/** Every key of a hardware keyboard comes by here before a window or an embedded page sees it; those of our own keyboard do not. */
export function guardKeys(contents: WebContents, parts: KeyGuardParts): void {
  contents.on("before-input-event", (event, input: Input) => {
    const down = input.type === "keyDown" || input.type === "rawKeyDown";
    if (down) parts.onActivity();
    const judgement = judgeKey(input);
    if (judgement !== "pass") {
      event.preventDefault();
      if (!down || input.isAutoRepeat) return;
      if (judgement === "print" && parts.onPrint !== null) parts.onPrint();
      else parts.refuse("key");
      return;
    }
    const wedge = parts.wedge();
    if (wedge !== null && !input.control) {
      const taken = down ? wedge.key(input.key) : isCharacter(input.key);
      if (taken) event.preventDefault();
      return;
    }
    if (down && isCharacter(input.key) && !input.control) parts.onHardwareKey();
  });
}
