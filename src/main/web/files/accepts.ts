import type { WebState } from "../../../contract/shell-window.ts";

type Accepts = NonNullable<WebState["chooser"]>["accepts"];
type Format = NonNullable<Accepts>[number];

const formats: readonly (readonly [Format, readonly string[]])[] = [
  ["pdf", [".pdf", "application/pdf", "application/*"]],
  ["jpeg", [".jpg", ".jpeg", ".jfif", "image/jpeg", "image/jpg", "image/*"]],
  ["png", [".png", "image/png", "image/*"]],
  ["text", [".txt", "text/plain", "text/*"]],
];

/**
 * A file field's `accept` (HTML, 4.10.5.1.17) in the formats of our documents; null: anything. What we do not know by name
 * counts as "other", so that a field for spreadsheets offers no pictures.
 */
export function acceptedFormats(accept: string | undefined): Accepts {
  const tokens = (accept ?? "").toLowerCase().split(",").map((token) => token.trim()).filter((token) => token !== "");
  if (tokens.length === 0 || tokens.includes("*/*") || tokens.includes("*")) return null;
  const found = formats.filter(([, names]) => tokens.some((token) => names.includes(token))).map(([format]) => format);
  const known = new Set(formats.flatMap(([, names]) => names));
  return tokens.every((token) => known.has(token)) ? found : [...found, "other"];
}
