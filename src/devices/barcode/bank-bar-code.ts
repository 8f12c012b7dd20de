import type { Bill, BillErrorCode } from "../../contract/bill.ts";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { isCalendarDay, isNationalReference, isRfReference, isSepaIban } from "./account-checks.ts";

/** What a bar code can carry, every check passed. */
export type BarCodeBill = Pick<Bill, "iban" | "amountCents" | "dueDate"> & {
  readonly reference: NonNullable<Bill["reference"]>;
};

/** Largest amount of the eight digits: 999 999,99 €. */
export const mostBarCodeCents = 99_999_999;

/**
 * Places of the 54 digits, 0-based [from, to). Source: Finance Finland, bank bar code guide v5.3 (2012, corrected 2019).
 * Version 4 ends with reserve and national reference, version 5 with the RF check digits and the reference after them.
 */
const place = {
  iban: [1, 17], amount: [17, 25], dueDate: [48, 54],
  reserve4: [25, 28], reference4: [28, 48],
  checkDigits5: [25, 27], reference5: [27, 48],
} as const;

const cut = (code: string, [from, to]: readonly [number, number]): string => code.slice(from, to);
const withoutLeadingZeros = (digits: string): string => digits.replace(/^0+/, "");

/** `undefined`: no such day. Two-digit years are 2000–2099: an official example of the guide means 2099 by `99`. */
function readDueDate(digits: string): string | null | undefined {
  if (digits === "000000") return null;
  const year = 2000 + Number(digits.slice(0, 2));
  if (!isCalendarDay(year, Number(digits.slice(2, 4)), Number(digits.slice(4, 6)))) return undefined;
  return `${year}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`;
}

function readReference(code: string): BarCodeBill["reference"] | undefined {
  if (code.startsWith("4")) {
    const value = withoutLeadingZeros(cut(code, place.reference4));
    return isNationalReference(value) ? { kind: "national", value } : undefined;
  }
  // Check digits stay text: RF09… keeps its zero. The zeros that fill the gap after them do not belong to the reference.
  const value = `RF${cut(code, place.checkDigits5)}${withoutLeadingZeros(cut(code, place.reference5))}`;
  return isRfReference(value) ? { kind: "rf", value } : undefined;
}

/** Reads 54 digits; `code` may be any text. The first part that is wrong, from left to right, names the error. */
export function decodeBankBarCode(code: string): Result<BarCodeBill, CodedError<BillErrorCode>> {
  if (!/^[0-9]*$/.test(code)) return err("bill/not-digits");
  if (code.length !== 54) return err("bill/length");
  if (!/^[45]/.test(code)) return err("bill/version");
  const iban = `FI${cut(code, place.iban)}`;
  if (!isSepaIban(iban)) return err("bill/iban");
  if (code.startsWith("4") && cut(code, place.reserve4) !== "000") return err("bill/reserve");
  const reference = readReference(code);
  if (reference === undefined) return err("bill/reference");
  const dueDate = readDueDate(cut(code, place.dueDate));
  if (dueDate === undefined) return err("bill/due-date");
  // Eight digits are the cents as they stand; no fraction ever exists. Zero means that the payer decides.
  return ok({ iban, amountCents: Number(cut(code, place.amount)) || null, reference, dueDate });
}

/** The 54 digits of a bill, or null where it does not fit a bar code. */
export function encodeBankBarCode(bill: Pick<Bill, "iban" | "amountCents" | "reference" | "dueDate">): string | null {
  const { iban, amountCents, reference, dueDate } = bill;
  if (reference === null || !/^FI[0-9]{16}$/.test(iban) || (amountCents ?? 0) > mostBarCodeCents) return null;
  if (dueDate !== null && !dueDate.startsWith("20")) return null;
  const due = dueDate === null ? "000000" : dueDate.slice(2).replaceAll("-", "");
  const head = iban.slice(2) + String(amountCents ?? 0).padStart(8, "0");
  if (reference.kind === "national") return `4${head}000${reference.value.padStart(20, "0")}${due}`;
  const body = reference.value.slice(4);
  // Version 5 has no letters.
  return /^[0-9]+$/.test(body) ? `5${head}${reference.value.slice(2, 4)}${body.padStart(21, "0")}${due}` : null;
}
