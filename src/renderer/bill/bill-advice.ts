import type { BillErrorCode } from "../../contract/bill.ts";
import type { TextKey } from "../i18n/texts.ts";

export interface BillAdvice {
  /** Which part is wrong. */
  readonly title: TextKey;
  /** What to do about it. */
  readonly text: TextKey;
  /** Whether reading the same code once more may help; otherwise another code or the bank itself is the way. */
  readonly again: boolean;
}

const partly = { title: "bill.partly", text: "bill.partlyDo", again: true } as const;
const damaged = { title: "bill.damaged", text: "bill.damagedDo", again: true } as const;
const qrUnknown = { title: "bill.qrUnknown", text: "bill.qrUnknownDo", again: false } as const;
const part = (title: TextKey): BillAdvice => ({ title, text: "bill.partDo", again: true });

/** What a person can do about a code that is not a good bill. */
export const billAdvice: Readonly<Record<BillErrorCode, BillAdvice>> = {
  "bill/empty": { title: "bill.empty", text: "bill.emptyDo", again: true },
  "bill/not-a-bill": { title: "bill.notABill", text: "bill.notABillDo", again: false },
  "bill/length": partly,
  "bill/not-digits": damaged,
  "bill/version": { title: "bill.version", text: "bill.versionDo", again: false },
  "bill/iban": part("bill.iban"),
  "bill/amount": part("bill.amount"),
  "bill/reserve": damaged,
  "bill/reference": part("bill.reference"),
  "bill/due-date": { title: "bill.dueDate", text: "bill.dueDateDo", again: true },
  "bill/control-characters": damaged,
  "bill/qr-structure": qrUnknown,
  "bill/qr-version": qrUnknown,
  "bill/qr-charset": qrUnknown,
  "bill/qr-payee": { title: "bill.qrPayee", text: "bill.qrPayeeDo", again: false },
  "bill/qr-currency": { title: "bill.qrCurrency", text: "bill.qrCurrencyDo", again: false },
  "bill/qr-too-long": qrUnknown,
};
