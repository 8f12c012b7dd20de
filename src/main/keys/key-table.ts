/** A key of a hardware keyboard, as `before-input-event` gives it. */
export interface KeyPress {
  /** UI Events `key`: a character, or a name such as "F5". */
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

/**
 * `pass`: the page may have it. `print`: our own print flow. `refuse`: it does nothing, and is counted.
 * What is not on this table is refused: browsers and desktops invent shortcuts, citizens write.
 */
export type KeyJudgement = "pass" | "print" | "refuse";

/** Keys that write, or move within what is written and over the page. */
const plainKeys = new Set([
  "Backspace", "Delete", "Enter", "Tab", "Escape", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown",
]);
/** Keys that do nothing by themselves: for other levels of the keyboard, dead keys, input methods. */
const silentKeys = new Set(["Shift", "CapsLock", "NumLock", "AltGraph", "Dead", "Compose", "Process", "Unidentified", "Control"]);
/** With Control: copy, cut, paste, all, undo, redo. Only in text, and only what a person of 1990 knows. */
const editingKeys = new Set(["c", "x", "v", "a", "z", "y"]);
/** With Shift beside characters: selecting, and going back a field. */
const shiftedKeys = new Set(["Tab", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Backspace", "Enter", "Delete"]);

export function judgeKey({ key, control, alt, meta, shift }: KeyPress): KeyJudgement {
  if (alt || meta) return "refuse";
  if (silentKeys.has(key)) return "pass";
  if (control) {
    const letter = key.toLowerCase();
    if (shift) return "refuse";
    return letter === "p" ? "print" : editingKeys.has(letter) ? "pass" : "refuse";
  }
  if (isCharacter(key)) return "pass";
  if (!plainKeys.has(key)) return "refuse";
  return !shift || shiftedKeys.has(key) || key === "Escape" ? "pass" : "refuse";
}

/** One visible character or a space: what writes itself. Function keys and all other names are longer. */
export function isCharacter(key: string): boolean {
  return Array.from(key).length === 1 && !/^\p{Cc}$/u.test(key);
}
