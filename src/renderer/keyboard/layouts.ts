import type { Language } from "../../contract/preferences.ts";
import type { KeyboardKind } from "../components/text-input.tsx";

/** One key: a letter that is typed as it stands, or something that it does. */
export type Key =
  | { readonly kind: "letter"; readonly letter: string }
  | { readonly kind: "shift" | "erase" | "space" | "enter" | "left" | "right" | "done" }
  | { readonly kind: "page"; readonly to: KeyboardPage };

export type KeyboardPage = "letters" | "numbers" | "sami";
export type KeyRow = readonly Key[];

const letters = (row: string): Key[] => Array.from(row, (letter) => ({ kind: "letter", letter }));
const word = (letter: string): Key => ({ kind: "letter", letter });
const does = (kind: Exclude<Key["kind"], "letter" | "page">): Key => ({ kind });
const page = (to: KeyboardPage): Key => ({ kind: "page", to });

/**
 * The letters that each Sámi language of Finland has beyond the Finnish ones, which are å ä ö.
 * Source: the orthographies of 1979 (Northern), 1996 (Inari) and 1973 (Skolt), as their alphabets are listed in CLDR's exemplar characters.
 */
const samiLetters: Readonly<Partial<Record<Language, string>>> = {
  se: "áčđŋšŧž",
  smn: "áâčđŋšž",
  sms: "âčʒǯđǧǥǩŋõšžʹ",
};

/** The rows of keys for a kind of field. A Sámi screen has its own letters on the first page; all others are one touch away. */
export function keyRows(kind: KeyboardKind, shown: KeyboardPage, language: Language): readonly KeyRow[] {
  if (kind === "number" || kind === "telephone") return numberPad(kind);
  const last = bottom(kind);
  switch (shown) {
    case "letters":
      return [
        ...(samiLetters[language] === undefined ? [] : [letters(samiLetters[language])]),
        letters("qwertyuiopå"),
        letters("asdfghjklöä"),
        [does("shift"), ...letters("zxcvbnm"), ...letters(kind === "email" || kind === "url" ? "-_" : "-"), does("erase")],
        [page("numbers"), page("sami"), ...last],
      ];
    case "numbers":
      return [letters("1234567890"), unless(last, "-/:;()€&@\""), letters("+*#%='_!?§"), [...letters("~^|\\<>[]"), does("erase")], [page("letters"), page("sami"), ...last]];
    case "sami":
      return [letters("áâčđǥǧŋǩõ"), letters("šŧžʒǯåäöʹ"), [does("shift"), ...letters("’-"), does("erase")], [page("letters"), page("numbers"), ...last]];
  }
}

/** The letters of a row that do not stand among the keys of the last row. */
function unless(last: readonly Key[], row: string): Key[] {
  return letters(row).filter((key) => !last.some((other) => other.kind === "letter" && key.kind === "letter" && other.letter === key.letter));
}

function bottom(kind: KeyboardKind): Key[] {
  const marks = kind === "email" ? [word("@"), word(".fi"), word(".")] : kind === "url" ? [word("/"), word(".fi"), word(".")] : [word(","), word(".")];
  return [does("space"), ...marks, does("left"), does("right"), does("enter"), does("done")];
}

function numberPad(kind: "number" | "telephone"): readonly KeyRow[] {
  return [
    [...letters("123"), does("erase")],
    [...letters("456"), does("left")],
    [...letters("789"), does("right")],
    [word(kind === "telephone" ? "+" : ","), word("0"), word("-"), does("done")],
  ];
}
