import { describe, expect, it } from "vitest";
import type { Bill } from "../../contract/bill.ts";
import { createFormat } from "../i18n/format.ts";
import { billValues } from "./bill-values.ts";

const bill: Bill = {
  source: "bar-code-4", iban: "FI7944052020036082", amountCents: 488_315, reference: { kind: "national", value: "868516259619897" }, message: null, dueDate: "2010-06-12",
  payeeName: null, virtualBarCode: "479440520200360820048831500000000868516259619897100612", warnings: [],
};
const shown = (one: Bill, language: "fi" | "en" = "fi") => Object.fromEntries(billValues(one, createFormat(language)).map((value) => [value.name, [value.shown.replace(/\u00a0/g, " "), value.typed]]));

describe("the parts of a bill", () => {
  it("are shown as they are printed and typed as banks take them", () => {
    expect(shown(bill)).toEqual({
      "web.billAccount": ["FI79 4405 2020 0360 82", "FI7944052020036082"],
      "web.billAmount": ["4 883,15 €", "4883,15"],
      "web.billReference": ["86851 62596 19897", "868516259619897"],
      "web.billDueDate": ["12.6.2010", "12.6.2010"],
    });
  });

  it("are typed the same way in every language", () => {
    expect(shown(bill, "en")["web.billAmount"]).toEqual(["€4,883.15", "4883,15"]);
    expect(shown(bill, "en")["web.billDueDate"]).toEqual(["12/06/2010", "12.6.2010"]);
  });

  it("leave out what the bill does not say, and keep cents below a euro", () => {
    expect(shown({ ...bill, amountCents: 5, reference: null, dueDate: null, message: "Lahjoitus" })).toEqual({
      "web.billAccount": ["FI79 4405 2020 0360 82", "FI7944052020036082"],
      "web.billAmount": ["0,05 €", "0,05"],
      "web.billMessage": ["Lahjoitus", "Lahjoitus"],
    });
  });

  it("groups an RF reference in fours and a national one from the right", () => {
    expect(shown({ ...bill, reference: { kind: "rf", value: "RF09868516259619897" } })["web.billReference"]?.[0]).toBe("RF09 8685 1625 9619 897");
    expect(shown({ ...bill, reference: { kind: "national", value: "1232" } })["web.billReference"]?.[0]).toBe("1232");
  });
});
