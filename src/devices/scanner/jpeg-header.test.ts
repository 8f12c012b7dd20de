import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJpeg } from "../rigs/scanner-jpeg.ts";
import { scanSheet } from "../rigs/scanner-sheets.ts";
import { parseJpegHeader } from "./jpeg-header.ts";

const plane = new Uint8Array(30 * 20).fill(200);
const grey = encodeJpeg({ width: 30, height: 20, planes: [plane], dpi: 150 });

describe("header of a JPEG", () => {
  it("reads size, colour and density", () => {
    expect(parseJpegHeader(grey)).toEqual({ ok: true, value: { widthPx: 30, heightPx: 20, components: 1, dpi: 150 } });
    const sheet = scanSheet(1, { xOffset: 0, yOffset: 0, width: 2480, height: 3507, dpi: 75, grey: false });
    expect(parseJpegHeader(sheet)).toEqual({ ok: true, value: { widthPx: 620, heightPx: 877, components: 3, dpi: 75 } });
  });

  it("reads a density in dots per cm, and none from a file that does not tell", () => {
    const perCm = Buffer.from(grey);
    perCm[13] = 2;
    perCm.writeUInt16BE(118, 14);
    perCm.writeUInt16BE(118, 16);
    expect(parseJpegHeader(perCm)).toMatchObject({ value: { dpi: 300 } });
    perCm[13] = 0;
    expect(parseJpegHeader(perCm)).toMatchObject({ value: { dpi: null } });
  });

  it("skips fill bytes and foreign segments", () => {
    const comment = Buffer.from([0xff, 0xff, 0xff, 0xfe, 0x00, 0x06, 1, 2, 3, 4]);
    expect(parseJpegHeader(Buffer.concat([grey.subarray(0, 2), comment, grey.subarray(2)]))).toMatchObject({ value: { widthPx: 30 } });
  });

  it("refuses a file cut anywhere before its frame header ends", () => {
    const frame = grey.indexOf(Buffer.from([0xff, 0xc0]));
    for (let length = 0; length < frame + 10; length += 1) expect(parseJpegHeader(grey.subarray(0, length))).toMatchObject({ ok: false, error: { code: "scanner/bad-output" } });
  });

  it("never throws, whatever comes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, started) => {
      const result = parseJpegHeader(started ? Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes]) : bytes);
      if (result.ok) expect(result.value.widthPx > 0 && result.value.heightPx > 0).toBe(true);
    }));
    fc.assert(fc.property(fc.nat(grey.length - 1), fc.nat(255), (at, value) => {
      const changed = Buffer.from(grey);
      changed[at] = value;
      expect(typeof parseJpegHeader(changed).ok).toBe("boolean");
    }));
  });
});
