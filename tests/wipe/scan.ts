import { closeSync, openSync, readFileSync, readSync, readdirSync, lstatSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { channelAt, needlesOf, type Channel, type Encoding } from "./canaries.ts";

/** Where a canary was found. */
export interface Hit {
  /** `memory 1234 [heap]`, `environ 1234`, or a file's path, with `!gzip` and so on for what was inside. */
  readonly place: string;
  readonly encoding: Encoding;
  readonly channel: Channel | null;
}

/** Memory is read in pieces of this size, overlapping so that a word on a border is found. */
const PIECE = 16 * 1024 * 1024;
const OVERLAP = 512;
/** What a packed stream may unpack to; enough for every file of a visit. */
const UNPACK_LIMIT = 64 * 1024 * 1024;

/** All canaries in one buffer. */
export function scanBuffer(tag: string, haystack: Buffer, place: string): Hit[] {
  const hits: Hit[] = [];
  for (const { encoding, bytes } of needlesOf(tag)) {
    for (let at = haystack.indexOf(bytes); at >= 0; at = haystack.indexOf(bytes, at + 1)) {
      hits.push({ place, encoding, channel: channelAt(tag, haystack, at, encoding) });
    }
  }
  return hits;
}

/** The writable and readable memory of a process, its command line and its environment. A process that is gone has none. */
export function scanProcess(tag: string, pid: number): Hit[] {
  const hits = ["cmdline", "environ"].flatMap((file) => scanBuffer(tag, readQuietly(`/proc/${pid}/${file}`), `${file} ${pid}`));
  const maps = readQuietly(`/proc/${pid}/maps`).toString("latin1");
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, "r");
  } catch {
    return hits;
  }
  try {
    for (const line of maps.split("\n")) hits.push(...scanMapping(tag, pid, memory, line));
  } finally {
    closeSync(memory);
  }
  return hits;
}

function scanMapping(tag: string, pid: number, memory: number, line: string): Hit[] {
  const match = /^([0-9a-f]+)-([0-9a-f]+) (r...) \S+ \S+ \S+\s*(.*)$/.exec(line);
  if (match === null || /^\[v(var|syscall|dso)/.test(match[4] ?? "")) return [];
  const [start, end] = [Number.parseInt(match[1] ?? "", 16), Number.parseInt(match[2] ?? "", 16)];
  const hits: Hit[] = [];
  for (let from = start; from < end; from += PIECE - OVERLAP) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, end - from));
    const length = readAt(memory, piece, from);
    hits.push(...scanBuffer(tag, piece.subarray(0, length), `memory ${pid} ${match[4] ?? ""}`.trim()));
    piece.fill(0);
    if (end - from <= PIECE) break;
  }
  return hits;
}

function readAt(file: number, into: Buffer, position: number): number {
  try {
    return readSync(file, into, 0, into.length, position);
  } catch {
    return 0;
  }
}

/** Every regular file below the folders: raw, and inside gzip, zlib (PDF streams too), raw deflate in zip, and brotli. */
export function scanFolders(tag: string, folders: readonly string[]): Hit[] {
  return folders.flatMap(filesBelow).flatMap((file) => [...scanBuffer(tag, Buffer.from(file, "utf8"), `name of ${file}`), ...scanFile(tag, file)]);
}

function scanFile(tag: string, file: string): Hit[] {
  const content = readQuietly(file);
  return [...scanBuffer(tag, content, file), ...unpacked(content).flatMap(({ how, bytes }) => scanBuffer(tag, bytes, `${file} !${how}`))];
}

interface Unpacked {
  readonly how: string;
  readonly bytes: Buffer;
}

function unpacked(content: Buffer): Unpacked[] {
  const limit = { maxOutputLength: UNPACK_LIMIT };
  const cut = { ...limit, finishFlush: constants.Z_SYNC_FLUSH };
  return [
    ...offsetsOf(content, Buffer.from([0x1f, 0x8b, 0x08])).map((at) => attempt("gzip", () => gunzipSync(content.subarray(at), cut))),
    ...[0x01, 0x5e, 0x9c, 0xda].flatMap((level) => offsetsOf(content, Buffer.from([0x78, level])).map((at) => attempt("zlib", () => inflateSync(content.subarray(at), cut)))),
    ...offsetsOf(content, Buffer.from("PK\u0003\u0004", "latin1")).map((at) => attempt("zip", () => inflateRawSync(content.subarray(zipBody(content, at)), cut))),
    attempt("brotli", () => brotliDecompressSync(content, limit)),
  ].filter((found) => found !== null);
}

/** PKWARE APPNOTE 4.3.7: 30 bytes of local header, then the name, then the extra field. */
const zipBody = (content: Buffer, at: number): number =>
  at + 30 <= content.length ? at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28) : content.length;

function attempt(how: string, unpack: () => Buffer): Unpacked | null {
  try {
    const bytes = unpack();
    return bytes.length > 0 ? { how, bytes } : null;
  } catch {
    return null;
  }
}

function offsetsOf(content: Buffer, magic: Buffer): number[] {
  const offsets: number[] = [];
  for (let at = content.indexOf(magic); at >= 0 && offsets.length < 5_000; at = content.indexOf(magic, at + 1)) offsets.push(at);
  return offsets;
}

function filesBelow(folder: string): string[] {
  try {
    const kind = lstatSync(folder);
    if (kind.isSymbolicLink()) return readlinkSync(folder) === "" ? [] : [folder];
    if (kind.isFile()) return [folder];
    return kind.isDirectory() ? readdirSync(folder).flatMap((name) => filesBelow(join(folder, name))) : [];
  } catch {
    return [];
  }
}

function readQuietly(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
