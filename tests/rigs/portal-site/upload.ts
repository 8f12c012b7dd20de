import { createHash } from "node:crypto";
import type { Upload } from "./site.ts";

/** Fields and files of a `multipart/form-data` body (RFC 7578), or undefined when it is none. */
export interface FormData {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly Upload[];
}

export function readMultipart(contentType: string | undefined, body: Buffer): FormData | undefined {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType ?? "");
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  const fields = new Map<string, string>();
  const files: Upload[] = [];
  for (const part of splitParts(body, mark)) {
    const headEnd = part.indexOf("\r\n\r\n");
    if (headEnd < 0) return undefined;
    const head = part.subarray(0, headEnd).toString("utf8");
    const content = part.subarray(headEnd + 4);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    const fileName = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) return undefined;
    if (fileName === undefined) fields.set(name, content.toString("utf8"));
    // An empty file field still sends a part, without a name.
    else if (fileName !== "") {
      files.push({
        field: name,
        // RFC 7578, 4.2: browsers write a quote in a name as %22.
        name: fileName.replaceAll("%22", '"'),
        type: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? "",
        size: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
      });
    }
  }
  return { fields, files };
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  let start = body.indexOf(mark);
  while (start >= 0) {
    const from = start + mark.length + 2;
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), from);
    if (next < 0) break;
    parts.push(body.subarray(from, next));
    start = next + 2;
  }
  return parts;
}
