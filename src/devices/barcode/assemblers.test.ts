import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportsOf } from "../rigs/hid-pos-rig.ts";
import { decodeBill } from "./bill-codec.ts";
import { mostCodeBytes, textOfBytes } from "./code-text.ts";
import { HidPosAssembler } from "./hid-pos.ts";
import type { CodeAssembler, ReadCode } from "./reader.ts";
import { SerialFramer } from "./serial-framer.ts";

const bankBarCode = "479440520200360820048831500000000868516259619897100612";
const qr = "BCD\n001\n1\nSCT\nOKOYFIHH\nAsiakas T. Meikäläinen\nFI7944052020036082\nEUR158.24\n\nRF07663321328510\n\nReqdExctnDt/2014-01-22";
const text = (value: string): ReadCode => ({ kind: "text", text: value });
const damaged: ReadCode = { kind: "damaged" };

/** All that comes of some pieces and the silence after them. */
const assemble = (assembler: CodeAssembler, pieces: readonly Uint8Array[]): ReadCode[] =>
  [...pieces.flatMap((piece) => assembler.push(piece)), ...assembler.flush()];
const framed = (...pieces: (string | Uint8Array)[]) => assemble(new SerialFramer(), pieces.map((piece) => Buffer.from(piece)));
const sent = (bytes: Uint8Array, at: number) => [bytes.subarray(0, at), bytes.subarray(at)];

describe("serial framer", () => {
  it.each([
    ["CR", `${bankBarCode}\r`, [bankBarCode]],
    ["CRLF", `${bankBarCode}\r\n`, [bankBarCode]],
    ["LF", `${bankBarCode}\n`, [bankBarCode]],
    ["no suffix, then silence", bankBarCode, [bankBarCode]],
    ["TAB, then silence", `${bankBarCode}\t`, [`${bankBarCode}\t`]],
    ["STX and ETX", `\x02${bankBarCode}\x03`, [`\x02${bankBarCode}\x03`]],
    ["two in one go", `${bankBarCode}\r\n]C012\r\n`, [bankBarCode, "]C012"]],
    ["empty lines", "\r\n\r\r\n\n", []],
    ["a payment QR", `${qr}\r`, [`${qr}\r`]],
    ["a payment QR with prefix and CRLF inside", `]Q1${qr.replaceAll("\n", "\r\n")}\r\n`, [`]Q1${qr.replaceAll("\n", "\r\n")}\r\n`]],
    ["a payment QR in STX and ETX, then a bar code at once", `\x02${qr}\x03${bankBarCode}\r`, [`\x02${qr}\x03`, bankBarCode]],
    ["a code that only begins like a payment QR", "BCDE\r12\r", ["BCDE", "12"]],
  ])("%s", (_, line, codes) => {
    expect(framed(line)).toEqual(codes.map(text));
  });

  it("finds the same codes however the bytes are cut", () => {
    for (const line of [`]C0${bankBarCode}\r\n`, `\x02${bankBarCode}\r\x03`, `]Q1${qr}\r\n`]) {
      const whole = framed(line);
      const bytes = Buffer.from(line);
      for (let at = 0; at <= bytes.length; at += 1) expect(assemble(new SerialFramer(), sent(bytes, at))).toEqual(whole);
    }
  });

  it("ends a code without suffix at silence only", () => {
    const framer = new SerialFramer();
    expect(framer.push(Buffer.from(bankBarCode.slice(0, 30)))).toEqual([]);
    expect(framer.pending()).toBe(true);
    expect(framer.push(Buffer.from(bankBarCode.slice(30)))).toEqual([]);
    expect(framer.flush()).toEqual([text(bankBarCode)]);
    expect(framer.pending()).toBe(false);
  });

  it("takes 512 bytes and not one more; throws the flood away until silence", () => {
    expect(framed("x".repeat(mostCodeBytes), "\r")).toEqual([text("x".repeat(mostCodeBytes))]);
    const framer = new SerialFramer();
    expect(framer.push(Buffer.from("x".repeat(mostCodeBytes + 1)))).toEqual([damaged]);
    expect(framer.push(Buffer.from(`\r${bankBarCode}\r`))).toEqual([]);
    expect(framer.pending()).toBe(true);
    expect(framer.flush()).toEqual([]);
    expect(framer.push(Buffer.from(`${bankBarCode}\r`))).toEqual([text(bankBarCode)]);
  });

  it("never throws and never holds more than a code, whatever the bytes", () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      for (const code of assemble(new SerialFramer(), pieces)) {
        if (code.kind === "text") expect(code.text.length).toBeLessThanOrEqual(mostCodeBytes);
      }
    }));
  });

  it("reads on after any noise and a silence", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1_500 }), (noise) => {
      const framer = new SerialFramer();
      framer.push(noise);
      framer.flush();
      expect(framer.push(Buffer.from(`${bankBarCode}\r`))).toEqual([text(bankBarCode)]);
    }));
  });
});

describe("HID POS reports", () => {
  const assembled = (...reports: Uint8Array[]) => assemble(new HidPosAssembler(), reports);
  const report = (...head: number[]) => Uint8Array.from({ length: 64 }, (_, at) => head[at] ?? 0);

  it("reads 54 digits out of one report: 02 36 5D 43 30 … 6A 00 00", () => {
    const bytes = Buffer.from(`02365d4330${Buffer.from(bankBarCode).toString("hex")}00006a0000`, "hex");
    expect(bytes).toHaveLength(64);
    expect(assembled(bytes)).toEqual([text(`]C0${bankBarCode}`)]);
  });

  it("reads the suffix that the reader was told to add", () => {
    expect(assembled(...reportsOf(Buffer.from(`${bankBarCode}\r`), "]C0"))).toEqual([text(`]C0${bankBarCode}\r`)]);
  });

  it("joins the reports of a code that goes on (vector of the Access-IS manual)", () => {
    const first = "M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  ".padEnd(56).slice(0, 56);
    const one = Buffer.concat([Buffer.from([0x02, 0x38]), Buffer.from(`]Q0${first}`), Buffer.from([0x73, 0x00, 0x01])]);
    const two = Buffer.concat([Buffer.from([0x02, 0x04]), Buffer.from("]Q0rest"), Buffer.alloc(52), Buffer.from([0x73, 0x00, 0x00])]);
    expect(assembled(one, two)).toEqual([text(`]Q0${first}rest`)]);
  });

  it("joins the six reports of the longest payment QR, its umlauts whole", () => {
    const long = qr.replace("Asiakas T. Meikäläinen", "ä".repeat(70));
    expect(reportsOf(Buffer.from(long), "]Q1").length).toBeGreaterThan(4);
    expect(assembled(...reportsOf(Buffer.from(long), "]Q1"))).toEqual([text(`]Q1${long}`)]);
  });

  it("finds `]` one byte later, where some Symbol readers put it", () => {
    const bytes = report(0x02, 54, 0x00, ...Buffer.from(`]C0${bankBarCode}`));
    expect(assembled(bytes)).toEqual([text(`]C0${bankBarCode}`)]);
  });

  it("judges by content what a reader gives without symbology", () => {
    expect(assembled(report(0x02, 3, 0x5d, 0, 0, ...Buffer.from("123")))).toEqual([text("123")]);
  });

  it.each([
    ["another report id", report(0x05, 3, ...Buffer.from("]C0123"))],
    ["no data", report(0x02, 0, ...Buffer.from("]C0"))],
    ["an empty buffer", new Uint8Array()],
  ])("ignores %s", (_, bytes) => {
    expect(assembled(bytes)).toEqual([]);
  });

  it.each([
    ["no symbology mark", report(0x02, 3, ...Buffer.from("C0123"))],
    ["a length beyond the field", report(0x02, 57, ...Buffer.from("]C0123"))],
    ["a report cut short", report(0x02, 20, ...Buffer.from("]C0123")).subarray(0, 10)],
  ])("says that %s is damaged", (_, bytes) => {
    expect(assembled(bytes)).toEqual([damaged]);
  });

  it("a code whose next report never comes is damaged after silence", () => {
    const [first] = reportsOf(Buffer.from("x".repeat(100)), "]Q1");
    const assembler = new HidPosAssembler();
    expect(assembler.push(first!)).toEqual([]);
    expect(assembler.pending()).toBe(true);
    expect(assembler.flush()).toEqual([damaged]);
    expect(assembler.push(reportsOf(Buffer.from(bankBarCode), "]C0")[0]!)).toEqual([text(`]C0${bankBarCode}`)]);
  });

  it("a code without end is damaged, once, at its last report", () => {
    expect(assembled(...reportsOf(Buffer.from("x".repeat(5_000)), "]C0"))).toEqual([damaged]);
  });

  it("never throws, whatever the reports", () => {
    const anyReport = fc.oneof(
      fc.uint8Array({ maxLength: 70 }),
      fc.tuple(fc.nat(70), fc.uint8Array({ minLength: 62, maxLength: 62 })).map(([length, rest]) => Uint8Array.from([2, length, ...rest])),
      fc.tuple(fc.nat(70), fc.uint8Array({ minLength: 61, maxLength: 61 })).map(([length, rest]) => Uint8Array.from([2, length, 0x5d, ...rest])),
    );
    fc.assert(fc.property(fc.array(anyReport, { maxLength: 30 }), (reports) => {
      for (const code of assembled(...reports)) {
        if (code.kind === "text") expect(code.text.length).toBeLessThanOrEqual(mostCodeBytes + 3);
      }
    }));
  });
});

describe("text of a code's bytes", () => {
  const withCharset = (charset: string, name: Uint8Array): Uint8Array =>
    Buffer.concat([Buffer.from(`]Q1BCD\n001\n${charset}\nSCT\nOKOYFIHH\n`), name, Buffer.from("\nFI7944052020036082")]);
  const payee = (bytes: Uint8Array) => {
    const bill = decodeBill(textOfBytes(bytes), { date: "2026-01-15" });
    return bill.ok ? bill.value.payeeName : bill.error.code;
  };

  it.each([
    ["1", "Meikäläinen €", Buffer.from("Meikäläinen €")],
    ["2", "Meikäläinen", Buffer.from("Meikäläinen", "latin1")],
    ["4", "Šaddi", Buffer.from([0xa9, ...Buffer.from("addi")])],
    ["7", "Ŋávdnji", Buffer.from([0xaf, 0xe1, ...Buffer.from("vdnji")])],
    ["8", "Katto €", Buffer.from([...Buffer.from("Katto "), 0xa4])],
  ])("reads character set %s", (charset, name, bytes) => {
    expect(payee(withCharset(charset, bytes))).toBe(name);
  });

  it("refuses bytes that are not of the character set that the code names", () => {
    expect(payee(withCharset("1", Buffer.from("Meikäläinen", "latin1")))).toBe("bill/qr-charset");
    expect(payee(withCharset("9", Buffer.from("Katto")))).toBe("bill/qr-charset");
  });

  it("takes everything else byte for byte", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      fc.pre(!Buffer.from(bytes).includes("BCD"));
      expect(Buffer.from(textOfBytes(bytes), "latin1")).toEqual(Buffer.from(bytes));
    }));
  });
});
