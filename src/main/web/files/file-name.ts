/** The longest name that a document shows. */
const MAX_CHARACTERS = 120;

/** Line and paragraph separators, controls, and marks that turn the direction of writing ("exe.fdp" for "pdf.exe"). */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/**
 * The name of a download as text to show: never a path, one line, no tricks of direction. null where nothing is left.
 * On disk a file is called by a random id.
 */
export function shownName(name: string): string | null {
  const bare = (name.split(/[/\\]/).at(-1) ?? "").replace(unseen, "").replace(/\s+/g, " ").trim().replace(/^\.+/, "");
  const characters = Array.from(bare);
  if (characters.length <= MAX_CHARACTERS) return bare === "" ? null : bare;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(bare)?.[0] ?? "";
  return `${characters.slice(0, MAX_CHARACTERS - ending.length - 1).join("")}…${ending}`;
}
