import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameGuard } from "./frame-guard.ts";

const largest = 1_000;
const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Sends the bytes in pieces of these lengths and gives what came through, and whether the guard called it bad. */
async function through(bytes: Buffer, cuts: readonly number[]): Promise<{ readonly passed: Buffer; readonly bad: number }> {
  let bad = 0;
  const guard = createFrameGuard(largest, () => {
    bad += 1;
  });
  const passed: Buffer[] = [];
  guard.on("data", (part: Buffer) => passed.push(part));
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    guard.write(bytes.subarray(at, at + cut));
    at += cut;
  }
  guard.end();
  await new Promise((resolve) => guard.once("end", resolve));
  return { passed: Buffer.concat(passed), bad };
}

describe("the guard before the JSON-RPC reader", () => {
  it("passes frames on unchanged, however they are cut", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }), async (bodies, cuts) => {
      const bytes = Buffer.from(bodies.map(frame).join(""));
      const { passed, bad } = await through(bytes, cuts);
      expect(bad).toBe(0);
      expect(passed.equals(bytes)).toBe(true);
    }), { numRuns: 60 });
  });

  it("stops at the first frame that is too long, and lets nothing of it or after it through", async () => {
    const good = frame("{}");
    const { passed, bad } = await through(Buffer.from(`${good}Content-Length: 1001\r\n\r\n${"x".repeat(1001)}${good}`), [3, 20, 500]);
    expect(bad).toBe(1);
    expect(passed.toString()).toBe(good);
  });

  it.each([
    "Content-Length: -1\r\n\r\n", "Content-Length: 1e3\r\n\r\n", "Content-Length: 99999999999\r\n\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", "Content-Type: x\r\n\r\n",
    "no colon\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", `X: ${"y".repeat(600)}`, "\r\n\r\n",
  ])("refuses a header that is none: %j", async (text) => {
    const { passed, bad } = await through(Buffer.from(text), [5]);
    expect(bad).toBe(1);
    expect(passed).toHaveLength(0);
  });

  it("never throws, never lets more through than came in, whatever the bytes", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 10 }), async (bytes, cuts) => {
      const { passed, bad } = await through(Buffer.from(bytes), cuts);
      expect(passed.length).toBeLessThanOrEqual(bytes.length);
      expect(bad).toBeLessThanOrEqual(1);
    }), { numRuns: 60 });
  });
});
