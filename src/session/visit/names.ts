import type { Language } from "../../contract/preferences.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { nameWords } from "./name-words.ts";

export type NameRefusal = NonNullable<ScreenOf<"arrive">["refused"]>;

/** Longest made-up name, as the snapshot's schema has it; it must fit the bar. */
const longestName = 40;

/** Fewest digits that a Finnish subscriber number has with its area code; years and house numbers have fewer. */
const phoneDigits = 6;

/**
 * Finnish personal identity code: `DDMMYY`, a century sign, three digits, a check character. Century signs since 2023:
 * `+`, `-` and Y X W V U, A B C D E F (Digital and Population Data Services Agency, reform of the personal identity code).
 * Only the shape is looked at: a code with a slip of the finger is as good as the real one to somebody who knows her.
 */
const finnishCode = /(?:^|[^0-9])[0-9]{6} ?[-+YXWVUABCDEF] ?[0-9]{3}[0-9A-Z](?:$|[^0-9A-Z])/u;
/** Swedish and Norwegian neighbours: 6 or 8 digits, `-` or `+`, 4 or 5 digits. */
const nordicCode = /(?:^|[^0-9])(?:[0-9]{6}|[0-9]{8}) ?[-+] ?[0-9]{4,5}(?:$|[^0-9])/u;
const email = /@|\((?:at|ät)\)|\[(?:at|ät)\]/iu;
/** Digits with the signs that people put between them. */
const digitRun = /[0-9](?:[ ().\/+-]*[0-9])*/gu;
const allowed = /^[\p{L}\p{M}\p{Nd} '’ʹʼ-]+$/u;

/** One spelling for everything that looks the same: width, digits of other scripts, dashes, invisible signs. */
const plain = (text: string): string =>
  text.normalize("NFKC").replace(/[\p{Cf}\p{Cc}]/gu, "").replace(/(?![0-9])\p{Nd}/gu, "1").replace(/[\p{Pd}\u2212]/gu, "-").replace(/\p{Zs}+/gu, " ").toUpperCase();

const looksLikePhone = (text: string): boolean =>
  (text.match(digitRun) ?? []).some((run) => run.replace(/[^0-9]/gu, "").length >= phoneDigits);

export type CheckedName = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly refused: NameRefusal };

/** Takes a typed name, or says why not. A name that could be somebody's is refused before its signs are. */
export function checkName(typed: string): CheckedName {
  const shape = plain(typed);
  const refuse = (refused: NameRefusal): CheckedName => ({ ok: false, refused });
  if (finnishCode.test(shape) || nordicCode.test(shape)) return refuse("looks-like-identity-code");
  if (email.test(shape)) return refuse("looks-like-email");
  if (looksLikePhone(shape)) return refuse("looks-like-phone");
  const name = typed.normalize("NFC").trim().replace(/ +/gu, " ");
  if (name.length > longestName) return refuse("too-long");
  if (!allowed.test(name) || !/\p{L}/u.test(name)) return refuse("characters");
  return { ok: true, name };
}

/** `below(n)`: a whole number 0 … n - 1. */
export function suggestName(language: Language, below: (limit: number) => number): string {
  const words = nameWords[language];
  const first = words.first[below(words.first.length)] ?? "";
  const second = words.second[below(words.second.length)] ?? "";
  return words.join === "compound" ? `${first}${second}` : `${first} ${second}`;
}
