import { describe, expect, it } from "vitest";
import { createFormat } from "./format.ts";
import { createText } from "./texts.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("texts", () => {
  it("fill in numbers by the language's plural", () => {
    expect(createText("fi")("home.documentsWaiting", { count: 1 })).toBe("1 paperi odottaa");
    expect(createText("fi")("home.documentsWaiting", { count: 3 })).toBe("3 paperia odottaa");
    expect(createText("en")("home.documentsWaiting", { count: 1 })).toBe("1 paper waits");
    expect(createText("se")("common.pages", { count: 2 })).toBe("2 siiddu");
  });

  it("are Finnish for Inari and Skolt Sámi", () => {
    expect(createText("smn")("home.title")).toBe(createText("fi")("home.title"));
    expect(createText("sms")("home.title")).toBe(createText("fi")("home.title"));
  });
});

describe("formats", () => {
  const at = new Date(2026, 5, 12, 13, 0).getTime();
  const later = new Date(2026, 5, 12, 9, 5).getTime();

  it("write times as the language does, full hours short within a sentence", () => {
    expect(createFormat("fi").time(at)).toBe("13.00");
    expect(createFormat("fi").clock(at)).toBe("13");
    expect(createFormat("fi").clock(later)).toBe("9.05");
    expect(createFormat("en").clock(at)).toBe("13:00");
    expect(createFormat("sv").clock(at)).toBe("13");
  });

  it("write money, dates and sizes as the language does", () => {
    expect(plain(createFormat("fi").money(488_315))).toBe("4 883,15 €");
    expect(plain(createFormat("sv").money(5))).toBe("0,05 €");
    expect(plain(createFormat("en").money(488_315))).toBe("€4,883.15");
    expect(createFormat("fi").isoDate("2026-07-02")).toBe("2.7.2026");
    expect(createFormat("fi").date(at)).toBe("12.6.2026");
    expect(plain(createFormat("fi").bytes(2_140_000))).toBe("2,1 Mt");
    expect(plain(createFormat("en").bytes(12_000))).toBe("12 kB");
    expect(createFormat("fi").seconds(212)).toBe("0,21");
    expect(plain(createFormat("fi").percent(0.62))).toBe("62 %");
  });

  it("stand in Finnish where there is no data for a Sámi language", () => {
    for (const language of ["smn", "sms"] as const) expect(plain(createFormat(language).money(100))).toBe("1,00 €");
    expect(plain(createFormat("se").money(100))).toContain("1,00");
  });
});
