/** What is read of a screen at most, letters; the contract's limit for `say` is 4000. */
const longest = 3900;

const separate = new Set(["H1", "H2", "H3", "P", "LI", "DT", "DD", "BUTTON", "LABEL", "DIV", "SECTION", "OUTPUT", "TR", "TD"]);

/**
 * The words of a part of the screen in reading order, a pause between blocks. Leaves out what is hidden from a screen
 * reader, what is marked `data-unspoken`, and what stands in fields: a password or a name is never read aloud.
 */
export function readableText(root: Element): string {
  const parts: string[] = [""];
  const add = (text: string) => parts.push(`${parts.pop() ?? ""}${text}`);
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      add(node.textContent ?? "");
      return;
    }
    if (!(node instanceof Element) || isLeftOut(node)) return;
    const block = separate.has(node.tagName);
    if (block) parts.push("");
    const picture = node.getAttribute("role") === "img" || node.tagName === "IMG";
    if (picture) add(` ${node.getAttribute("aria-label") ?? node.getAttribute("alt") ?? ""}`);
    else node.childNodes.forEach(walk);
    if (block) parts.push("");
  };
  walk(root);
  return joinSentences(parts).slice(0, longest);
}

function isLeftOut(element: Element): boolean {
  return element.getAttribute("aria-hidden") === "true" || element.hasAttribute("data-unspoken") || element.hasAttribute("hidden")
    || element.tagName === "INPUT" || element.tagName === "SVG" || element.tagName === "svg";
}

/** Joins blocks to sentences: each ends with a mark, so that the voice makes a pause. */
export function joinSentences(parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter((part) => part !== "")
    .map((part) => (/[.!?:…]$/.test(part) ? part : `${part}.`))
    .join(" ");
}
