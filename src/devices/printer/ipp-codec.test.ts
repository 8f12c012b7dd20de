import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeIpp, decodeLimits } from "./ipp-decode.ts";
import { encodeIpp } from "./ipp-encode.ts";
import { groupTags, stringTags, type IppAttribute, type IppMessage, type IppValue, type StringTag } from "./ipp-message.ts";

const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const octet = fc.integer({ min: 0, max: 255 });
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const bytes = fc.uint8Array({ maxLength: 60 });

const simpleValue: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({ tag: fc.constantFrom("integer" as const, "enum" as const), value: int32 }),
  fc.record({ tag: fc.constant("boolean" as const), value: fc.boolean() }),
  fc.record({ tag: fc.constantFrom(...(Object.keys(stringTags) as StringTag[])), value: text }),
  fc.record({ tag: fc.constantFrom("textWithLanguage" as const, "nameWithLanguage" as const), language: text, value: text }),
  fc.record({ tag: fc.constant("octetString" as const), value: bytes }),
  fc.record({
    tag: fc.constant("dateTime" as const),
    value: fc.record({
      year: fc.integer({ min: 0, max: 0xffff }), month: octet, day: octet, hour: octet, minute: octet, second: octet,
      deciSecond: octet, direction: fc.constantFrom("+" as const, "-" as const), offsetHours: octet, offsetMinutes: octet,
    }),
  }),
  fc.record({ tag: fc.constant("resolution" as const), x: int32, y: int32, unit: fc.constantFrom("dpi" as const, "dpcm" as const) }),
  fc.record({ tag: fc.constant("rangeOfInteger" as const), lower: int32, upper: int32 }),
  fc.record({ tag: fc.constantFrom("unsupported" as const, "unknown" as const, "no-value" as const) }),
  fc.record({ tag: fc.constant("raw" as const), code: fc.constantFrom(0x11, 0x15, 0x20, 0x2f, 0x3f, 0x43, 0x60, 0x7f, 0xff), bytes }),
);

const { attribute } = fc.letrec<{ value: IppValue; attribute: IppAttribute }>((tie) => ({
  value: fc.oneof(
    { maxDepth: decodeLimits.collectionDepth - 2, depthSize: "small" },
    simpleValue,
    fc.record({ tag: fc.constant("collection" as const), members: fc.array(tie("attribute"), { maxLength: 3 }) }),
  ),
  attribute: fc.record({
    name: fc.string({ minLength: 1, maxLength: 20 }),
    values: fc.array(tie("value"), { minLength: 1, maxLength: 4 }),
  }),
}));

const message: fc.Arbitrary<IppMessage> = fc.record({
  version: fc.constantFrom([1, 1] as const, [2, 0] as const, [2, 2] as const),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: int32,
  groups: fc.array(
    fc.record({
      tag: fc.constantFrom(...Object.values(groupTags).filter((tag) => tag !== groupTags.end), 0x0f),
      attributes: fc.array(attribute, { maxLength: 5 }),
    }),
    { maxLength: 4 },
  ),
  data: bytes,
});

/** Buffers and Uint8Arrays of the same content count as equal. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner instanceof Uint8Array ? { hex: Buffer.from(inner).toString("hex") } : bufferJson(inner))));
const bufferJson = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value
    ? { hex: Buffer.from(value.data as number[]).toString("hex") }
    : value;

/** Get-Printer-Attributes as RFC 8010 appendix A would write it, and with the collection of section A.5. */
const known: IppMessage = {
  version: [1, 1],
  code: 0x000b,
  requestId: 1,
  groups: [
    {
      tag: groupTags.operation,
      attributes: [
        { name: "attributes-charset", values: [{ tag: "charset", value: "utf-8" }] },
        { name: "media-col", values: [{ tag: "collection", members: [
          { name: "media-color", values: [{ tag: "keyword", value: "blue" }] },
          { name: "media-size", values: [{ tag: "collection", members: [
            { name: "x-dimension", values: [{ tag: "integer", value: 6 }] },
            { name: "y-dimension", values: [{ tag: "integer", value: 4 }] },
          ] }] },
        ] }] },
        { name: "sides", values: [{ tag: "keyword", value: "one-sided" }, { tag: "keyword", value: "two-sided-long-edge" }] },
      ],
    },
  ],
  data: new Uint8Array(),
};
const knownHex = [
  "0101 000b 00000001 01",
  "47 0012 617474726962757465732d63686172736574 0005 7574662d38",
  "34 0009 6d656469612d636f6c 0000",
  "4a 0000 000b 6d656469612d636f6c6f72 44 0000 0004 626c7565",
  "4a 0000 000a 6d656469612d73697a65 34 0000 0000",
  "4a 0000 000b 782d64696d656e73696f6e 21 0000 0004 00000006",
  "4a 0000 000b 792d64696d656e73696f6e 21 0000 0004 00000004",
  "37 0000 0000 37 0000 0000",
  "44 0005 7369646573 0009 6f6e652d7369646564 44 0000 0013 74776f2d73696465642d6c6f6e672d65646765",
  "03",
].join("").replaceAll(" ", "");

const badReply = (input: Uint8Array) => {
  const result = decodeIpp(input);
  return result.ok ? "decoded" : result.error.code;
};

describe("IPP codec", () => {
  it("writes and reads the bytes of RFC 8010", () => {
    expect(Buffer.from(encodeIpp(known)).toString("hex")).toBe(knownHex);
    expect(decodeIpp(Buffer.from(knownHex, "hex"))).toStrictEqual({ ok: true, value: { ...known, data: Buffer.alloc(0) } });
  });

  it("reads back whatever it wrote", () => {
    fc.assert(
      fc.property(message, (original) => {
        const decoded = decodeIpp(encodeIpp(original));
        expect(plain(decoded)).toEqual(plain({ ok: true, value: original }));
      }),
      { numRuns: 120 },
    );
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (input) => void decodeIpp(input)), { numRuns: 2000 });
    const headed = fc.uint8Array({ maxLength: 400 }).map((tail) => Buffer.concat([Buffer.from("0200000000000001", "hex"), tail]));
    fc.assert(fc.property(headed, (input) => void decodeIpp(input)), { numRuns: 5000 });
  });

  it("never throws on a message with changed bytes", () => {
    const whole = encodeIpp(known);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), octet), { minLength: 1, maxLength: 6 }), (changes) => {
        const broken = Uint8Array.from(whole);
        for (const [at, value] of changes) broken[at] = value;
        const decoded = decodeIpp(broken);
        expect(typeof decoded.ok).toBe("boolean");
      }),
      { numRuns: 3000 },
    );
  });

  it("calls a message cut off anywhere a bad reply", () => {
    fc.assert(
      fc.property(message, (original) => {
        const whole = encodeIpp({ ...original, data: new Uint8Array() });
        const tooGood = Array.from(whole.subarray(0, 1200).keys()).filter((length) => badReply(whole.subarray(0, length)) !== "printer/bad-reply");
        expect(tooGood).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ["nothing", ""],
    ["a web page", Buffer.from("<!DOCTYPE html><html><body>Log in</body></html>").toString("hex")],
    ["a version from the future", "0900000000000001 03"],
    ["a value outside a group", "0200000000000001 21 0001 61 0004 00000001 03"],
    ["a value without a name", "0200000000000001 01 21 0000 0004 00000001 03"],
    ["the reserved tag 0", "0200000000000001 00 03"],
    ["a member name outside a collection", "0200000000000001 01 4a 0000 0001 61 03"],
    ["an end of a collection that never began", "0200000000000001 01 37 0001 61 0000 03"],
    ["a group within a collection", "0200000000000001 01 34 0001 61 0000 02 0000 0000 03"],
    ["a member value before a member name", "0200000000000001 01 34 0001 61 0000 21 0000 0004 00000001 37 0000 0000 03"],
    ["a member without a value", "0200000000000001 01 34 0001 61 0000 4a 0000 0001 62 37 0000 0000 03"],
    ["a named value within a collection", "0200000000000001 01 34 0001 61 0000 4a 0001 62 0001 62 37 0000 0000 03"],
    ["a length beyond the end", "0200000000000001 01 44 0001 61 ffff 61 03"],
  ])("calls %s a bad reply", (_, hex) => {
    expect(badReply(Buffer.from(hex.replaceAll(" ", ""), "hex"))).toBe("printer/bad-reply");
  });

  it("does not follow collections without end into the ground", () => {
    const deep = Buffer.concat([
      Buffer.from("02000000000000010134000161" + "0000", "hex"),
      Buffer.from("4a00000001613400000000".repeat(20_000), "hex"),
    ]);
    expect(decodeIpp(deep)).toMatchObject({ ok: false, error: { code: "printer/bad-reply", detail: { what: "depth" } } });
    const many = Buffer.concat([Buffer.from("020000000000000101", "hex"), Buffer.from("1000016100001000000000".repeat(decodeLimits.values), "hex"), Buffer.from("03", "hex")]);
    expect(decodeIpp(many)).toMatchObject({ ok: false, error: { code: "printer/bad-reply", detail: { what: "too-many-values" } } });
  });

  it("keeps a value whose length does not fit its tag as raw bytes", () => {
    const decoded = decodeIpp(Buffer.from("0200000000000001 04 21 0001 61 0003 000001 22 0001 62 0001 02 03".replaceAll(" ", ""), "hex"));
    expect(plain(decoded)).toMatchObject({
      value: { groups: [{ attributes: [
        { name: "a", values: [{ tag: "raw", code: 0x21, bytes: { hex: "000001" } }] },
        { name: "b", values: [{ tag: "raw", code: 0x22, bytes: { hex: "02" } }] },
      ] }] },
    });
  });

  it("refuses to write what does not fit", () => {
    const withValue = (value: IppValue): IppMessage => ({ ...known, groups: [{ tag: 1, attributes: [{ name: "a", values: [value] }] }] });
    expect(() => encodeIpp(withValue({ tag: "integer", value: 2 ** 31 }))).toThrow(RangeError);
    expect(() => encodeIpp(withValue({ tag: "keyword", value: "x".repeat(0x8000) }))).toThrow(RangeError);
    expect(() => encodeIpp({ ...known, groups: [{ tag: 1, attributes: [{ name: "a", values: [] }] }] })).toThrow(RangeError);
  });
});
