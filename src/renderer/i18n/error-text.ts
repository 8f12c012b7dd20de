import errors from "../../../resources/locales/fi/errors.json";
import type { Text } from "./texts.ts";

type ErrorKey = keyof typeof errors;
const isKnown = (code: string): code is ErrorKey => Object.hasOwn(errors, code);

/** The sentence for a coded error: what happened, what is safe, what to do now. An unknown code gets the general one. */
export function errorText(t: Text, code: string): string {
  return t(isKnown(code) ? `errors.${code}` : code.startsWith("visit/") || code.startsWith("session/") ? "errors.notNow" : "errors.other");
}
