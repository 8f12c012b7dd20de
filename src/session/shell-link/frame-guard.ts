import { Transform, type TransformCallback } from "node:stream";

/** Largest header block: `Content-Length` and perhaps `Content-Type` are well below it. */
const largestHeaderBytes = 256;
const headerEnd = Buffer.from("\r\n\r\n");

/**
 * Stands before the JSON-RPC reader, which would gather a message of any length in memory. Passes well-formed frames of at
 * most `largestBytes` on and calls `onBad` once at the first that is not; from then on it swallows everything.
 *
 * Framing: Language Server Protocol 3.17, base protocol ("Content-Length: …\r\n\r\n"), as vscode-jsonrpc speaks it.
 */
export function createFrameGuard(largestBytes: number, onBad: () => void): Transform {
  let header = Buffer.alloc(0);
  let bodyLeft = 0;
  let bad = false;

  const takeHeader = (chunk: Buffer, pass: (part: Buffer) => void): Buffer | undefined => {
    const seen = Buffer.concat([header, chunk.subarray(0, largestHeaderBytes + headerEnd.length)]);
    const end = seen.indexOf(headerEnd);
    if (end < 0) {
      if (seen.length > largestHeaderBytes) return undefined;
      header = seen;
      return Buffer.alloc(0);
    }
    const length = contentLength(seen.subarray(0, end).toString("latin1"));
    if (end > largestHeaderBytes || length === undefined || length > largestBytes) return undefined;
    const used = end + headerEnd.length - header.length;
    pass(seen.subarray(0, end + headerEnd.length));
    header = Buffer.alloc(0);
    bodyLeft = length;
    return chunk.subarray(used);
  };

  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      let rest: Buffer = chunk;
      while (!bad && rest.length > 0) {
        if (bodyLeft > 0) {
          const body = rest.subarray(0, bodyLeft);
          bodyLeft -= body.length;
          rest = rest.subarray(body.length);
          this.push(body);
          continue;
        }
        const next = takeHeader(rest, (part) => this.push(part));
        if (next === undefined) {
          bad = true;
          onBad();
        } else rest = next;
      }
      done();
    },
  });
}

/** The one length of a header block, or undefined where there is none, two, or no whole number. */
function contentLength(block: string): number | undefined {
  const lines = block.split("\r\n").map((line) => /^([A-Za-z-]+): *(.*)$/u.exec(line));
  if (lines.some((line) => line === null)) return undefined;
  const lengths = lines.filter((line) => line?.[1]?.toLowerCase() === "content-length");
  const text = lengths.length === 1 ? lengths[0]?.[2] : undefined;
  return text !== undefined && /^[0-9]{1,9}$/u.test(text) ? Number(text) : undefined;
}
