import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billErrorCodeSchema, billSchema } from "../../contract/bill.ts";
import type { Bill, BillErrorCode } from "../../contract/bill.ts";
import { mod97 } from "./account-checks.ts";
import { encodeBankBarCode } from "./bank-bar-code.ts";
import { anyRf, barCodeCents, dueDate, finnishIban, finnishRf, nationalReference, rfOf } from "./bill-arbitraries.ts";
import { decodeBill } from "./bill-codec.ts";

const today = { date: "2009-01-01" };
const decode = (text: string) => decodeBill(text, today);
const refused = (code: BillErrorCode) => ({ ok: false, error: { code } });

/** Official examples of Finance Finland's guide v5.3. */
const version4 = "479440520200360820048831500000000868516259619897100612";
const version5 = "579440520200360820048831509000000868516259619897100612";
const withoutReference = "492393900010033910000000200000000000000001357914991224";

describe("bank bar code: official examples", () => {
  it.each([
    [version4, "FI7944052020036082", 488_315, "868516259619897", "2010-06-12"],
    ["458101710000001220004829900000000559582243294671120131", "FI5810171000000122", 48_299, "559582243294671", "2012-01-31"],
    ["415660100015306410074445400000007758474790647489191219", "FI1566010001530641", 744_454, "7758474790647489", "2019-12-19"],
    ["473313130010000580000000000000000000000000868624130809", "FI7331313001000058", null, "868624", "2013-08-09"],
    ["439363630020924920000010300000000000000590738390230311", "FI3936363002092492", 103, "590738390", "2023-03-11"],
  ])("version 4: %s", (code, iban, amountCents, value, due) => {
    expect(decode(code)).toEqual({
      ok: true,
      value: {
        source: "bar-code-4", iban, amountCents, reference: { kind: "national", value }, message: null, dueDate: due,
        payeeName: null, virtualBarCode: code, warnings: [],
      },
    });
  });

  it.each([
    [version5, "FI7944052020036082", 488_315, "RF09868516259619897", "2010-06-12"],
    ["558101710000001220004829906000000559582243294671100131", "FI5810171000000122", 48_299, "RF06559582243294671", "2010-01-31"],
    ["515660100015306410074445484000007758474790647489191219", "FI1566010001530641", 744_454, "RF847758474790647489", "2019-12-19"],
    ["573313130010000580000000010000000000000000868624130809", "FI7331313001000058", null, "RF10868624", "2013-08-09"],
    ["539363630020924920000010366000000000000590738390230311", "FI3936363002092492", 103, "RF66590738390", "2023-03-11"],
  ])("version 5: %s", (code, iban, amountCents, value, due) => {
    expect(decode(code)).toEqual({
      ok: true,
      value: {
        source: "bar-code-5", iban, amountCents, reference: { kind: "rf", value }, message: null, dueDate: due,
        payeeName: null, virtualBarCode: code, warnings: [],
      },
    });
  });

  it("reads the two-digit year 99 as 2099", () => {
    expect(decode(withoutReference)).toMatchObject({ ok: true, value: { dueDate: "2099-12-24", amountCents: 2, reference: { value: "13579" + "14" } } });
  });

  it("takes six zeros as no due date", () => {
    expect(decode(`${version4.slice(0, 48)}000000`)).toMatchObject({ ok: true, value: { dueDate: null, warnings: [] } });
  });
});

describe("bank bar code: the same code as devices and people give it", () => {
  it.each([
    ["AIM prefix", `]C0${version4}`],
    ["CR", `${version4}\r`],
    ["CRLF", `]C0${version4}\r\n`],
    ["TAB", `${version4}\t`],
    ["STX and ETX", `\x02${version4}\x03`],
    ["STX, AIM prefix, ETX, CRLF", `\x02]C0${version4}\x03\r\n`],
    ["STX, CR, ETX", `\x02${version4}\r\x03`],
    ["groups of four", version4.replace(/(.{4})/g, "$1 ")],
    ["non-breaking groups", version4.replace(/(.{5})/g, "$1\u00A0")],
    ["spaces around", `  ${version4}  `],
  ])("%s", (_, text) => {
    expect(decode(text)).toEqual(decode(version4));
    expect(decode(text).ok).toBe(true);
  });
});

describe("bank bar code: what is refused, and by which part", () => {
  const put = (at: number, text: string): string => version4.slice(0, at) + text + version4.slice(at + text.length);
  it.each<[string, string, BillErrorCode]>([
    ["nothing", "", "bill/empty"],
    ["only a frame", "\x02]C0\x03\r\n", "bill/empty"],
    ["version 6", `6${withoutReference.slice(1)}`, "bill/version"],
    ["version 3", `3${withoutReference.slice(1)}`, "bill/version"],
    ["52 digits", version4.slice(0, 52), "bill/length"],
    ["53 digits", version4.slice(1), "bill/length"],
    ["55 digits", `${version4}0`, "bill/length"],
    ["56 digits", `${version4}01`, "bill/length"],
    ["the 99th of the 13th month", `${withoutReference.slice(0, 48)}991399`, "bill/due-date"],
    ["day 0", put(48, "100600"), "bill/due-date"],
    ["30 February", put(48, "240230"), "bill/due-date"],
    ["29 February of a common year", put(48, "230229"), "bill/due-date"],
    ["a wrong 7-3-1 digit", "492393900010033910000000200000000000000001357915991224", "bill/reference"],
    ["a reference of zeros", put(28, "0".repeat(20)), "bill/reference"],
    ["a reference of three digits", put(28, "123".padStart(20, "0")), "bill/reference"],
    ["an IBAN digit flipped", put(9, "1"), "bill/iban"],
    ["reserve 001", put(27, "1"), "bill/reserve"],
    ["RF check digits that were parsed as a number", `${version5.slice(0, 25)}90${version5.slice(27)}`, "bill/reference"],
    ["an RF reference of zeros", `${version5.slice(0, 25)}${"0".repeat(23)}${version5.slice(48)}`, "bill/reference"],
    ["a letter O for a zero", put(5, "O"), "bill/not-digits"],
    ["lower-case noise", `${version4}abc`, "bill/not-digits"],
    ["digits of another script", version4.replaceAll("4", "٤"), "bill/not-digits"],
    ["a web address", "https://example.org/lasku/1", "bill/not-a-bill"],
    ["a person's name", "Maija Meikäläinen", "bill/not-a-bill"],
    ["a bill's digits in a parcel's symbol", `]A0${version4}`, "bill/not-a-bill"],
    ["lower-case AIM prefix", `]c0${version4}`, "bill/not-a-bill"],
    ["a line break in the middle", put(20, "\n"), "bill/control-characters"],
    ["an escape in the middle", put(20, "\x1b"), "bill/control-characters"],
    ["a NUL in the middle", put(20, "\0"), "bill/control-characters"],
    ["DEL in the middle", put(20, "\x7f"), "bill/control-characters"],
    ["a C1 control in the middle", put(20, "\u009b"), "bill/control-characters"],
    ["a right-to-left override", put(20, "\u202e"), "bill/control-characters"],
    ["a second STX", `\x02\x02${version4}\x03`, "bill/control-characters"],
    ["half a character", put(20, "\ud800"), "bill/control-characters"],
  ])("%s", (_, text, code) => {
    expect(decode(text)).toEqual(refused(code));
  });

  it("warns of an RF reference whose body is no national reference, and no more", () => {
    const code = encodeBankBarCode({
      iban: "FI7944052020036082", amountCents: 100, reference: { kind: "rf", value: rfOf("12345678") }, dueDate: null,
    });
    expect(decode(code ?? "")).toMatchObject({ ok: true, value: { warnings: ["rf-body-check"] } });
  });

  it("warns from the day after the due date", () => {
    const warningsOn = (date: string) => {
      const bill = decodeBill(version4, { date });
      return bill.ok ? bill.value.warnings : null;
    };
    expect(warningsOn("2010-06-12")).toEqual([]);
    expect(warningsOn("2010-06-13")).toEqual(["due-date-passed"]);
  });
});

describe("payment QR", () => {
  const message140 = "140 characters of free text ".repeat(5);
  const demonstrator = [
    "BCD", "001", "1", "SCT", "NDEAFIHH", "Purjehdusseura Bitti ja Paatti Segelsällskapet Bit och Båt juhlat os.1", "FI7331313001000058",
    "EUR999999999.99", "BEXP", "", `${message140.slice(0, 139)}.`, "ReqdExctnDt/2014-01-02",
  ];
  const european = [
    "BCD", "001", "1", "SCT", "BHBLDEHHXXX", "Franz Mustermänn", "DE71110220330123456789", "EUR12.3", "GDDS", "RF18539007547034",
  ];
  const form = [
    "BCD", "001", "1", "SCT", "OKOYFIHH", "Asiakas T. Meikäläinen", "FI7944052020036082", "EUR158.24", "", "RF07663321328510", "",
    "ReqdExctnDt/2014-01-22",
  ];
  /** `form` with one 1-based line changed. */
  const changed = (line: number, text: string): string => form.with(line - 1, text).join("\n");

  it("reads the Finnish demonstrator: a message, and an amount that no bar code can carry", () => {
    expect(decode(demonstrator.join("\n"))).toEqual({
      ok: true,
      value: {
        source: "qr", iban: "FI7331313001000058", amountCents: 99_999_999_999, reference: null, message: demonstrator[10],
        dueDate: "2014-01-02", payeeName: demonstrator[5], virtualBarCode: null, warnings: ["amount-beyond-bar-code"],
      },
    });
  });

  it("reads the European demonstrator: one decimal, a foreign account", () => {
    expect(decode(european.join("\n"))).toEqual({
      ok: true,
      value: {
        source: "qr", iban: "DE71110220330123456789", amountCents: 1_230, reference: { kind: "rf", value: "RF18539007547034" },
        message: null, dueDate: null, payeeName: "Franz Mustermänn", virtualBarCode: null, warnings: ["foreign-iban"],
      },
    });
  });

  it("reads the Finnish credit transfer form and makes its bar code", () => {
    expect(decode(form.join("\n"))).toEqual({
      ok: true,
      value: {
        source: "qr", iban: "FI7944052020036082", amountCents: 15_824, reference: { kind: "rf", value: "RF07663321328510" },
        message: null, dueDate: "2014-01-22", payeeName: "Asiakas T. Meikäläinen",
        virtualBarCode: "579440520200360820001582407000000000663321328510140122", warnings: [],
      },
    });
  });

  it.each([
    ["CRLF", form.join("\r\n")],
    ["CR", form.join("\r")],
    ["AIM prefix and suffix CR", `]Q1${form.join("\n")}\r`],
    ["STX and ETX", `\x02]Q3${form.join("\n")}\x03`],
    ["trailing empty lines", `${form.join("\n")}\n\n\n`],
    ["an IBAN in groups", changed(7, "FI79 4405 2020 0360 82")],
    ["a reference in groups", changed(10, "RF07 6633 2132 8510")],
  ])("reads it with %s", (_, text) => {
    expect(decode(text)).toEqual(decode(form.join("\n")));
  });

  it("takes a national reference in line 10, its leading zeros off", () => {
    expect(decode(changed(10, "00000868516259619897"))).toMatchObject({
      ok: true,
      value: {
        reference: { kind: "national", value: "868516259619897" },
        virtualBarCode: "479440520200360820001582400000000868516259619897140122",
      },
    });
  });

  it("an amount left out is the payer's to decide", () => {
    expect(decode(changed(8, ""))).toMatchObject({ ok: true, value: { amountCents: null } });
  });

  it("takes version 002 without BIC inside the European Economic Area only", () => {
    expect(decode(form.with(1, "002").with(4, "").join("\n")).ok).toBe(true);
    expect(decode(form.with(1, "002").with(4, "").with(6, "CH9300762011623852957").join("\n"))).toEqual(refused("bill/qr-structure"));
    expect(decode(form.with(1, "002").with(4, "UBSWCHZH80A").with(6, "CH9300762011623852957").join("\n")).ok).toBe(true);
  });

  it("leaves line 12 alone where it holds no date", () => {
    expect(decode(changed(12, "Kiitos"))).toMatchObject({ ok: true, value: { dueDate: null } });
  });

  it.each<[string, string, BillErrorCode]>([
    ["version 003", changed(2, "003"), "bill/qr-version"],
    ["nothing but the tag", "BCD", "bill/qr-version"],
    ["lines run together", form.join(""), "bill/qr-structure"],
    ["character set 9", changed(3, "9"), "bill/qr-charset"],
    ["bytes that were read in the wrong character set", changed(6, "Asiakas T. Meik\uFFFDl\uFFFDinen"), "bill/qr-charset"],
    ["another identification", changed(4, "INST"), "bill/qr-structure"],
    ["version 001 without BIC", changed(5, ""), "bill/qr-structure"],
    ["a BIC of seven letters", changed(5, "OKOYFIH"), "bill/qr-structure"],
    ["no payee", changed(6, ""), "bill/qr-payee"],
    ["a payee of blanks", changed(6, "   "), "bill/qr-payee"],
    ["a payee of 71 characters", changed(6, "x".repeat(71)), "bill/qr-payee"],
    ["lines that end after the BIC", form.slice(0, 5).join("\n"), "bill/qr-payee"],
    ["no account", form.slice(0, 6).join("\n"), "bill/iban"],
    ["a wrong account", changed(7, "FI7944052020036083"), "bill/iban"],
    ["a Finnish account that is too long", changed(7, "FI79440520200360820"), "bill/iban"],
    ["an account outside SEPA", changed(7, "TR330006100519786457841326"), "bill/iban"],
    ["Swedish crowns", changed(8, "SEK158.24"), "bill/qr-currency"],
    ["no currency", changed(8, "158.24"), "bill/amount"],
    ["a comma", changed(8, "EUR158,24"), "bill/amount"],
    ["three decimals", changed(8, "EUR158.240"), "bill/amount"],
    ["zero", changed(8, "EUR0.00"), "bill/amount"],
    ["a negative amount", changed(8, "EUR-1.00"), "bill/amount"],
    ["an exponent", changed(8, "EUR1e3"), "bill/amount"],
    ["a thousand million", changed(8, "EUR1000000000.00"), "bill/amount"],
    ["a long purpose", changed(9, "BEXPX"), "bill/qr-structure"],
    ["a reference with a wrong check", changed(10, "RF08663321328510"), "bill/reference"],
    ["a reference and a message", changed(11, "Lasku 1"), "bill/qr-structure"],
    ["a date that is not", changed(12, "ReqdExctnDt/2014-02-30"), "bill/due-date"],
    ["a Finnish date", changed(12, "ReqdExctnDt/22.1.2014"), "bill/due-date"],
    ["a thirteenth line", `${form.join("\n")}\nmore`, "bill/qr-structure"],
    ["332 bytes", changed(11, "ä".repeat(140)).replace("RF07663321328510", ""), "bill/qr-too-long"],
    ["a tab in the payee's name", changed(6, "Asiakas\tMeikäläinen"), "bill/control-characters"],
    ["an escape in the message", changed(11, "\x1b[2J"), "bill/control-characters"],
    ["a payee's name that turns round", changed(6, "Asiakas \u202eatlo"), "bill/control-characters"],
  ])("refuses %s", (_, text, code) => {
    expect(decode(text)).toEqual(refused(code));
  });

  it("counts 331 bytes as printed: two for ä in UTF-8, one in ISO 8859-15", () => {
    const withBytes = (bytes: number, charset: string): string => {
      const bare = demonstrator.with(2, charset).with(10, "");
      const used = charset === "1" ? Buffer.byteLength(bare.join("\n")) : bare.join("\n").length;
      // Line 11 holds 140 characters at most; the rest is filled with blanks at the ends of lines.
      return bare.with(10, "m".repeat(140)).with(3, `SCT${" ".repeat(bytes - used - 140)}`).join("\n");
    };
    for (const charset of ["1", "8"]) {
      expect(decode(withBytes(331, charset)).ok).toBe(true);
      expect(decode(withBytes(332, charset))).toEqual(refused("bill/qr-too-long"));
    }
  });
});

describe("properties", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(...Array.from("0123456789 45\r\n]C0Q1")), maxLength: 80 }),
    fc.array(fc.oneof(fc.constantFrom("BCD", "001", "002", "1", "SCT", "OKOYFIHH", "FI7944052020036082", "EUR1.00", "", "RF07663321328510", "ReqdExctnDt/2024-02-29"), fc.string()), { maxLength: 14 })
      .map((lines) => ["BCD", ...lines].join("\n")),
  );

  it("never throws; answers a bill of the contract or a code of the catalogue", () => {
    fc.assert(fc.property(anyText, (text) => {
      const result = decode(text);
      if (result.ok) billSchema.parse(result.value);
      else billErrorCodeSchema.parse(result.error.code);
    }), { numRuns: 2_000 });
  });

  it("an error says nothing of what was read", () => {
    fc.assert(fc.property(anyText, (text) => {
      const result = decode(text);
      if (!result.ok) expect(Object.keys(result.error)).toEqual(["code"]);
    }));
  });

  const reference: fc.Arbitrary<NonNullable<Bill["reference"]>> = fc.oneof(
    nationalReference.map((value) => ({ kind: "national" as const, value })),
    finnishRf.map((value) => ({ kind: "rf" as const, value })),
  );
  const barCodeBill = fc.record({ iban: finnishIban, amountCents: barCodeCents, reference, dueDate });

  it("what is encoded is decoded again, to the cent", () => {
    fc.assert(fc.property(barCodeBill, (bill) => {
      const code = encodeBankBarCode(bill) ?? "";
      expect(decodeBill(code, { date: "2000-01-01" })).toEqual({
        ok: true,
        value: {
          ...bill, source: bill.reference.kind === "rf" ? "bar-code-5" : "bar-code-4", message: null, payeeName: null, virtualBarCode: code, warnings: [],
        },
      });
    }), { numRuns: 1_000 });
  });

  it("a QR code and its virtual bar code say the same", () => {
    fc.assert(fc.property(barCodeBill, ({ iban, amountCents, reference: { kind, value }, dueDate: due }) => {
      const amount = amountCents === null ? "" : `EUR${Math.floor(amountCents / 100)}.${String(amountCents % 100).padStart(2, "0")}`;
      const qr = decode(["BCD", "001", "1", "SCT", "OKOYFIHH", "Kunta", iban, amount, "", value, "", due === null ? "" : `ReqdExctnDt/${due}`].join("\n"));
      if (!qr.ok) throw new Error(qr.error.code);
      expect(qr.value).toMatchObject({ iban, amountCents, reference: { kind, value }, dueDate: due });
      const bar = decode(qr.value.virtualBarCode ?? "");
      expect(bar).toMatchObject({ ok: true, value: { iban, amountCents, reference: { kind, value }, dueDate: due } });
    }));
  });

  it("an RF reference with letters has no bar code", () => {
    fc.assert(fc.property(finnishIban, anyRf, (iban, value) => {
      const code = encodeBankBarCode({ iban, amountCents: null, reference: { kind: "rf", value }, dueDate: null });
      expect(code === null).toBe(/[A-Z]/.test(value.slice(4)));
    }));
  });

  it("one wrong digit in account or reference is always noticed", () => {
    const digitAt = fc.integer({ min: 1, max: 16 });
    fc.assert(fc.property(barCodeBill, digitAt, fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.nat(), (bill, ibanAt, step, inIban, seed) => {
      const code = encodeBankBarCode(bill) ?? "";
      const [from, to] = bill.reference.kind === "rf" ? [25, 48] : [28, 48];
      const at = inIban ? ibanAt : from + (seed % (to - from));
      const wrong = code.slice(0, at) + String((Number(code[at]) + step) % 10) + code.slice(at + 1);
      expect(decode(wrong)).toEqual(refused(inIban ? "bill/iban" : "bill/reference"));
    }), { numRuns: 2_000 });
  });

  it("the remainder by 97 is that of the number", () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (number) => {
      expect(mod97(String(number))).toBe(Number(number % 97n));
    }));
  });
});
