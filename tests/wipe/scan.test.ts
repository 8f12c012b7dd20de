import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { makeCanaries } from "./canaries.ts";
import { scanBuffer, scanFolders, scanProcess } from "./scan.ts";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "virtu-scan-"));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((made) => rmSync(made, { recursive: true, force: true })));

describe("the search that the wipe proof rests on finds what is there", () => {
  const { tag, of } = makeCanaries();
  const word = of["bar-code"];
  const wanted = { tag, raw: [] };

  it.each([
    ["utf-8", Buffer.from(`x${word}y`)],
    ["utf-16le", Buffer.from(`x${word}y`, "utf16le")],
    ["hex", Buffer.from(Buffer.from(word).toString("hex"))],
    ["base64-0", Buffer.from(Buffer.from(word).toString("base64"))],
    ["base64-1", Buffer.from(Buffer.from(`a${word}`).toString("base64"))],
    ["base64-2", Buffer.from(Buffer.from(`ab${word}`).toString("base64"))],
  ])("as %s", (encoding, bytes) => {
    expect(scanBuffer(wanted, bytes, "here").map((hit) => hit.encoding)).toContain(encoding);
  });

  it("and tells the channel", () => {
    expect(scanBuffer(wanted, Buffer.from(word), "here")[0]?.channel).toBe("bar-code");
  });

  it.each([
    ["gzip", (text: Buffer) => gzipSync(text)],
    ["a PDF stream", (text: Buffer) => Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\nstream\n"), deflateSync(text), Buffer.from("\nendstream")])],
    ["zip", (text: Buffer) => zipOf(text)],
    ["brotli", (text: Buffer) => brotliCompressSync(text)],
  ])("inside %s", (_name, pack) => {
    const place = folder();
    writeFileSync(join(place, "packed"), pack(Buffer.from(`before ${word} after`)));
    expect(scanFolders(wanted, [place]).some((hit) => hit.channel === "bar-code")).toBe(true);
  });

  it("as the text of a PDF in which the letters stand apart", () => {
    const place = folder();
    writeFileSync(join(place, "ticket"), pdfOf(word));
    expect(scanFolders(wanted, [place])).toMatchObject([{ place: `${join(place, "ticket")} !text`, channel: "bar-code" }]);
  });

  it("as bytes of a picture", () => {
    const bytes = randomBytes(48);
    expect(scanBuffer({ tag, raw: [{ channel: "scan", bytes }] }, Buffer.concat([randomBytes(100), bytes, randomBytes(100)]), "here")).toMatchObject([{ encoding: "raw", channel: "scan" }]);
  });

  it("in the name of a file", () => {
    const place = folder();
    writeFileSync(join(place, `${word}.txt`), "");
    expect(scanFolders(wanted, [place])).toHaveLength(1);
  });

  it("in the memory of another process, and not once it is dead", async () => {
    const child = spawn(process.execPath, ["-e", `let word=""; process.stdin.on("data", (c) => { word += c; process.stdout.write("got"); }); setInterval(() => word.length, 1e6)`], { stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.write(word);
    await once(child.stdout, "data");
    const pid = child.pid!;
    expect(scanProcess(wanted, pid).some((hit) => hit.channel === "bar-code")).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(scanProcess(wanted, pid)).toEqual([]);
  });

  it("and finds nothing where nothing is", () => {
    const place = folder();
    writeFileSync(join(place, "innocent"), gzipSync("nothing of hers"));
    expect(scanFolders(wanted, [place])).toEqual([]);
  });
});

function zipOf(text: Buffer): Buffer {
  const name = Buffer.from("a.txt");
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, deflateRawSync(text)]);
}

/** Without a cross-reference table: poppler makes one. */
function pdfOf(text: string): string {
  const content = `BT /F 10 Tf 30 700 Td [${Array.from(text).map((letter) => `(${letter})`).join(" 0 ")}] TJ ET`;
  return `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length ${content.length}>> stream
${content}
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj
trailer <</Root 1 0 R>>
`;
}
