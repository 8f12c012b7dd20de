import type { Language } from "../../contract/preferences.ts";

/** Two northern nature words make a name that is nobody's. `join` is what the language puts between them. */
export interface NameWords {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly join: "compound" | "words";
}

const finnish: NameWords = {
  first: ["Aurinko", "Kesä", "Talvi", "Lumi", "Tähti", "Kuu", "Tunturi", "Järvi", "Metsä", "Suo", "Virta", "Pilvi", "Sade", "Tuuli", "Syys", "Kevät", "Halla", "Kaamos", "Ranta", "Saari", "Aamu", "Ilta"],
  second: ["lintu", "poro", "kettu", "karhu", "lohi", "kuusi", "koivu", "kivi", "polku", "lampi", "hilla", "kukka", "joutsen", "hirvi", "ahma", "taimen", "kanerva", "puro", "kielo", "tiira", "varpu", "jänis"],
  join: "compound",
};

const swedish: NameWords = {
  first: ["Sol", "Sommar", "Vinter", "Snö", "Stjärn", "Mån", "Fjäll", "Sjö", "Skogs", "Myr", "Ström", "Moln", "Regn", "Vind", "Höst", "Vår", "Frost", "Strand", "Morgon", "Kvälls"],
  second: ["fågel", "ren", "räv", "björn", "lax", "gran", "björk", "sten", "stig", "tjärn", "blomma", "svan", "älg", "järv", "öring", "ljung", "bäck", "tärna", "hare", "uggla"],
  join: "compound",
};

const english: NameWords = {
  first: ["Sun", "Summer", "Winter", "Snow", "Star", "Moon", "Fell", "Lake", "Forest", "Marsh", "River", "Cloud", "Rain", "Wind", "Autumn", "Spring", "Frost", "Shore", "Morning", "Evening"],
  second: ["Bird", "Reindeer", "Fox", "Bear", "Salmon", "Spruce", "Birch", "Stone", "Path", "Pond", "Flower", "Swan", "Elk", "Wolverine", "Trout", "Heather", "Brook", "Tern", "Hare", "Owl"],
  join: "words",
};

const northernSami: NameWords = {
  first: ["Beaivi", "Geassi", "Dálvi", "Muohta", "Násti", "Mánnu", "Várri", "Jávri", "Meahcci", "Johka", "Balva", "Arvi", "Biegga", "Čakča", "Giđđa", "Iđit", "Eahket"],
  second: ["Loddi", "Boazu", "Rieban", "Guovža", "Luossa", "Guossa", "Soahki", "Geađgi", "Bálggis", "Láddu", "Lieđđi", "Njukča", "Sarvva", "Geatki", "Luomi", "Njoammil"],
  join: "words",
};

/** Inari and Skolt Sámi fall back to Finnish until a native reader has checked a list. */
export const nameWords: Readonly<Record<Language, NameWords>> = { fi: finnish, sv: swedish, en: english, se: northernSami, smn: finnish, sms: finnish };
