import { describe, expect, it } from "vitest";
import { billErrorCodes, type Bill } from "../../contract/bill.ts";
import { createFormat } from "../i18n/format.ts";
import type { Text } from "../i18n/texts.ts";
import { billAdvice } from "./bill-advice.ts";
import { billRows } from "./bill-rows.ts";

const t: Text = (key, values) => (values === undefined ? key : `${key} ${Object.values(values).join(" ")}`);
const format = createFormat("fi");

/** Finance Finland's own example of a version 4 bar code, guide v5.3. */
const bill: Bill = {
  source: "bar-code-4", iban: "FI7944052020036082", amountCents: 488_315, reference: { kind: "national", value: "868516259619897" }, message: null,
  dueDate: "2026-06-12", payeeName: null, virtualBarCode: null, warnings: [],
};
const shown = (rows: ReturnType<typeof billRows>) => rows.map(({ name, shown: text, proof }) => [name, text.replace(/[\u00a0\u202f]/g, " "), proof]);

describe("the rows of a checked bill", () => {
  it("group account and reference as they are printed, and say what was proved", () => {
    expect(shown(billRows(t, format, bill))).toEqual([
      ["web.billAccount", "FI79 4405 2020 0360 82", "right"],
      ["web.billAmount", "4 883,15 €", "read"],
      ["web.billReference", "86851 62596 19897", "right"],
      ["web.billDueDate", "12.6.2026", "read"],
    ]);
  });

  it("name the payee where the code does, and what the payer has to fill in", () => {
    const open: Bill = { ...bill, source: "qr", payeeName: "Testilän vesi", amountCents: null, dueDate: null, reference: null, message: "Vesimaksu" };
    expect(shown(billRows(t, format, open))).toEqual([
      ["bill.payee", "Testilän vesi", "read"],
      ["web.billAccount", "FI79 4405 2020 0360 82", "right"],
      ["web.billAmount", "bill.noAmount", "none"],
      ["web.billMessage", "Vesimaksu", "read"],
      ["web.billDueDate", "bill.noDueDate", "none"],
    ]);
  });

  it("warn of what every check let through, at the part that it concerns", () => {
    const rows = billRows(t, format, { ...bill, iban: "DE71110220330123456789", warnings: ["foreign-iban", "due-date-passed"] });
    expect(rows.map(({ name, warning }) => [name, warning])).toEqual([
      ["web.billAccount", "bill.warnForeign DE"], ["web.billAmount", null], ["web.billReference", null], ["web.billDueDate", "bill.warnPassed DE"],
    ]);
  });
});

describe("advice for a code that is no bill", () => {
  it.each(billErrorCodes)("%s names the part and what to do", (code) => {
    expect(billAdvice[code].title).not.toBe(billAdvice[code].text);
  });
});
