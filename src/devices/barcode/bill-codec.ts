import type { Bill, BillErrorCode } from "../../contract/bill.ts";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { isNationalReference } from "./account-checks.ts";
import { decodeBankBarCode, encodeBankBarCode, mostBarCodeCents } from "./bank-bar-code.ts";
import type { BarCodeBill } from "./bank-bar-code.ts";
import { decodePaymentQr, looksLikePaymentQr } from "./payment-qr.ts";
import type { QrBill } from "./payment-qr.ts";

/** The booth's calendar day, `YYYY-MM-DD`. */
export interface Today {
  readonly date: string;
}

/** AIM symbology identifier (ISO/IEC 15424) that readers can put before the text, e.g. `]C0`, `]Q1`. */
const aimPrefix = /^\]([A-Za-z])[0-9A-Za-z]/;

/** Bank bar codes are Code 128, payment codes QR; a text from any other symbol is a parcel, a pass or a product. */
const billSymbologies: ReadonlySet<string> = new Set(["C", "Q"]);

/**
 * Controls, format characters (among them those that turn the direction of writing), line and paragraph separators, private,
 * unassigned and half characters: nothing that a bill needs, much that could drive a program or disguise a payee.
 */
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;
const forbiddenInQr = /[^\P{Cc}\r\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;

/** Takes off what readers put around a code: STX … ETX, and the suffix CR, LF or TAB. */
const withoutFrame = (text: string): string => text.trim().replace(/^\x02/, "").replace(/\x03$/, "").trim();

function barCodeWarnings(bill: Pick<Bill, "iban" | "reference" | "amountCents" | "dueDate">, today: Today): Bill["warnings"] {
  const warnings: Bill["warnings"] = [];
  const finnish = bill.iban.startsWith("FI");
  // In Finland the body of an RF reference is itself a national reference; elsewhere it is anything.
  if (finnish && bill.reference?.kind === "rf" && !isNationalReference(bill.reference.value.slice(4).replace(/^0+/, ""))) {
    warnings.push("rf-body-check");
  }
  if (!finnish) warnings.push("foreign-iban");
  if ((bill.amountCents ?? 0) > mostBarCodeCents) warnings.push("amount-beyond-bar-code");
  if (bill.dueDate !== null && bill.dueDate < today.date) warnings.push("due-date-passed");
  return warnings;
}

const billOfBarCode = (digits: string, bill: BarCodeBill, today: Today): Bill => ({
  source: digits.startsWith("4") ? "bar-code-4" : "bar-code-5",
  ...bill,
  message: null,
  payeeName: null,
  virtualBarCode: digits,
  warnings: barCodeWarnings(bill, today),
});

const billOfQr = (bill: QrBill, today: Today): Bill => ({
  source: "qr",
  ...bill,
  virtualBarCode: encodeBankBarCode(bill),
  warnings: barCodeWarnings(bill, today),
});

/** A text that is no row of digits: a bar code that was read or typed badly, or something else altogether. */
const notDigits = (text: string): BillErrorCode =>
  (text.match(/[0-9]/g) ?? []).length * 2 >= text.length ? "bill/not-digits" : "bill/not-a-bill";

/**
 * Reads what a bar-code reader, a person or a clipboard gives: a bank bar code's 54 digits (version 4 or 5) or the text of a
 * Finnish payment QR code. Never throws, whatever the text.
 */
export function decodeBill(text: string, today: Today): Result<Bill, CodedError<BillErrorCode>> {
  const framed = withoutFrame(text);
  const symbology = aimPrefix.exec(framed)?.[1];
  const content = framed.replace(aimPrefix, "");
  if (content === "") return err("bill/empty");
  const isQr = looksLikePaymentQr(content);
  if ((isQr ? forbiddenInQr : forbidden).test(content)) return err("bill/control-characters");
  if (symbology !== undefined && !billSymbologies.has(symbology)) return err("bill/not-a-bill");
  if (isQr) {
    const bill = decodePaymentQr(content);
    return bill.ok ? ok(billOfQr(bill.value, today)) : bill;
  }
  // People and invoices group the digits with spaces, some of them non-breaking.
  const digits = content.replace(/\s/g, "");
  if (!/^[0-9]+$/.test(digits)) return err(notDigits(digits));
  const bill = decodeBankBarCode(digits);
  return bill.ok ? ok(billOfBarCode(digits, bill.value, today)) : bill;
}
