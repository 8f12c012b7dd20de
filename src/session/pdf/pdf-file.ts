import { open, rm, type FileHandle } from "node:fs/promises";
import { err, type Result } from "../../contract/result.ts";

/**
 * Writes a PDF object by object, without holding it in memory and without a word about who made it or when: no information
 * dictionary, no identifiers. Structure after ISO 32000-1: header 7.5.2, cross-reference table 7.5.4, trailer 7.5.5.
 */
export interface PdfFile {
  /** Reserves an object's number before it is written. */
  reserve(): number;
  writeObject(id: number, body: string): Promise<void>;
  /** `dictionary` without its brackets; `data` may come in parts whose sum is `length`. */
  writeStream(id: number, dictionary: string, length: number, data: AsyncIterable<Buffer> | readonly Buffer[]): Promise<void>;
  /** Cross-reference table and trailer. */
  finish(root: number): Promise<void>;
}

/** Makes a new file at `path`, which must not exist; on failure nothing is left there. Error: `documents/io` or what `write` says. */
export async function writePdfFile(path: string, write: (file: PdfFile) => Promise<Result<null>>): Promise<Result<null>> {
  let handle: FileHandle;
  try {
    handle = await open(path, "wx", 0o600);
  } catch {
    return err("documents/io");
  }
  const outcome = await attempt(handle, write);
  if (!outcome.ok) await rm(path, { force: true });
  return outcome;
}

async function attempt(handle: FileHandle, write: (file: PdfFile) => Promise<Result<null>>): Promise<Result<null>> {
  try {
    return await write(createPdfFile(handle));
  } catch {
    return err("documents/io");
  } finally {
    await handle.close();
  }
}

function createPdfFile(handle: FileHandle): PdfFile {
  const offsets: number[] = [];
  let position = 0;
  const write = async (part: Buffer): Promise<void> => {
    await handle.write(part, 0, part.length, position);
    position += part.length;
  };
  /** The second line tells that bytes above 127 follow (7.5.2). */
  const begin = async (): Promise<void> => {
    if (position === 0) await write(Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"));
  };
  const openObject = async (id: number): Promise<void> => {
    await begin();
    offsets[id - 1] = position;
    await write(Buffer.from(`${id} 0 obj\n`, "latin1"));
  };
  return {
    reserve: () => offsets.push(0),
    writeObject: async (id, body) => {
      await openObject(id);
      await write(Buffer.from(`${body}\nendobj\n`, "latin1"));
    },
    writeStream: async (id, dictionary, length, data) => {
      await openObject(id);
      await write(Buffer.from(`<< ${dictionary} /Length ${length} >>\nstream\n`, "latin1"));
      for await (const part of data) await write(part);
      await write(Buffer.from("\nendstream\nendobj\n", "latin1"));
    },
    finish: async (root) => {
      const start = position;
      const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
      await write(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${offsets.length + 1} /Root ${root} 0 R >>\nstartxref\n${start}\n%%EOF\n`, "latin1"));
    },
  };
}
