import { describe, expect, it } from "vitest";
import { ascii } from "./codec-properties.ts";
import { fromBcd, localTime } from "./local-time.ts";
import type { FrameReader } from "./resync.ts";
import { createResyncCodec, nothingSaid } from "./resync.ts";

/** Frames `(x)` of three bytes; counts losses. */
function bracketReader(): FrameReader & { losses(): number } {
  let losses = 0;
  return {
    longest: 3,
    look: (bytes, at) => {
      if (bytes[at] !== 0x28) return "no";
      if (at + 2 >= bytes.length) return "more";
      return bytes[at + 2] === 0x29 ? { take: 3, samples: [{ sample: "wave", points: [(bytes[at + 1] ?? 0) / 255] }] } : "no";
    },
    lost: () => { losses += 1; },
    losses: () => losses,
  };
}

describe("resynchronising", () => {
  it("takes frames, skips the rest byte by byte and keeps what may still become one", () => {
    const reader = bracketReader();
    const codec = createResyncCodec(reader);
    expect(codec.push(ascii("ab(A)(("))).toHaveLength(1);
    expect(codec.skipped()).toBe(2);
    expect(codec.push(ascii("B)"))).toEqual([{ sample: "wave", points: [0x42 / 255] }]);
    expect(codec.skipped()).toBe(3);
    expect(reader.losses()).toBe(3);
  });

  it("gives up a frame that asks for more than the longest", () => {
    const codec = createResyncCodec({ longest: 4, look: () => "more" });
    expect(codec.push(new Uint8Array(100))).toEqual([]);
    expect(codec.skipped()).toBe(97);
  });

  it("tells whether the place is in step", () => {
    const steps: boolean[] = [];
    const codec = createResyncCodec({
      longest: 1,
      look: (bytes, at, inStep) => {
        steps.push(inStep);
        return bytes[at] === 1 ? { take: 1, samples: nothingSaid } : "no";
      },
    });
    codec.push(Uint8Array.of(1, 1, 0, 0, 1, 1));
    expect(steps).toEqual([true, true, true, false, false, true]);
  });

  it("does not keep the caller's buffer", () => {
    const codec = createResyncCodec(bracketReader());
    const bytes = ascii("(A");
    codec.push(bytes);
    bytes.fill(0);
    expect(codec.push(ascii(")"))).toHaveLength(1);
  });
});

describe("a device's clock", () => {
  it("is told as local time, and not at all where it is none", () => {
    expect(localTime(2024, 2, 29, 23, 59, 58)).toBe("2024-02-29T23:59:58");
    expect(localTime(2023, 2, 29, 0, 0, 0)).toBeNull();
    expect(localTime(2024, 0, 1, 0, 0, 0)).toBeNull();
    expect(localTime(2024, 1, 1, 24, 0, 0)).toBeNull();
    expect(localTime(Number.NaN, 1, 1, 0, 0, 0)).toBeNull();
    expect(localTime(1980, 1, 1, 0, 0, 0)).toBeNull();
  });

  it("reads BCD, and no number where a half is no digit", () => {
    expect(fromBcd(0x26)).toBe(26);
    expect(fromBcd(0x2a)).toBeNaN();
    expect(fromBcd(0xa2)).toBeNaN();
  });
});
