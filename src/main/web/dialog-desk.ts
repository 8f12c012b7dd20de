import type { WebState } from "../../contract/shell-window.ts";
import type { Timers } from "../timers.ts";

type Dialog = NonNullable<WebState["dialog"]>;
export type DialogKind = Dialog["kind"];

export interface DialogAnswer {
  readonly accept: boolean;
  readonly text: string | null;
}

const noAnswer: DialogAnswer = { accept: false, text: null };

/** Frames of one page may ask at the same time; more than this many wait for nobody. */
const MAX_WAITING = 4;
/** A page that asks this often within a minute has nothing left to ask. */
const MAX_PER_MINUTE = 12;
const MINUTE_MS = 60_000;

/**
 * The dialogs of an embedded page, one after the other, in our own style. No page can trap a person with them: from the second
 * one on she may silence the page, and a flood is silenced without her.
 */
export interface DialogDesk {
  /** Answers "no" at once when the page is silenced or out of sight. */
  readonly ask: (kind: DialogKind, message: string, defaultText: string) => Promise<DialogAnswer>;
  /** False for a dialog that is not open (any more). */
  answer(id: number, answer: DialogAnswer, silence: boolean): boolean;
  current(): Dialog | null;
  /** Whether there is somebody who sees a dialog. Hiding answers all that wait with "no". */
  setSeen(seen: boolean): void;
  /** Another document: it may ask again. */
  pageChanged(): void;
}

export function createDialogDesk(parts: { readonly timers: Timers; readonly onChange: () => void; readonly onFlood: () => void }): DialogDesk {
  let waiting: { readonly dialog: Dialog; readonly settle: (answer: DialogAnswer) => void }[] = [];
  let askedAt: number[] = [];
  let silenced = false;
  let seen = false;
  let last = 0;
  let onPage = 0;

  const dropAll = () => {
    const dropped = waiting;
    waiting = [];
    for (const { settle } of dropped) settle(noAnswer);
    if (dropped.length > 0) parts.onChange();
  };

  return {
    ask(kind, message, defaultText) {
      const now = parts.timers.now();
      askedAt = [...askedAt.filter((at) => now - at < MINUTE_MS), now];
      if (askedAt.length > MAX_PER_MINUTE && kind !== "leave") silenced = true;
      if ((silenced && kind !== "leave") || waiting.length >= MAX_WAITING) {
        parts.onFlood();
        return Promise.resolve(noAnswer);
      }
      if (!seen) return Promise.resolve(noAnswer);
      return new Promise((settle) => {
        onPage += 1;
        waiting.push({ settle, dialog: { id: ++last, kind, message: message.slice(0, 2000), defaultText: defaultText.slice(0, 500), canSilence: onPage > 1 && kind !== "leave" } });
        parts.onChange();
      });
    },
    answer(id, answer, silence) {
      const [open] = waiting;
      if (open?.dialog.id !== id) return false;
      waiting = waiting.slice(1);
      open.settle(answer);
      if (silence) {
        silenced = true;
        dropAll();
      }
      parts.onChange();
      return true;
    },
    current: () => waiting[0]?.dialog ?? null,
    setSeen(now) {
      seen = now;
      if (!seen) dropAll();
    },
    pageChanged() {
      silenced = false;
      onPage = 0;
      askedAt = [];
      dropAll();
    },
  };
}
