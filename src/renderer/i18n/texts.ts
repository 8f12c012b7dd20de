import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../../contract/preferences.ts";
import type arrive from "../../../resources/locales/fi/arrive.json";
import type attract from "../../../resources/locales/fi/attract.json";
import type bar from "../../../resources/locales/fi/bar.json";
import type bill from "../../../resources/locales/fi/bill.json";
import type common from "../../../resources/locales/fi/common.json";
import type copy from "../../../resources/locales/fi/copy.json";
import type documents from "../../../resources/locales/fi/documents.json";
import type end from "../../../resources/locales/fi/end.json";
import type errors from "../../../resources/locales/fi/errors.json";
import type events from "../../../resources/locales/fi/events.json";
import type help from "../../../resources/locales/fi/help.json";
import type home from "../../../resources/locales/fi/home.json";
import type keyboard from "../../../resources/locales/fi/keyboard.json";
import type paper from "../../../resources/locales/fi/paper.json";
import type print from "../../../resources/locales/fi/print.json";
import type scan from "../../../resources/locales/fi/scan.json";
import type staff from "../../../resources/locales/fi/staff.json";
import type terms from "../../../resources/locales/fi/terms.json";
import type time from "../../../resources/locales/fi/time.json";
import type web from "../../../resources/locales/fi/web.json";

/** The areas of the Finnish texts give the keys; a test proves that the other languages have the same. */
interface FinnishAreas {
  readonly arrive: typeof arrive;
  readonly attract: typeof attract;
  readonly bar: typeof bar;
  readonly bill: typeof bill;
  readonly common: typeof common;
  readonly copy: typeof copy;
  readonly documents: typeof documents;
  readonly end: typeof end;
  readonly errors: typeof errors;
  readonly events: typeof events;
  readonly help: typeof help;
  readonly home: typeof home;
  readonly keyboard: typeof keyboard;
  readonly paper: typeof paper;
  readonly print: typeof print;
  readonly scan: typeof scan;
  readonly staff: typeof staff;
  readonly terms: typeof terms;
  readonly time: typeof time;
  readonly web: typeof web;
}

export type TextArea = keyof FinnishAreas;
/** `area.key`, e.g. `home.title`. */
export type TextKey = { [A in TextArea]: `${A}.${keyof FinnishAreas[A] & string}` }[TextArea];
export type TextArguments = Readonly<Record<string, string | number>>;
/** A text by its key in one language, its ICU arguments filled in. */
export type Text = (key: TextKey, values?: TextArguments) => string;

/** What `meta.json` of a language says of itself. */
export interface LanguageMeta {
  readonly language: Language;
  /** As its speakers write it. */
  readonly ownName: string;
  /** The language whose texts stand in; null: it has its own. */
  readonly fallback: "fi" | null;
  /** Areas whose texts a native reader has checked. */
  readonly checkedAreas: readonly string[];
  /** Whether the screens say that the texts are not checked yet. */
  readonly sayUnchecked: boolean;
}

type Area = Readonly<Record<string, string>>;

const files = import.meta.glob<Area | LanguageMeta>("../../../resources/locales/*/*.json", { eager: true, import: "default" });

function file(language: Language, name: string): unknown {
  return files[`../../../resources/locales/${language}/${name}.json`];
}

export function languageMeta(language: Language): LanguageMeta {
  return file(language, "meta") as LanguageMeta;
}

/** The language that the texts are really in. */
export function textLanguage(language: Language): Language {
  return languageMeta(language).fallback ?? language;
}

const compiled = new Map<string, IntlMessageFormat>();

/**
 * The plural rule of Northern Sámi (CLDR: one, two, other), which Chromium's ICU data leaves out. Only `select` is used
 * by the formatter.
 */
const northernSamiPlurals = {
  select: (n: number): Intl.LDMLPluralRule => (n === 1 ? "one" : n === 2 ? "two" : "other"),
} as Intl.PluralRules;

/** The text of a key; a key that a language does not have is Finnish, and one that nobody has is a bug. */
export function createText(language: Language): Text {
  const own = textLanguage(language);
  return (key, values) => {
    const id = `${own} ${key}`;
    let message = compiled.get(id);
    if (message === undefined) {
      message = compile(own, key);
      compiled.set(id, message);
    }
    return String(message.format(values));
  };
}

function compile(language: Language, key: TextKey): IntlMessageFormat {
  const dot = key.indexOf(".");
  const area = file(language, key.slice(0, dot)) as Area | undefined;
  const text = area?.[key.slice(dot + 1)];
  if (text === undefined) throw new Error(`no text ${key} in ${language}`);
  const locale = formatLocale(language);
  return new IntlMessageFormat(text, locale, undefined, {
    formatters: {
      getNumberFormat: (_locales, options) => new Intl.NumberFormat(locale, options),
      getDateTimeFormat: (_locales, options) => new Intl.DateTimeFormat(locale, options),
      getPluralRules: (_locales, options) => (language === "se" && options?.type !== "ordinal" ? northernSamiPlurals : new Intl.PluralRules(locale, options)),
    },
  });
}

/** The locale that dates, times, money and numbers are written in; Finnish stands in where ICU has no data for Sámi. */
export function formatLocale(language: Language): string {
  const wanted = { fi: "fi-FI", sv: "sv-FI", en: "en-GB", se: "se-FI", smn: "fi-FI", sms: "fi-FI" }[language];
  return Intl.DateTimeFormat.supportedLocalesOf(wanted).length > 0 ? wanted : "fi-FI";
}
