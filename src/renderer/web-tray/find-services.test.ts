import { describe, expect, it } from "vitest";
import type { Service } from "../../contract/service-tray.ts";
import { findServices, groupServices, plainLetters, serviceLanguage } from "./find-services.ts";

function service(id: string, fi: string, more: Partial<Record<"sv" | "en" | "se", string>> = {}, description?: string): Service {
  return {
    id, group: "other", names: { fi, sv: fi, en: fi, se: fi, ...more },
    ...(description === undefined ? {} : { descriptions: { fi: description, sv: description, en: description, se: description } }),
    startAddress: "https://example.fi/", pages: ["https://example.fi"], resources: [], permissions: [], privateAddresses: [], logOutAddress: null, tried: false, development: false,
  };
}

const services = [
  service("vero", "OmaVero", { en: "MyTax" }, "Verokortti ja veroilmoitus"),
  service("tyo", "Työmarkkinatori", { sv: "Jobbmarknad Finland" }),
  service("kela", "OmaKela", { sv: "MittFPA" }),
  service("inari", "Inarin kunta", { se: "Anára gielda" }),
  service("matka", "Matkahuolto"),
];
const ids = (query: string) => findServices(services, query).map(({ id }) => id);

describe("finding a service", () => {
  it("goes by the beginning of words, without case and marks", () => {
    expect(ids("tyomark")).toEqual(["tyo"]);
    expect(ids("TYÖ")).toEqual(["tyo"]);
    expect(ids("kunta")).toEqual(["inari"]);
    expect(ids("oma")).toEqual(["kela", "vero"]);
  });

  it("knows the names in every language whatever the screen speaks", () => {
    expect(ids("mittfpa")).toEqual(["kela"]);
    expect(ids("anara")).toEqual(["inari"]);
  });

  it("finds by what a service is for, after the names", () => {
    expect(ids("verokortti")).toEqual(["vero"]);
  });

  it("wants every word and finds nothing for nothing", () => {
    expect(ids("inarin kunta")).toEqual(["inari"]);
    expect(ids("inarin vero")).toEqual([]);
    expect(ids("   ")).toEqual([]);
  });

  it("folds Sámi letters that have no decomposition", () => {
    expect(plainLetters("ČĐŊŦŽ")).toBe("cdntz");
  });

  it("puts the booth's own municipality first in its group", () => {
    const towns = ["Enontekiö", "Inari", "Utsjoki"].map((name) => ({ ...service(name.toLowerCase(), name), group: "municipality" as const }));
    expect(groupServices([...services, ...towns], "municipality", "Utsjoki").map(({ id }) => id)).toEqual(["utsjoki", "enontekiö", "inari"]);
    expect(groupServices(services, "banks", "Utsjoki")).toEqual([]);
  });

  it("reads Inari and Skolt Sámi names in Finnish", () => {
    expect(["fi", "se", "smn", "sms"].map((language) => serviceLanguage(language as "fi"))).toEqual(["fi", "se", "fi", "fi"]);
  });
});
