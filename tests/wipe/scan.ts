import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, readdirSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { channelAt, needlesOf, type Channel, type Encoding } from "./canaries.ts";

/** Where a canary was found. */
export interface Hit {
  readonly in: "memory" | "process" | "file";
  /** `1234 [heap]`, `environ 1234`, or a file's path, with `!gzip` and so on for what was inside. */
  readonly place: string;
  readonly encoding: Encoding | "raw";
  readonly channel: Channel | null;
}

/** What is looked for: every word with this tag in every encoding, and, as they are, bytes that stand for a channel which takes no words. */
export interface Wanted {
  readonly tag: string;
  readonly raw: readonly { readonly channel: Channel; readonly bytes: Buffer }[];
}

/** Memory is read in pieces of this size, overlapping so that a word on a border is found. */
const PIECE = 16 * 1024 * 1024;
const OVERLAP = 512;
/** What a packed file may hold, and unpack to; enough for every file of a visit. */
const UNPACK_LIMIT = 64 * 1024 * 1024;

/** All canaries in one buffer. */
export function scanBuffer(wanted: Wanted, haystack: Buffer, place: string, where: Hit["in"] = "file"): Hit[] {
  const { tag, raw } = wanted;
  const hits: Hit[] = raw.filter(({ bytes }) => haystack.includes(bytes)).map(({ channel }) => ({ in: where, place, encoding: "raw", channel }));
  for (const { encoding, bytes } of needlesOf(tag)) {
    for (let at = haystack.indexOf(bytes); at >= 0; at = haystack.indexOf(bytes, at + 1)) {
      hits.push({ in: where, place, encoding, channel: channelAt(tag, haystack, at, encoding) });
    }
  }
  return hits;
}

/** Command line and environment of a process, which others may read. One that is gone has none. */
export const scanProcessFace = (wanted: Wanted, pid: number): Hit[] =>
  ["cmdline", "environ"].flatMap((file) => scanBuffer(wanted, readQuietly(`/proc/${pid}/${file}`), `${file} ${pid}`, "process"));

/** All memory of a process that something may have been written to, its command line and its environment. */
export function scanProcess(wanted: Wanted, pid: number): Hit[] {
  const hits = scanProcessFace(wanted, pid);
  const mappings = readQuietly(`/proc/${pid}/maps`).toString("latin1").split("\n").flatMap(readMapping);
  const open: number[] = [];
  try {
    const [memory, pagemap] = ["mem", "pagemap"].map((file) => {
      const opened = openSync(`/proc/${pid}/${file}`, "r");
      open.push(opened);
      return opened;
    }) as [number, number];
    for (const mapping of mappings) {
      for (const span of presentSpans(pagemap, mapping)) hits.push(...scanSpan(wanted, memory, span, `${pid} ${mapping.name}`.trim()));
    }
    return hits;
  } catch {
    // It has ended meanwhile, and its memory with it.
    return hits;
  } finally {
    open.forEach(closeSync);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Mapping extends Span {
  readonly name: string;
}

/** Programs and data of the installation, mapped to be read only: what they hold was there before the visit. */
const installed = /^(\/usr\/|\/lib|.*\.(so(\.[0-9.]+)?|pak|node|dat|bin)$|.*\/(node|electron)$)/;

/** A line of /proc/pid/maps (proc(5)), unless nothing of a visit can be in it. */
function readMapping(line: string): Mapping[] {
  const match = /^([0-9a-f]+)-([0-9a-f]+) r([w-])\S\S \S+ \S+ \S+\s*(.*)$/.exec(line);
  if (match === null) return [];
  const [, start = "", end = "", write = "", name = ""] = match;
  if (/^\[v(var|syscall|dso)/.test(name) || (write === "-" && installed.test(name))) return [];
  return [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), name }];
}

/** Bytes of a page, and of its entry in /proc/pid/pagemap (Documentation/admin-guide/mm/pagemap.rst). */
const PAGE = 4096;
const ENTRY = 8;
/** To ask which of its pages are there would cost more than to read them all. */
const SMALL = 64 * PAGE;

/**
 * The parts of a process's own memory that exist: V8 sets half a gigabyte aside and uses little of it. Memory that belongs to a
 * file or is shared is taken whole, for another process may have written it.
 */
function presentSpans(pagemap: number, mapping: Mapping): Span[] {
  if (mapping.name.startsWith("/") || mapping.end - mapping.start < SMALL) return [mapping];
  const entries = Buffer.alloc(((mapping.end - mapping.start) / PAGE) * ENTRY);
  const read = readAt(pagemap, entries, (mapping.start / PAGE) * ENTRY);
  if (read < entries.length) return [mapping];
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < entries.length; at += ENTRY) {
    // Bit 63: in memory; bit 62: swapped out.
    if ((entries.readUInt8(at + ENTRY - 1) & 0xc0) === 0) continue;
    const start = mapping.start + (at / ENTRY) * PAGE;
    const last = spans.at(-1);
    if (last?.end === start) last.end += PAGE;
    else spans.push({ start, end: start + PAGE });
  }
  return spans;
}

function scanSpan(wanted: Wanted, memory: number, { start, end }: Span, place: string): Hit[] {
  const hits: Hit[] = [];
  for (let from = start; from < end; from += PIECE - OVERLAP) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, end - from));
    const length = readAt(memory, piece, from);
    hits.push(...scanBuffer(wanted, piece.subarray(0, length), place, "memory"));
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

/** Every regular file below the folders: raw, and inside gzip, zlib (PDF streams too), raw deflate in zip, brotli, and as a PDF's text. */
export const scanFolders = (wanted: Wanted, folders: readonly string[]): Hit[] => folders.flatMap((folder) => filesBelow(folder)).flatMap((file) => scanFile(wanted, file));

/** A file's name and content. */
export function scanFile(wanted: Wanted, file: string): Hit[] {
  const content = readQuietly(file);
  return [
    ...scanBuffer(wanted, Buffer.from(file, "utf8"), `name of ${file}`),
    ...scanBuffer(wanted, content, file),
    ...unpacked(content, file).flatMap(({ how, bytes }) => scanBuffer(wanted, bytes, `${file} !${how}`)),
  ];
}

interface Unpacked {
  readonly how: string;
  readonly bytes: Buffer;
}

function unpacked(content: Buffer, file: string): Unpacked[] {
  if (content.length > UNPACK_LIMIT) return [];
  const limit = { maxOutputLength: UNPACK_LIMIT };
  const cut = { ...limit, finishFlush: constants.Z_SYNC_FLUSH };
  return [
    ...offsetsOf(content, Buffer.from([0x1f, 0x8b, 0x08])).map((at) => attempt("gzip", () => gunzipSync(content.subarray(at), cut))),
    ...[0x01, 0x5e, 0x9c, 0xda].flatMap((level) => offsetsOf(content, Buffer.from([0x78, level])).map((at) => attempt("zlib", () => inflateSync(content.subarray(at), cut)))),
    ...offsetsOf(content, Buffer.from("PK\u0003\u0004", "latin1")).map((at) => attempt("zip", () => inflateRawSync(content.subarray(zipBody(content, at)), cut))),
    attempt("brotli", () => brotliDecompressSync(content, limit)),
    ...(content.subarray(0, 1024).includes("%PDF-") ? [attempt("text", () => textOfPdf(file))] : []),
  ].filter((found) => found !== null);
}

/** A browser's PDF holds numbers of glyphs, not letters; with the line ends taken out a word on two lines is one again. */
const textOfPdf = (file: string): Buffer => Buffer.from(spawnSync("pdftotext", ["-q", file, "-"], { encoding: "utf8", timeout: 10_000 }).stdout.replaceAll("\n", ""));

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

/** Regular files below a folder, or the file itself; links, sockets and pipes hold nothing. Folders for which `skip` holds are passed over. */
export function filesBelow(folder: string, skip: (path: string) => boolean = () => false): string[] {
  try {
    const kind = lstatSync(folder);
    if (kind.isFile()) return [folder];
    return kind.isDirectory() && !skip(folder) ? readdirSync(folder).flatMap((name) => filesBelow(join(folder, name), skip)) : [];
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
