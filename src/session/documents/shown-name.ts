/**
 * Names that come with a file are text from a stranger. Two things are made of them: what a person sees, and the name
 * under which a hard link in an otherwise empty folder is given to a page's file field. No path is ever built from more.
 */

/** As the contract's summary has it. */
const longestShown = 120;
/** ext4 and tmpfs take 255 bytes; pages cut names of their own accord, often at about 100. */
const longestFileBytes = 100;

/** Controls, and format signs that turn or hide text (U+202E and its kin). */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;

/** What *My documents* shows of a foreign name, or null where nothing is left of it. */
export function shownName(foreign: string | null): string | null {
  if (foreign === null) return null;
  const clean = foreign.toWellFormed().normalize("NFC").replace(unseen, "").replace(/\s+/gu, " ").trim();
  const last = clean.split(/[\\/]/u).at(-1)?.trim() ?? "";
  const short = last.slice(0, longestShown).replace(/[\ud800-\udbff]$/u, "").trim();
  return short === "" || /^\.+$/u.test(short) ? null : short;
}

/** Names that Windows gives to devices; a page's server may well run there. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/iu;

const cutToBytes = (text: string, most: number): string => {
  let cut = "";
  let bytes = 0;
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > most) break;
    cut += sign;
  }
  return cut;
};

const extensions = { pdf: "pdf", jpeg: "jpg", png: "png", text: "txt" } as const;

/** The extension that is true of the bytes; a format that we do not know keeps its own, if it is a plain one. */
const extensionOf = (shown: string, format: keyof typeof extensions | "other"): string =>
  format === "other" ? (/\.([a-z0-9]{1,8})$/iu.exec(shown)?.[1]?.toLowerCase() ?? "bin") : extensions[format];

/** A file name without path, dot, control sign or reserved word in front, at most 100 bytes of UTF-8. `fallback` must be such a name's stem. */
export function fileName(shown: string | null, format: keyof typeof extensions | "other", fallback: string): string {
  const extension = extensionOf(shown ?? "", format);
  const stem = (shown ?? "")
    .toWellFormed().normalize("NFC").replace(unseen, "").replace(/\.[a-z0-9]{1,8}$/iu, "").replace(/[\\/:*?"<>|%\0]/gu, "_").replace(/\s+/gu, " ")
    .replace(/\.{2,}/gu, ".").replace(/^[. _-]+|[. ]+$/gu, "");
  const cut = cutToBytes(stem, longestFileBytes - extension.length - 1).replace(/[. ]+$/gu, "");
  const safe = cut === "" ? fallback : reserved.test(cut.split(".")[0] ?? "") ? `_${cutToBytes(cut, longestFileBytes - extension.length - 2)}` : cut;
  return `${safe}.${extension}`;
}

/** The same names, none twice even where upper and lower case are the same. */
export function withoutCollisions(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
