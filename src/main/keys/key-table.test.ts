import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCharacter, judgeKey, type KeyPress } from "./key-table.ts";

/** "ctrl+shift+i" as the press that it is. */
function press(text: string): KeyPress {
  const parts = text.split("+");
  const key = parts.at(-1) ?? "";
  return { key, control: parts.includes("ctrl"), alt: parts.includes("alt"), meta: parts.includes("super"), shift: parts.includes("shift") };
}

describe("the key table", () => {
  // K01-K20 of the catalogue, one row a key.
  it.each([
    "alt+F4", "ctrl+w", "ctrl+F4", "ctrl+q", "F11", "ctrl+shift+I", "ctrl+shift+J", "ctrl+shift+C", "F12", "ctrl+r", "ctrl+R", "F5", "ctrl+F5", "shift+F5", "ctrl+n", "ctrl+t", "ctrl+shift+N",
    "ctrl+o", "ctrl+u", "ctrl+l", "alt+d", "F6", "ctrl+h", "ctrl+j", "ctrl+d", "ctrl+f", "ctrl+g", "alt+Alt", "F10", "shift+F10", "ContextMenu", "super+Meta", "alt+Tab", "alt+ ", "ctrl+alt+F1",
    "ctrl+alt+Backspace", "F1", "F3", "F7", "ctrl++", "ctrl+-", "ctrl+0", "ctrl+Tab", "ctrl+PageDown", "alt+ArrowLeft", "alt+ArrowRight", "ctrl+s", "ctrl+shift+Delete", "ctrl+shift+P", "ctrl+shift+T",
    "ctrl+Enter", "alt+Enter", "ctrl+Backspace", "Insert", "shift+Insert", "ctrl+Insert", "BrowserBack", "BrowserHome", "MediaPlayPause", "AudioVolumeUp", "LaunchMail", "PrintScreen", "Pause", "ScrollLock",
    "Power", "Sleep", "Help", "shift+PageUp", "ctrl+ArrowLeft",
  ])("refuses %s", (text) => {
    expect(judgeKey(press(text))).toBe("refuse");
  });

  it.each(["a", "Ä", "shift+Ä", "ŋ", "ʹ", "@", "€", " ", "1", "Backspace", "Delete", "Enter", "Tab", "shift+Tab", "Escape", "ArrowUp", "shift+ArrowLeft", "Home", "shift+End", "PageDown", "Shift", "CapsLock", "AltGraph", "Dead", "Control", "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+a", "ctrl+z"])(
    "lets %s through",
    (text) => {
      expect(judgeKey(press(text))).toBe("pass");
    },
  );

  it("takes Ctrl+P for our own print, and nothing near it", () => {
    expect(judgeKey(press("ctrl+p"))).toBe("print");
    expect(judgeKey(press("ctrl+P"))).toBe("print");
    expect(judgeKey(press("ctrl+shift+P"))).toBe("refuse");
    expect(judgeKey(press("alt+p"))).toBe("refuse");
  });

  it("refuses every key with Alt or Super, and every name that it does not know", () => {
    fc.assert(fc.property(fc.string({ maxLength: 12 }), fc.boolean(), fc.boolean(), (key, control, shift) => {
      expect(judgeKey({ key, control, shift, alt: true, meta: false })).toBe("refuse");
      expect(judgeKey({ key, control, shift, alt: false, meta: true })).toBe("refuse");
      if (/^[A-Z][a-z]+[A-Z]\w*$/.test(key) && !["PageUp", "PageDown", "ArrowUp"].includes(key)) expect(judgeKey({ key, control: true, shift, alt: false, meta: false })).toBe("refuse");
    }));
  });

  it("knows a character from a name and from a control code", () => {
    expect(["a", "ǯ", "😀", " "].every(isCharacter)).toBe(true);
    expect(["F1", "", "\u0003", "\n", "Enter"].some(isCharacter)).toBe(false);
  });
});
