import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A hardware keyboard and a mouse at the booth: X events, as a person's would be, past every debugger. */
export interface Hands {
  /** Keysyms or chords of xdotool, one after the other: `a`, `alt+F4`, `ctrl+shift+i`. `gapMs`: between two of them. */
  keys(keys: readonly string[], gapMs?: number): Promise<void>;
  type(text: string): Promise<void>;
  move(x: number, y: number): Promise<void>;
  click(x: number, y: number, button?: 1 | 2 | 3): Promise<void>;
  /** Holds the button down for so long. */
  press(x: number, y: number, ms: number): Promise<void>;
  drag(from: readonly [number, number], to: readonly [number, number]): Promise<void>;
}

/** xdotool's own pauses are milliseconds; this is for a machine that is busy with other things. */
const LIMIT_MS = 60_000;
/** Enough steps that it is a drag and no jump. */
const DRAG_STEPS = 12;

const run = promisify(execFile);

export function handsAt(display: string): Hands {
  const xdotool = async (...args: readonly (string | number)[]): Promise<void> => {
    await run("xdotool", args.map(String), { env: { ...process.env, DISPLAY: display }, timeout: LIMIT_MS });
  };
  return {
    keys: (keys, gapMs = 12) => xdotool("key", "--delay", gapMs, ...keys),
    type: (text) => xdotool("type", "--delay", 12, text),
    move: (x, y) => xdotool("mousemove", x, y),
    click: (x, y, button = 1) => xdotool("mousemove", x, y, "click", button),
    press: (x, y, ms) => xdotool("mousemove", x, y, "mousedown", 1, "sleep", ms / 1000, "mouseup", 1),
    drag: ([fromX, fromY], [toX, toY]) => {
      const steps = Array.from({ length: DRAG_STEPS }, (_, i) => (i + 1) / DRAG_STEPS).flatMap((part) => ["mousemove", Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part), "sleep", 0.01]);
      return xdotool("mousemove", fromX, fromY, "mousedown", 1, ...steps, "mouseup", 1);
    },
  };
}
