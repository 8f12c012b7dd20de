import type { Bill } from "../../contract/bill.ts";
import type { Format } from "../i18n/format.ts";
import type { Text, TextKey } from "../i18n/texts.ts";
import { billValues } from "../web/bill-values.ts";

/** One line of a checked bill. */
export interface BillRow {
  readonly name: TextKey;
  readonly shown: string;
  /** `right`: check figures match. `read`: there is no check figure, it was read as it stands. `none`: the code does not say it. */
  readonly proof: "right" | "read" | "none";
}

const checked: ReadonlySet<TextKey> = new Set<TextKey>(["web.billAccount", "web.billReference"]);

/** What is shown of a bill: the payee first where the code names one, and a sentence for what the payer has to fill in herself. */
export function billRows(t: Text, format: Format, bill: Bill): readonly BillRow[] {
  const rows: BillRow[] = billValues(bill, format).map(({ name, shown }) => ({ name, shown, proof: checked.has(name) ? "right" : "read" }));
  if (bill.payeeName !== null) rows.unshift({ name: "bill.payee", shown: bill.payeeName, proof: "read" });
  if (bill.amountCents === null) {
    const account = rows.findIndex((row) => row.name === "web.billAccount");
    rows.splice(account + 1, 0, { name: "web.billAmount", shown: t("bill.noAmount"), proof: "none" });
  }
  if (bill.dueDate === null) rows.push({ name: "web.billDueDate", shown: t("bill.noDueDate"), proof: "none" });
  return rows;
}

const warningTexts: Readonly<Record<Bill["warnings"][number], TextKey>> = {
  "rf-body-check": "bill.warnReference",
  "foreign-iban": "bill.warnForeign",
  "amount-beyond-bar-code": "bill.warnLarge",
  "due-date-passed": "bill.warnPassed",
};

/** What a person should look at before she pays. */
export function billWarnings(t: Text, bill: Bill): readonly string[] {
  return bill.warnings.map((warning) => t(warningTexts[warning], { country: bill.iban.slice(0, 2) }));
}
