import { describe, expect, it } from "vitest";
import { languages } from "../../contract/preferences.ts";
import type { KeyboardKind } from "../components/text-input.tsx";
import { keyRows, type KeyboardPage } from "./layouts.ts";

const kinds: readonly KeyboardKind[] = ["text", "email", "number", "telephone", "password", "search", "url"];
const pages: readonly KeyboardPage[] = ["letters", "numbers", "sami"];
const lettersOf = (kind: KeyboardKind, page: KeyboardPage, language: (typeof languages)[number]) =>
  keyRows(kind, page, language).flat().flatMap((key) => (key.kind === "letter" ? [key.letter] : []));

describe("the keyboard's pages", () => {
  it("reach every letter of the six languages", () => {
    for (const language of languages) {
      const reached = new Set([...lettersOf("text", "letters", language), ...lettersOf("text", "sami", language)]);
      for (const letter of "abcdefghijklmnopqrstuvwxyzåäöáâčđǥǧŋǩõšŧžʒǯʹ") expect(reached).toContain(letter);
    }
  });

  it("have a Sámi language's own letters on the first page", () => {
    for (const letter of "áčđŋšŧž") expect(lettersOf("text", "letters", "se")).toContain(letter);
    for (const letter of "áâčđŋšž") expect(lettersOf("text", "letters", "smn")).toContain(letter);
    for (const letter of "âčʒǯđǧǥǩŋõšžʹ") expect(lettersOf("text", "letters", "sms")).toContain(letter);
  });

  it("can always erase and always be left, on every page for every kind of field", () => {
    for (const kind of kinds) for (const page of pages) for (const language of languages) {
      const does = keyRows(kind, page, language).flat().map((key) => key.kind);
      expect(does.filter((one) => one === "erase")).toHaveLength(1);
      expect(does.filter((one) => one === "done")).toHaveLength(1);
    }
  });

  it("show no key twice on one page", () => {
    for (const kind of kinds) for (const page of pages) for (const language of languages) {
      const shown = lettersOf(kind, page, language);
      expect(new Set(shown).size, `${kind} ${page} ${language}: ${shown.join("")}`).toBe(shown.length);
    }
  });

  it("have the keys of an address where an address is asked for", () => {
    expect(lettersOf("email", "letters", "fi")).toEqual(expect.arrayContaining(["@", ".", "-", "_"]));
    expect(lettersOf("telephone", "letters", "fi")).toContain("+");
  });

  it("fit a portrait screen: at most 13 keys a row", () => {
    for (const kind of kinds) for (const page of pages) for (const language of languages) {
      for (const row of keyRows(kind, page, language)) expect(row.length).toBeLessThanOrEqual(13);
    }
  });
});
