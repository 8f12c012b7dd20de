/**
 * The check digits of accounts and references. Pure functions over upper-case text without spaces.
 * Sources: ISO 13616 (IBAN), ISO 11649 (creditor reference), Finance Finland's description of the national reference number.
 */

/** BBAN structure of each SEPA country as the IBAN registry writes it: `n` digits, `a` letters, `c` letters or digits. */
const bbanStructures: Readonly<Record<string, string>> = {
  AD: "8n12c", AL: "8n16c", AT: "16n", BE: "12n", BG: "4a6n8c", CH: "5n12c", CY: "8n16c", CZ: "20n", DE: "18n", DK: "14n",
  EE: "16n", ES: "20n", FI: "14n", FR: "10n11c2n", GB: "4a14n", GI: "4a15c", GR: "7n16c", HR: "17n", HU: "24n", IE: "4a14n",
  IS: "22n", IT: "1a10n12c", LI: "5n12c", LT: "16n", LU: "3n13c", LV: "4a13c", MC: "10n11c2n", MD: "20c", ME: "18n",
  MK: "3n10c2n", MT: "4a5n18c", NL: "4a10n", NO: "11n", PL: "24n", PT: "21n", RO: "4a16c", RS: "18n", SE: "20n", SI: "15n",
  SK: "20n", SM: "1a10n12c", VA: "18n",
};

/** European Economic Area: between its banks the IBAN alone finds the way, no BIC (EPC069-12 v2.1). */
const eea: ReadonlySet<string> = new Set([
  "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
  "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
]);

const classes: Readonly<Record<string, string>> = { n: "[0-9]", a: "[A-Z]", c: "[A-Z0-9]" };

const ibanPatterns: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(bbanStructures).map(([country, structure]) => {
    const bban = structure.replace(/([0-9]+)([nac])/g, (_, length: string, kind: string) => `${classes[kind] ?? ""}{${length}}`);
    return [country, new RegExp(`^${country}[0-9]{2}${bban}$`)];
  }),
);

/** Remainder by 97 of a text of digits and letters, A = 10 … Z = 35 (ISO 7064 as ISO 13616 and ISO 11649 use it). */
export function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Check digits are made as 98 − remainder, so 00, 01 and 99 satisfy the remainder but are never issued. */
const issuedCheckDigits = (digits: string): boolean => digits !== "00" && digits !== "01" && digits !== "99";

/** Country's own length and structure, then the check digits. Countries outside SEPA have no place on a bill. */
export function isSepaIban(iban: string): boolean {
  const pattern = ibanPatterns.get(iban.slice(0, 2));
  return pattern !== undefined && pattern.test(iban) && issuedCheckDigits(iban.slice(2, 4)) && mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

export const isInEea = (iban: string): boolean => eea.has(iban.slice(0, 2));

/** Check digit of a national reference's body: weights 7, 3, 1 from the right, up to the next ten. */
export function nationalCheckDigit(body: string): number {
  const weights = [7, 3, 1] as const;
  const sum = Array.from(body).reverse().reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0);
  return (10 - (sum % 10)) % 10;
}

/** 4 to 20 digits, the last of them the check digit; leading zeros must be stripped before. */
export const isNationalReference = (reference: string): boolean =>
  /^[1-9][0-9]{3,19}$/.test(reference) && nationalCheckDigit(reference.slice(0, -1)) === Number(reference.slice(-1));

export const isRfReference = (reference: string): boolean =>
  /^RF[0-9]{2}[A-Z0-9]{1,21}$/.test(reference)
  && issuedCheckDigits(reference.slice(2, 4))
  && /[^0]/.test(reference.slice(4))
  && mod97(reference.slice(4) + reference.slice(0, 4)) === 1;

/** A day that is in the calendar; `year` has four digits. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
