import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestFolders, type TestFolders } from "../testing/test-folders.ts";
import { greyJpeg, pngOf } from "../testing/pictures.ts";
import { readJpegHeader } from "./jpeg-header.ts";
import { onA4, writePdf } from "./pages.ts";
import { readPng } from "./png-picture.ts";
import { unfilter } from "./png-rows.ts";

const execute = promisify(execFile);

describe("readJpegHeader", () => {
  it("reads size and colours without decoding", () => {
    expect(readJpegHeader(greyJpeg(1240, 1754))).toEqual({ ok: true, value: { widthPx: 1240, heightPx: 1754, components: 1, inverted: false } });
  });

  it("refuses what is no picture, or a monstrous one", () => {
    const monstrous = greyJpeg(8, 8);
    monstrous.writeUInt32BE(0xffff_ffff, monstrous.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    for (const bytes of [Buffer.alloc(0), Buffer.from([0xff, 0xd8]), greyJpeg(8, 8).subarray(0, 60), monstrous]) {
      expect(readJpegHeader(bytes)).toEqual({ ok: false, error: { code: "documents/broken" } });
    }
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
      expect(typeof readJpegHeader(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(tail)])).ok).toBe("boolean");
    }));
    fc.assert(fc.property(fc.nat({ max: 250 }), fc.nat({ max: 255 }), (at, byte) => {
      const bytes = greyJpeg(64, 64);
      bytes[at % bytes.length] = byte;
      expect(typeof readJpegHeader(bytes).ok).toBe("boolean");
    }));
  });
});

describe("PNG", () => {
  let folders: TestFolders;
  beforeEach(async () => {
    folders = await createTestFolders();
  });
  afterEach(() => folders.remove());

  const write = async (bytes: Buffer): Promise<string> => {
    const path = join(folders.root, "p.png");
    await writeFile(path, bytes);
    return path;
  };
  /** The picture's own pixels, as Poppler reads them back from our PDF. */
  const pixels = async (bytes: Buffer): Promise<string> => {
    const picture = await readPng(await write(bytes), join(folders.work, "flat"));
    if (!picture.ok) return picture.error.code;
    const pdf = join(folders.work, "p.pdf");
    expect(await writePdf(pdf, [{ kind: "png", picture: picture.value }])).toEqual({ ok: true, value: null });
    await execute("pdfimages", [pdf, join(folders.work, "out")]);
    const name = (await readdir(folders.work)).find((each) => each.startsWith("out")) ?? "";
    const { stdout } = await execute("xxd", ["-p", "-c", "100", join(folders.work, name)]);
    return stdout.trim();
  };

  it("goes into a PDF with its own pixels: colour", async () => {
    const rows = Buffer.from([0, 255, 0, 0, 0, 255, 0, 1, 0, 0, 255, 10, 10, 10]);
    expect(await pixels(pngOf({ widthPx: 2, heightPx: 2, colourType: 2, rows }))).toMatch(/ff000000ff000000ff0a0aff?$|ff000000ff000000ff0a0a09$|ff000000ff000000ff0a0a0a/u);
  });

  it("an alpha channel is laid on white", async () => {
    const rows = Buffer.from([0, 255, 0, 0, 255, 255, 0, 0, 0, 1, 0, 0, 255, 128, 0, 0, 0, 127]);
    expect(await pixels(pngOf({ widthPx: 2, heightPx: 2, colourType: 6, rows }))).toMatch(/ff0000ffffff7f7fff0000ff$/u);
  });

  it("a palette is kept", async () => {
    expect(await pixels(pngOf({ widthPx: 2, heightPx: 1, colourType: 3, rows: Buffer.from([0, 0, 1]) }))).toMatch(/ff00000000ff$/u);
  });

  it("refuses what it cannot print", async () => {
    const good = pngOf({ widthPx: 2, heightPx: 1, colourType: 4, rows: Buffer.from([0, 1, 2, 3, 4]) });
    const short = pngOf({ widthPx: 2, heightPx: 9, colourType: 4, rows: Buffer.from([0, 1, 2, 3, 4]) });
    const filter = pngOf({ widthPx: 2, heightPx: 1, colourType: 4, rows: Buffer.from([9, 1, 2, 3, 4]) });
    const interlaced = pngOf({ widthPx: 2, heightPx: 1, colourType: 2, interlaced: true, rows: Buffer.alloc(7) });
    expect(await pixels(good)).not.toBe("documents/broken");
    for (const bad of [short, filter, interlaced, good.subarray(0, 40), Buffer.alloc(8)]) expect(await pixels(bad)).toBe("documents/broken");
  });

  it("a header that promises gigabytes is refused before anything is unpacked", async () => {
    const bomb = pngOf({ widthPx: 1, heightPx: 1, colourType: 6, rows: Buffer.alloc(5) });
    bomb.writeUInt32BE(29_000, 16);
    bomb.writeUInt32BE(29_000, 20);
    expect(await pixels(bomb)).toBe("documents/broken");
  });

  it("a stream with more than the header says stops at the header", async () => {
    const rows = Buffer.concat([Buffer.from([0, 9, 255]), Buffer.alloc(4_000_000)]);
    expect(await pixels(pngOf({ widthPx: 1, heightPx: 1, colourType: 4, rows }))).toMatch(/09$/u);
  });

  it("every filter is undone as it was made", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.uint8Array({ minLength: 12, maxLength: 12 }), (filter, plain, up) => {
      const above = Buffer.from([0, ...up]);
      const row = Buffer.from([filter, ...plain]);
      const raw = (at: number): number => (at < 1 ? 0 : (plain[at - 1] ?? 0));
      const paeth = (a: number, b: number, c: number): number => {
        const distances = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)] as const;
        return distances[0] <= distances[1] && distances[0] <= distances[2] ? a : distances[1] <= distances[2] ? b : c;
      };
      for (let at = 1; at < row.length; at += 1) {
        const a = at > 4 ? raw(at - 4) : 0;
        const b = above[at] ?? 0;
        const c = at > 4 ? (above[at - 4] ?? 0) : 0;
        const predicted = [0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][filter] ?? 0;
        row[at] = (raw(at) - predicted) & 0xff;
      }
      expect(unfilter(row, above, 4)).toBe(true);
      expect([...row.subarray(1)]).toEqual([...plain]);
    }));
  });
});

describe("onA4", () => {
  it("keeps every picture on the sheet and its shape", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
      const { page, content } = onA4(width, height);
      const [w = 0, , , h = 0, x = 0, y = 0] = (/^q (.*) cm/u.exec(content)?.[1] ?? "").split(" ").map(Number);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(page.widthPt + 0.1);
      expect(y + h).toBeLessThanOrEqual(page.heightPt + 0.1);
    }));
  });
});
