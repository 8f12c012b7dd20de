// Runs in an isolated world of every frame of an embedded page: the page sees neither this script nor its one function.
// It tells which text field has the focus and that somebody is there, helps to fill a field, and lets nothing be dragged.

declare function virtuReport(payload: string): void;
declare global {
  var virtuField: { selectAll(): boolean; reveal(): boolean } | undefined;
}

type FieldType = "text" | "email" | "number" | "telephone" | "password" | "search" | "url";

const byType: Readonly<Record<string, FieldType>> = {
  text: "text", email: "email", number: "number", tel: "telephone", password: "password", search: "search", url: "url",
};
const byInputMode: Readonly<Record<string, FieldType>> = {
  numeric: "number", decimal: "number", tel: "telephone", email: "email", url: "url", search: "search",
};

/** One message a second is enough to know that somebody is there. */
const ACTIVITY_MS = 1_000;

function fieldType(element: Element): FieldType | null {
  if (element instanceof HTMLInputElement) {
    const type = byType[element.type];
    if (type === undefined || element.readOnly || element.disabled) return null;
    return type === "text" ? (byInputMode[element.inputMode] ?? "text") : type;
  }
  if (element instanceof HTMLTextAreaElement) return element.readOnly || element.disabled ? null : "text";
  return element instanceof HTMLElement && element.isContentEditable ? "text" : null;
}

function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
  return element;
}

let told = "null";
function tell(): void {
  const element = focused();
  const type = element === null ? null : fieldType(element);
  // Where a frame lies in the page, the frame does not know.
  const field = element === null || type === null ? null : { type, bottom: window === window.top ? Math.round(element.getBoundingClientRect().bottom) : null };
  const message = JSON.stringify(field);
  if (message === told) return;
  told = message;
  virtuReport(JSON.stringify({ kind: "field", field }));
}

let activeAt = Number.NEGATIVE_INFINITY;
function active(event: Event): void {
  if (!event.isTrusted || event.timeStamp - activeAt < ACTIVITY_MS) return;
  activeAt = event.timeStamp;
  virtuReport(JSON.stringify({ kind: "activity" }));
}

for (const type of ["pointerdown", "touchstart", "wheel", "keydown"]) addEventListener(type, active, { capture: true, passive: true });
addEventListener("focusin", tell, true);
// The next field gets the focus a moment later: what is between the two is of no interest.
addEventListener("focusout", () => setTimeout(tell), true);
addEventListener("resize", tell);
addEventListener("scroll", tell, { capture: true, passive: true });
// Chromium draws what is dragged in a window of its own, over everything of ours.
addEventListener("dragstart", (event) => event.preventDefault(), true);

globalThis.virtuField = {
  selectAll() {
    const element = focused();
    if (element === null || fieldType(element) === null) return false;
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select();
    else getSelection()?.selectAllChildren(element);
    return true;
  },
  reveal() {
    const element = focused();
    element?.scrollIntoView({ block: "center", inline: "nearest" });
    tell();
    return element !== null;
  },
};

// In a frame of another site this comes when the page may be in use already.
tell();

export {};
