import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { languages } from "../../contract/preferences.ts";
import { languageMeta, textLanguage } from "./texts.ts";

type Area = Readonly<Record<string, string>>;
const files = import.meta.glob<Area>("../../../resources/locales/*/*.json", { eager: true, import: "default" });

const complete = ["fi", "sv", "en", "se"] as const;
type Complete = (typeof complete)[number];

const texts = (language: Complete): ReadonlyMap<string, string> => new Map(
  Object.entries(files).flatMap(([path, area]) => {
    const [folder, name] = path.split("/").slice(-2);
    return folder === language && name !== "meta.json" ? Object.entries(area).map(([key, text]): [string, string] => [`${name?.replace(".json", "")}.${key}`, text]) : [];
  }),
);

/** A part of a parsed message as far as it matters here; its numbers for kinds are the parser's own. */
type Ast = readonly { readonly type: number; readonly value?: unknown; readonly options?: Readonly<Record<string, { readonly value: Ast }>> }[];
const plainText = 0;
const countSign = 7;

/** The arguments of a message with their kinds, e.g. `count:6`. */
function messageArguments(text: string): readonly string[] {
  const found = new Set<string>();
  const walk = (parts: Ast) => {
    for (const { type, value, options } of parts) {
      if (type === plainText || type === countSign) continue;
      found.add(`${String(value)}:${type}`);
      for (const option of Object.values(options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, "fi").getAst());
  return [...found].sort();
}

/** Signs, names and words that are the same in Finnish and another of the languages. */
const sameIsRight = /^(Enter|abc|123|OK|\{[a-z]+\} (min|s)|[^\p{L}]*(\{[a-z]+\}[^\p{L}]*)*)$/u;

describe("the texts", () => {
  const finnish = texts("fi");

  it.each(complete)("%s has every key and no other", (language) => {
    expect([...texts(language).keys()].sort()).toEqual([...finnish.keys()].sort());
  });

  it.each(complete)("%s parses, takes the same arguments as Finnish, and has no empty or unfinished text", (language) => {
    const wrong: string[] = [];
    for (const [key, text] of texts(language)) {
      const own = messageArguments(text);
      const wanted = messageArguments(finnish.get(key) ?? "");
      if (own.join() !== wanted.join()) wrong.push(`${key}: ${own.join()} instead of ${wanted.join()}`);
      if (text.trim() === "" || text !== text.trim() || /\s{2}|TODO|FIXME|XXX|\?\?\?/.test(text)) wrong.push(`${key}: "${text}"`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(complete.filter((language) => language !== "fi"))("%s has nothing left over in Finnish", (language) => {
    const left = [...texts(language)].filter(([key, text]) => text === finnish.get(key) && !sameIsRight.test(text));
    expect(left.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  it("say of every language what it is called, what stands in for it, and who has checked it", () => {
    for (const language of languages) {
      const meta = languageMeta(language);
      expect(meta.language).toBe(language);
      expect(meta.ownName).not.toBe("");
      const areas = new Set([...finnish.keys()].map((key) => key.slice(0, key.indexOf("."))));
      for (const area of meta.checkedAreas) expect(areas).toContain(area);
    }
    expect(languages.map(textLanguage)).toEqual(["fi", "sv", "en", "se", "fi", "fi"]);
  });

  it("do not pass Northern Sámi off as checked", () => {
    expect(languageMeta("se")).toMatchObject({ checkedAreas: [], sayUnchecked: true });
  });

  it("have letters of their own language only: no text of one fell into another", () => {
    for (const text of texts("fi").values()) expect(text).not.toMatch(/[đŋŧčǥǧǩǯʒ]/u);
    for (const [key, text] of texts("en")) if (!/sami/i.test(key)) expect(text.replaceAll("á", "")).not.toMatch(/[åäöđŋŧčǥǧǩǯʒ]/u);
  });
});
