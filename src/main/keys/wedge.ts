import type { Timers } from "../timers.ts";
import { isCharacter } from "./key-table.ts";

/** A reader sends its characters 1 to 100 ms apart (Zebra the slowest); a person's fastest keys are further apart on average. */
const MAX_GAP_MS = 150;
const MAX_AVERAGE_GAP_MS = 105;
/** 54 digits at 100 ms are 5.4 s: what takes longer than this is no code. */
const MAX_WHOLE_MS = 8_000;
/** Shorter is a word that somebody typed, unless it begins with a symbology identifier (ISO/IEC 15424: "]C0"). */
const MIN_CHARACTERS = 20;
const MAX_CHARACTERS = 1024;

/**
 * Tells a bar-code reader that plays keyboard from a person. Lenient on time, strict on length: the session checks the content.
 * Only asked while the bill screen waits, where no field is: all its characters are held back from the page.
 */
export interface WedgeDetector {
  /** Takes a key; true: it belongs to a code, or may, and must not reach the page. */
  key(key: string): boolean;
  /** Forgets what has come so far. */
  reset(): void;
}

export function createWedgeDetector(timers: Timers, onText: (text: string) => void): WedgeDetector {
  let text = "";
  let firstAt = 0;
  let lastAt = 0;
  let stop: (() => void) | undefined;

  const reset = () => {
    stop?.();
    stop = undefined;
    text = "";
  };
  const finish = (): boolean => {
    const found = text;
    const average = found.length < 2 ? 0 : (lastAt - firstAt) / (found.length - 1);
    const isCode = (found.length >= MIN_CHARACTERS || (found.startsWith("]") && found.length > 3)) && average <= MAX_AVERAGE_GAP_MS && lastAt - firstAt <= MAX_WHOLE_MS;
    reset();
    if (isCode) onText(found);
    return isCode;
  };

  return {
    reset,
    key(key) {
      const now = timers.now();
      // The keys of the layout's levels come in between.
      if (key === "Shift" || key === "AltGraph" || key === "CapsLock") return text !== "";
      if (key === "Enter" || key === "Tab") return text !== "" && finish();
      if (!isCharacter(key)) {
        reset();
        return false;
      }
      if (text === "") firstAt = now;
      lastAt = now;
      if (text.length < MAX_CHARACTERS) text += key;
      stop?.();
      // Some readers are set up without a suffix.
      stop = timers.after(MAX_GAP_MS, () => void finish());
      return true;
    },
  };
}
