import { ok, type Result } from "../../contract/result.ts";
import type { WipeTarget } from "./target.ts";

export type ClearClipboards = () => Promise<Result<{ readonly clipboardBytes: number; readonly primaryBytes: number }>>;

/**
 * Linux has two clipboards, the second is what was marked last. The new shell empties both when the old one is dead, and
 * says what it reads back from them. One call serves both targets, a second one proves it.
 */
export function clipboardTargets(clear: ClearClipboards): readonly WipeTarget[] {
  let wiping: ReturnType<ClearClipboards> | undefined;
  let looking: ReturnType<ClearClipboards> | undefined;
  const target = (name: "clipboard" | "clipboard-primary", bytes: "clipboardBytes" | "primaryBytes"): WipeTarget => ({
    name,
    async wipe() {
      const cleared = await (wiping ??= clear());
      return cleared.ok ? ok({ removed: 0 }) : cleared;
    },
    async verify() {
      const read = await (looking ??= clear());
      return read.ok ? ok({ checked: 1, left: read.value[bytes] }) : read;
    },
  });
  return [target("clipboard", "clipboardBytes"), target("clipboard-primary", "primaryBytes")];
}
