import type { Bill } from "../../contract/bill.ts";
import type { Format } from "../i18n/format.ts";
import type { TextKey } from "../i18n/texts.ts";

/** One part of a bill: how it is shown, and what goes into the bank's field. */
export interface BillValue {
  readonly name: TextKey;
  readonly shown: string;
  readonly typed: string;
}

/** The parts of a bill in the order in which banks ask for them. */
export function billValues(bill: Bill, format: Format): readonly BillValue[] {
  const values: BillValue[] = [{ name: "web.billAccount", shown: inFours(bill.iban), typed: bill.iban }];
  if (bill.amountCents !== null) values.push({ name: "web.billAmount", shown: format.money(bill.amountCents), typed: typedAmount(bill.amountCents) });
  if (bill.reference !== null) values.push({ name: "web.billReference", shown: bill.reference.kind === "rf" ? inFours(bill.reference.value) : inFivesFromEnd(bill.reference.value), typed: bill.reference.value });
  else if (bill.message !== null) values.push({ name: "web.billMessage", shown: bill.message, typed: bill.message });
  if (bill.dueDate !== null) values.push({ name: "web.billDueDate", shown: format.isoDate(bill.dueDate), typed: typedDate(bill.dueDate) });
  return values;
}

/** Finnish banks' fields take a comma and no group sign, whatever the language of the screen. */
function typedAmount(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`;
}

/** `YYYY-MM-DD` → `D.M.YYYY`, as Finnish banks' fields take it. */
function typedDate(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(day)}.${Number(month)}.${year}`;
}

/** Account numbers and RF references are printed in groups of four (ISO 13616, ISO 11649). */
function inFours(text: string): string {
  return text.replace(/(.{4})(?=.)/g, "$1 ");
}

/** Finnish references are printed in groups of five counted from the right (Finance Finland, reference number guide). */
function inFivesFromEnd(text: string): string {
  return text.replace(/(?<=.)(?=(.{5})+$)/g, " ");
}
