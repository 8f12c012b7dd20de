import type { Bill, BillErrorCode } from "../../contract/bill.ts";
import { err, ok } from "../../contract/result.ts";
import type { CodedError, Result } from "../../contract/result.ts";
import { isCalendarDay, isInEea, isNationalReference, isRfReference, isSepaIban } from "./account-checks.ts";

/** What a payment QR code says, every check passed. */
export type QrBill = Pick<Bill, "iban" | "amountCents" | "reference" | "message" | "dueDate"> & { readonly payeeName: string };

type Read<T> = Result<T, CodedError<BillErrorCode>>;

/** Largest payload (EPC069-12 v2.1). */
const mostBytes = 331;

/** Line 12 of the Finnish guideline (Finance Finland, July 2015): requested execution date, in the name of ISO 20022's element. */
const dueDateTag = "ReqdExctnDt";

const lineEnd = /\r\n|\r|\n/;

/** Bytes of the code as printed: UTF-8 for character set 1, one byte a character for the ISO 8859 parts. */
const byteLength = (text: string, charset: string): number => (charset === "1" ? Buffer.byteLength(text, "utf8") : text.length);

const isBic = (bic: string): boolean => /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic);

/** Empty means that the payer decides; otherwise EUR0.01 … EUR999999999.99 with at most two decimals after a point. */
function readAmount(text: string): Read<number | null> {
  if (text === "") return ok(null);
  if (/^[A-Z]{3}/.test(text) && !text.startsWith("EUR")) return err("bill/qr-currency");
  const match = /^EUR([0-9]{1,9})(?:\.([0-9]{1,2}))?$/.exec(text);
  if (match === null) return err("bill/amount");
  const cents = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return cents === 0 ? err("bill/amount") : ok(cents);
}

/** Line 10: an RF reference or, in Finland, the national one. */
function readReference(text: string): Read<Bill["reference"]> {
  const value = text.replaceAll(" ", "");
  if (value === "") return ok(null);
  if (isRfReference(value)) return ok({ kind: "rf", value });
  const national = value.replace(/^0+/, "");
  return isNationalReference(national) ? ok({ kind: "national", value: national }) : err("bill/reference");
}

/** Line 12 is free text; only a due date means something to us, and one that cannot be read is an error, not a remark. */
function readDueDate(text: string): Read<string | null> {
  if (!text.includes(dueDateTag)) return ok(null);
  const match = /^ReqdExctnDt\/([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) return err("bill/due-date");
  return ok(text.slice(dueDateTag.length + 1));
}

/** Lines 1 to 5, and that there are no more lines than the standard has. Answers the version. */
function checkHead(lines: readonly string[]): Read<"001" | "002"> {
  const [tag, version, charset, identification, bic] = lines;
  if (tag !== "BCD") return err("bill/qr-structure");
  if (version !== "001" && version !== "002") return err("bill/qr-version");
  if (!/^[1-8]$/.test(charset ?? "")) return err("bill/qr-charset");
  if (identification !== "SCT") return err("bill/qr-structure");
  const bicFits = bic === "" ? version === "002" : isBic(bic ?? "");
  return bicFits && lines.length <= 12 ? ok(version) : err("bill/qr-structure");
}

/** Lines 9 to 11: purpose, and either a reference or a message. */
function readRemittance(purpose: string, structured: string, message: string): Read<Pick<QrBill, "reference" | "message">> {
  if (!/^[A-Z0-9]{0,4}$/.test(purpose) || structured.length > 35 || message.length > 140) return err("bill/qr-structure");
  if (structured !== "" && message !== "") return err("bill/qr-structure");
  const reference = readReference(structured);
  return reference.ok ? ok({ reference: reference.value, message: message === "" ? null : message }) : reference;
}

/** Whether a text without AIM prefix wants to be a payment QR code: it begins with the service tag. */
export const looksLikePaymentQr = (text: string): boolean => text.startsWith("BCD");

/**
 * Reads a payment QR code's text, ends stripped. Lines may end with LF, CRLF (EPC069-12) or CR (readers that type).
 * Control characters other than line ends must have been refused before.
 */
export function decodePaymentQr(text: string): Read<QrBill> {
  // Readers that were told the wrong character set put U+FFFD for what they could not read.
  if (text.includes("\uFFFD")) return err("bill/qr-charset");
  const lines = text.split(lineEnd).map((line) => line.trim());
  while (lines.at(-1) === "") lines.pop();
  if (byteLength(text, lines[2] ?? "") > mostBytes) return err("bill/qr-too-long");
  const head = checkHead(lines);
  if (!head.ok) return head;

  const [, , , , bic, payeeName, spacedIban, amount = "", purpose = "", structured = "", message = "", information = ""] = lines;
  if (payeeName === undefined || payeeName === "" || payeeName.length > 70) return err("bill/qr-payee");
  const iban = (spacedIban ?? "").replaceAll(" ", "");
  if (!isSepaIban(iban)) return err("bill/iban");
  if (bic === "" && !isInEea(iban)) return err("bill/qr-structure");
  const amountCents = readAmount(amount);
  if (!amountCents.ok) return amountCents;
  const remittance = readRemittance(purpose, structured, message);
  if (!remittance.ok) return remittance;
  if (information.length > 70) return err("bill/qr-structure");
  const dueDate = readDueDate(information);
  return dueDate.ok
    ? ok({ iban, amountCents: amountCents.value, ...remittance.value, dueDate: dueDate.value, payeeName })
    : dueDate;
}
