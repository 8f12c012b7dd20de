import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { announcedPage, LineSplitter, LONGEST_LINE, parseMessages } from "./scan-output.ts";

const lines = (...chunks: readonly Uint8Array[]): string[] => {
  const found: string[] = [];
  const splitter = new LineSplitter((line) => found.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return found;
};

/** As sane-utils 1.2.1 wrote it to stderr, shortened. */
const recorded = Buffer.from(
  "Scanning 2 pages, incrementing by 1, numbering from 1\nPlace document no. 1 on the scanner.\nPress <RETURN> to continue.\nPress Ctrl + D to terminate.\n" +
  "Scanning page 1\nProgress: 2.0%\rProgress: 50.5%\rProgress: 100.0%\rProgress: 100.0%\rScanned page 1. (scanner status = 5)\nScanning page 2\n" +
  "Progress: 0.0%scanimage: sane_read: Document feeder jammed\nScanned page 2. (scanner status = 6)\nBatch terminated, 2 pages scanned\n");

describe("messages of a scan", () => {
  it("reads a recorded run", () => {
    expect(lines(recorded).flatMap(parseMessages).filter(({ kind }) => kind !== "text" && kind !== "last-word")).toEqual([
      { kind: "prompt" }, { kind: "page-begins", page: 1 },
      { kind: "progress", fraction: 0.02 }, { kind: "progress", fraction: 0.505 }, { kind: "progress", fraction: 1 }, { kind: "progress", fraction: 1 },
      { kind: "page-begins", page: 2 }, { kind: "progress", fraction: 0 },
    ]);
    expect(lines(recorded).flatMap(parseMessages)).toContainEqual({ kind: "last-word", text: "scanimage: sane_read: Document feeder jammed" });
    expect(lines(recorded).flatMap(parseMessages).at(-1)).toEqual({ kind: "last-word", text: "Batch terminated, 2 pages scanned" });
  });

  it("reads the same however the bytes are cut", () => {
    const whole = lines(recorded);
    for (let at = 0; at <= recorded.length; at += 1) expect(lines(recorded.subarray(0, at), recorded.subarray(at))).toEqual(whole);
  });

  it("holds a bounded line of any flood", () => {
    const flood = new Uint8Array(300_000).fill(0x41);
    const found = lines(flood, flood, Buffer.from("\nProgress: 3%\r"));
    expect(found).toEqual(["A".repeat(LONGEST_LINE), "Progress: 3%"]);
  });

  it("never throws and never tells a fraction outside 0..1", () => {
    const noise = fc.uint8Array({ maxLength: 400 });
    const near = fc.string({ unit: fc.constantFrom("Progress: ", "9", ".", "%", "\r", "\n", "Scanning page ", "1", "-"), maxLength: 40 }).map((text) => Buffer.from(text));
    fc.assert(fc.property(fc.array(fc.oneof(noise, near), { maxLength: 12 }), (chunks) => {
      for (const message of lines(...chunks).flatMap(parseMessages)) {
        if (message.kind === "progress") expect(message.fraction >= 0 && message.fraction <= 1).toBe(true);
        if (message.kind === "page-begins") expect(Number.isInteger(message.page) && message.page >= 1).toBe(true);
      }
    }));
  });
});

describe("announced pages", () => {
  const jobId = randomUUID();
  it("knows its own names only", () => {
    expect(announcedPage(`${jobId}-3.jpg`, jobId)).toBe(3);
    for (const line of ["", `${jobId}-0.jpg`, `${jobId}-03.jpg`, `${jobId}-3.jpg.part`, `${randomUUID()}-3.jpg`, `${jobId}-../1.jpg`, `${jobId}-99999999.jpg`, "button pressed"]) {
      expect(announcedPage(line, jobId)).toBeNull();
    }
  });
});
