import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { Language } from "../../contract/preferences.ts";
import { createFormat, type Format } from "./format.ts";
import { createText, type Text } from "./texts.ts";

interface Speech {
  readonly language: Language;
  readonly text: Text;
  readonly format: Format;
}

const LanguageContext = createContext<Speech | null>(null);

/** Gives the texts and formats of one language to everything below. */
export function LanguageProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const speech = useMemo(() => ({ language, text: createText(language), format: createFormat(language) }), [language]);
  return <LanguageContext.Provider value={speech}>{children}</LanguageContext.Provider>;
}

function useSpeech(): Speech {
  const speech = useContext(LanguageContext);
  if (speech === null) throw new Error("useText outside LanguageProvider");
  return speech;
}

/**
 * Texts by key in the person's language.
 * @example const t = useText(); t("home.pagesWaiting", { count: 3 })
 */
export function useText(): Text {
  return useSpeech().text;
}

/** Dates, times, money and numbers in the person's language. */
export function useFormat(): Format {
  return useSpeech().format;
}

export function useLanguage(): Language {
  return useSpeech().language;
}
