import { useCallback, useEffect, useRef, useState } from "react";
import { useScreens, useStore } from "../app/screen-context.tsx";
import type { KeyboardKind } from "../components/text-input.tsx";

/** Whose field our keyboard types into. */
export type KeyboardTarget = { readonly where: "screen"; readonly field: HTMLInputElement; readonly kind: KeyboardKind } | { readonly where: "web"; readonly kind: KeyboardKind };

export interface KeyboardControl {
  /** null: no field has the focus. */
  readonly target: KeyboardTarget | null;
  /** False while a hardware keyboard is used or the person touched Done. */
  readonly shown: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

const kinds: ReadonlySet<string> = new Set(["text", "email", "number", "telephone", "password", "search", "url"] satisfies KeyboardKind[]);

function kindOf(field: HTMLInputElement): KeyboardKind {
  const kind = field.dataset["keyboard"] ?? "text";
  return kinds.has(kind) ? (kind as KeyboardKind) : "text";
}

function typedInto(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && (target.type === "text" || target.type === "password") ? target : null;
}

/**
 * Follows the focus: a field of our screens, or `WebState.textField`. `covered` is true while a question of ours lies
 * over the embedded page: then its field is out of reach.
 */
export function useKeyboard(covered: boolean): KeyboardControl {
  const store = useStore();
  const { web } = useScreens();
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const [hidden, setHidden] = useState(false);
  const webKind = web.textField?.kind ?? null;

  useEffect(() => {
    const focused = (event: FocusEvent) => setField(typedInto(event.target));
    const left = () => setField(null);
    const touched = (event: PointerEvent) => {
      if (typedInto(event.target) !== null) setHidden(false);
    };
    document.addEventListener("focusin", focused);
    document.addEventListener("focusout", left);
    document.addEventListener("pointerdown", touched);
    setField(typedInto(document.activeElement));
    return () => {
      document.removeEventListener("focusin", focused);
      document.removeEventListener("focusout", left);
      document.removeEventListener("pointerdown", touched);
    };
  }, []);
  useEffect(() => store.onHardwareKey(() => setHidden(true)), [store]);
  // A field that has just got the focus asks for keys again; the one that the person closed the keyboard for does not.
  useEffect(() => setHidden(false), [field, webKind]);

  const wanted: KeyboardTarget | null = field !== null
    ? { where: "screen", field, kind: kindOf(field) }
    : webKind !== null && !covered ? { where: "web", kind: webKind } : null;
  const target = useHeldWhileTouching(wanted);
  return {
    target,
    shown: target !== null && !hidden,
    open: useCallback(() => setHidden(false), []),
    close: useCallback(() => {
      setHidden(true);
      typedInto(document.activeElement)?.blur();
    }, []),
  };
}

/** On a touch screen the click comes a moment after the pointer is up, ms. */
const touchEnds = 50;

/**
 * A touch of a button takes the focus from the field before the finger is lifted. If the keyboard went away at that moment
 * the button would move from under the finger, so the keyboard stays until the touch is over.
 */
function useHeldWhileTouching(target: KeyboardTarget | null): KeyboardTarget | null {
  const [touching, setTouching] = useState(false);
  const last = useRef(target);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const down = () => {
      clearTimeout(timer);
      // Only where there is a keyboard to hold: every other touch draws nothing anew here.
      if (last.current !== null) setTouching(true);
    };
    const up = () => {
      timer = setTimeout(() => setTouching(false), touchEnds);
    };
    const events = [["pointerdown", down], ["pointerup", up], ["pointercancel", up]] as const;
    for (const [name, listener] of events) window.addEventListener(name, listener, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of events) window.removeEventListener(name, listener, { capture: true });
    };
  }, []);
  const shown = touching && target === null ? last.current : target;
  useEffect(() => {
    last.current = shown;
  });
  return shown;
}
