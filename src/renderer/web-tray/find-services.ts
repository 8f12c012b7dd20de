import type { Language } from "../../contract/preferences.ts";
import type { Service, ServiceGroupId } from "../../contract/service-tray.ts";

export type ServiceLanguage = "fi" | "sv" | "en" | "se";

/** The language in which a service has its names; Inari and Skolt Sámi fall back to Finnish as all texts do. */
export function serviceLanguage(language: Language): ServiceLanguage {
  return language === "smn" || language === "sms" ? "fi" : language;
}

/** The services of a group; the booth's own municipality comes first. */
export function groupServices(services: readonly Service[], group: ServiceGroupId, municipality: string): readonly Service[] {
  const own = (service: Service) => (plainLetters(service.names.fi).startsWith(plainLetters(municipality)) ? 0 : 1);
  return services.filter((service) => service.group === group).sort((a, b) => own(a) - own(b));
}

/** Letters without case and marks: a person finds "Työmarkkinatori" by "tyomark". */
export function plainLetters(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replace(/[đ]/g, "d").replace(/[ŋ]/g, "n").replace(/[ŧ]/g, "t");
}

/**
 * Services whose name has every word of the query at the start of one of its words, in any of the languages; names that
 * begin with the query come first. Descriptions count too, after the names.
 */
export function findServices(services: readonly Service[], query: string): readonly Service[] {
  const wanted = plainLetters(query).split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return [];
  const rated = services.flatMap((service) => {
    const rate = rating(service, wanted);
    return rate === null ? [] : [{ service, rate }];
  });
  return rated.sort((a, b) => a.rate - b.rate || a.service.names.fi.localeCompare(b.service.names.fi, "fi")).map(({ service }) => service);
}

function rating(service: Service, wanted: readonly string[]): number | null {
  const names = Object.values(service.names).map(plainLetters);
  const whole = wanted.join(" ");
  if (names.some((name) => name.startsWith(whole))) return 0;
  const inWords = (texts: readonly string[]) => wanted.every((word) => texts.some((text) => text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))));
  if (inWords(names)) return 1;
  const purposes = Object.values(service.descriptions ?? {}).flatMap((text) => (text === undefined ? [] : [plainLetters(text)]));
  return inWords([...names, ...purposes]) ? 2 : null;
}
