import type { WindowParams } from "../../contract/window-api.ts";

/** What a touched key does to a field: our own, or the focused one of the embedded page. */
export type Stroke = { readonly kind: "text"; readonly text: string } | { readonly kind: "erase" | "left" | "right" | "enter" };

type TypedKey = WindowParams<"web-type">["keys"][number];

/** The same stroke in the words of the embedded page. */
export function typedKey(stroke: Stroke): TypedKey {
  switch (stroke.kind) {
    case "text":
      return { kind: "text", text: stroke.text };
    case "erase":
      return { kind: "key", key: "Backspace" };
    case "left":
      return { kind: "key", key: "ArrowLeft" };
    case "right":
      return { kind: "key", key: "ArrowRight" };
    case "enter":
      return { kind: "key", key: "Enter" };
  }
}

/** Does a stroke to a field of our own screens, and tells React of it by the same event that a real key would cause. */
export function strokeField(field: HTMLInputElement, stroke: Stroke): void {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  switch (stroke.kind) {
    case "text":
      if (field.maxLength >= 0 && field.value.length - (end - start) + stroke.text.length > field.maxLength) return;
      return replace(field, stroke.text, start, end);
    case "erase":
      return replace(field, "", start === end ? previousLetter(field.value, start) : start, end);
    case "left":
      return field.setSelectionRange(previousLetter(field.value, start), previousLetter(field.value, start));
    case "right":
      return field.setSelectionRange(nextLetter(field.value, end), nextLetter(field.value, end));
    case "enter":
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      return;
  }
}

function replace(field: HTMLInputElement, text: string, start: number, end: number): void {
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: text === "" ? "deleteContentBackward" : "insertText", data: text === "" ? null : text }));
}

/** Where the letter before `at` begins; a letter outside the basic plane takes two places. */
function previousLetter(value: string, at: number): number {
  const letter = Array.from(value.slice(0, at)).at(-1);
  return at - (letter?.length ?? 0);
}

function nextLetter(value: string, at: number): number {
  const [letter] = value.slice(at);
  return at + (letter?.length ?? 0);
}
