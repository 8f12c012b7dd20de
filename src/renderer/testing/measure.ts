import axe from "axe-core";

/** A rectangle that is touched: what it is, and what is wrong with it. */
export interface Flaw {
  readonly what: string;
  readonly flaw: string;
}

const leastSide = 64;
const leastGap = 16;
/** Half a pixel of rounding is no flaw. */
const slack = 0.6;

function name(element: Element): string {
  const words = (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim().slice(0, 40);
  return `${element.tagName.toLowerCase()}.${(element.getAttribute("class") ?? "").split(" ")[0] ?? ""} "${words}"`;
}

function visible(element: Element): boolean {
  const box = element.getBoundingClientRect();
  // Unseen inputs of radios and the like are one pixel that is clipped away.
  if (getComputedStyle(element).clipPath === "inset(50%)") return false;
  return box.width > 0 && box.height > 0 && element.closest("[inert]") === null && getComputedStyle(element).visibility !== "hidden" && !element.closest(".unseen");
}

/** The part of an element that shows through the boxes that clip it; null: none of it. */
function shownBox(element: Element): DOMRect | null {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (getComputedStyle(box).overflowY === "visible") continue;
    const clip = box.getBoundingClientRect();
    left = Math.max(left, clip.left);
    top = Math.max(top, clip.top);
    right = Math.min(right, clip.right);
    bottom = Math.min(bottom, clip.bottom);
  }
  return right - left < 1 || bottom - top < 1 ? null : new DOMRect(left, top, right - left, bottom - top);
}

/** What a finger touches: buttons, radios (their labels), fields (their rows). */
function targets(): readonly Element[] {
  return [...document.querySelectorAll("button, a[href], label.choice, label.review-page, .text-input-row")].filter(visible);
}

/** Everything touched is at least 64 × 64 px, with at least 16 px to the next (experience.md). */
function targetFlaws(): readonly Flaw[] {
  const boxes = targets().map((element) => ({ element, box: element.getBoundingClientRect() }));
  const small = boxes.filter(({ box }) => box.width < leastSide - slack || box.height < leastSide - slack)
    .map(({ element, box }) => ({ what: name(element), flaw: `${Math.round(box.width)} × ${Math.round(box.height)} px` }));
  // What has been scrolled out of its box cannot be touched.
  const shown = boxes.flatMap(({ element }) => {
    const box = shownBox(element);
    return box === null ? [] : [{ element, box }];
  });
  const near = shown.flatMap((one, index) => shown.slice(index + 1).flatMap((other) => {
    if (one.element.contains(other.element) || other.element.contains(one.element)) return [];
    const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
    const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
    const gap = Math.max(across, down);
    return gap < leastGap - slack ? [{ what: `${name(one.element)} and ${name(other.element)}`, flaw: `${Math.round(gap)} px apart` }] : [];
  }));
  return [...small, ...near];
}

/** Nothing scrolls or sticks out sideways, no words are cut, and what is touched lies within the window. */
function overflowFlaws(): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const { clientWidth, clientHeight } = document.documentElement;
  for (const element of document.querySelectorAll("#screens *")) {
    if (!visible(element) || element.closest("svg") !== null || element.closest(".button-busy, .progress-track, .web-bar-loading") !== null) continue;
    const style = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth + 1 && style.display !== "inline" && element.clientWidth > 0 && style.overflowX !== "visible") {
      flaws.push({ what: name(element), flaw: `${element.scrollWidth - element.clientWidth} px wider than its box` });
    }
    const box = element.getBoundingClientRect();
    if (box.left < -1 || box.right > clientWidth + 1) flaws.push({ what: name(element), flaw: "sticks out of the window sideways" });
  }
  for (const element of targets()) {
    const box = element.getBoundingClientRect();
    const inScroller = element.closest(".scroll-pages-box") !== null;
    const shown = shownBox(element);
    if (!inScroller && (shown === null || shown.height < box.height - 1 || shown.width < box.width - 1 || box.bottom > clientHeight + 1 || box.top < -1)) {
      flaws.push({ what: name(element), flaw: "is cut off" });
    }
  }
  for (const words of document.querySelectorAll(".button-words, .tile-title, .tile-note, h1, h2, .choice-title")) {
    if (!visible(words)) continue;
    const holder = words.closest("button, label") ?? words.parentElement;
    if (holder === null) continue;
    const outer = holder.getBoundingClientRect();
    const inner = words.getBoundingClientRect();
    if (words.scrollWidth > words.clientWidth + 1 && words.clientWidth > 0) flaws.push({ what: name(words), flaw: "words are wider than their place" });
    if (inner.right > outer.right + 1 || inner.left < outer.left - 1 || inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1) flaws.push({ what: name(words), flaw: "words stick out of their button" });
  }
  return flaws;
}

/** Text under 24 px (experience.md: body text ≥ 24 px). */
function textFlaws(): readonly Flaw[] {
  return [...document.querySelectorAll("#screens *")].flatMap((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    if (!own || !visible(element)) return [];
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    return size < 24 - 0.01 ? [{ what: name(element), flaw: `${size} px` }] : [];
  });
}

/** Everything that can be told without axe-core. */
export function layoutFlaws(): readonly Flaw[] {
  return [...targetFlaws(), ...overflowFlaws(), ...textFlaws()];
}

/** axe-core's findings, WCAG 2.2 AA and AAA contrast included, one line each. */
export async function axeFlaws(): Promise<readonly Flaw[]> {
  const result = await axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    resultTypes: ["violations"],
  });
  return result.violations.flatMap((violation) => violation.nodes.map((node) => ({ what: `${violation.id}: ${node.target.join(" ")}`, flaw: `${violation.help}. ${node.failureSummary ?? ""}`.replace(/\s+/g, " ").slice(0, 400) })));
}
