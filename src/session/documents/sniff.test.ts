import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greyJpeg, pngOf } from "../testing/pictures.ts";
import { sniffFormat } from "./sniff.ts";

describe("sniffFormat", () => {
  it("goes by the bytes alone", () => {
    expect(sniffFormat(Buffer.from("%PDF-1.7\n"), true)).toBe("pdf");
    expect(sniffFormat(Buffer.from(`${"\n".repeat(900)}%PDF-1.4`), true)).toBe("pdf");
    expect(sniffFormat(greyJpeg(8, 8), true)).toBe("jpeg");
    expect(sniffFormat(pngOf({ widthPx: 1, heightPx: 1, colourType: 0, rows: Buffer.from([0, 1]) }), true)).toBe("png");
    expect(sniffFormat(Buffer.from("Hei Aslak! Ođđa reive.\n"), true)).toBe("text");
  });

  it("takes nothing for text that a program would run or draw", () => {
    for (const text of ["<html><body>", "  <!doctype html>", "<?xml version='1.0'?>", "{\"a\":1}", "%!PS-Adobe", "MZ\0\0", "a\u0007b", ""]) {
      expect(sniffFormat(Buffer.from(text), true), text).toBe("other");
    }
    expect(sniffFormat(Buffer.from([0x48, 0xe4, 0x69]), true)).toBe("other");
  });

  it("does not mind a letter that is cut where the look ends", () => {
    const text = Buffer.from("ääkkösiä");
    expect(sniffFormat(text.subarray(0, 3), false)).toBe("text");
    expect(sniffFormat(text.subarray(0, 3), true)).toBe("other");
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, complete) => {
      expect(["pdf", "jpeg", "png", "text", "other"]).toContain(sniffFormat(Buffer.from(bytes), complete));
    }));
  });
});
