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
  /** What a person should look at although every mandatory check passed. */
  readonly warning: string | null;
}

const warnings: Readonly<Record<Bill["warnings"][number], { readonly row: TextKey; readonly text: TextKey }>> = {
  "rf-body-check": { row: "web.billReference", text: "bill.warnReference" },
  "foreign-iban": { row: "web.billAccount", text: "bill.warnForeign" },
  "amount-beyond-bar-code": { row: "web.billAmount", text: "bill.warnLarge" },
  "due-date-passed": { row: "web.billDueDate", text: "bill.warnPassed" },
};

const checked: ReadonlySet<TextKey> = new Set<TextKey>(["web.billAccount", "web.billReference"]);

/** What is shown of a bill: the payee first where the code names one, and a sentence for what the payer has to fill in herself. */
export function billRows(t: Text, format: Format, bill: Bill): readonly BillRow[] {
  const warningOf = (name: TextKey): string | null => {
    const found = bill.warnings.find((warning) => warnings[warning].row === name);
    return found === undefined ? null : t(warnings[found].text, { country: bill.iban.slice(0, 2) });
  };
  const rows: BillRow[] = billValues(bill, format).map(({ name, shown }) => ({ name, shown, proof: checked.has(name) ? "right" : "read", warning: warningOf(name) }));
  if (bill.payeeName !== null) rows.unshift({ name: "bill.payee", shown: bill.payeeName, proof: "read", warning: null });
  if (bill.amountCents === null) {
    const account = rows.findIndex((row) => row.name === "web.billAccount");
    rows.splice(account + 1, 0, { name: "web.billAmount", shown: t("bill.noAmount"), proof: "none", warning: null });
  }
  if (bill.dueDate === null) rows.push({ name: "web.billDueDate", shown: t("bill.noDueDate"), proof: "none", warning: null });
  return rows;
}
