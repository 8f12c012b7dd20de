import { randomInt } from "node:crypto";

/** The ways in which a citizen's words get into the booth; one canary each. */
export const channels = [
  // Our own screens and the session process.
  "made-up-name", "typed-search", "read-aloud", "bar-code", "bill-field",
  // What a page is given by the person's hands.
  "typed-in-page", "clipboard", "primary-selection", "dialog", "upload-name", "upload-body",
  // What a page keeps by itself.
  "cookie", "local-storage", "session-storage", "indexed-db", "cache-storage", "service-worker", "file-system", "address", "page-title", "history-state", "window-name", "console-log",
  // A page of paper takes no word; bytes of its picture stand for it.
  "scan",
  // What comes out of a page.
  "download-name", "download-body", "print-title", "print-body", "print-spool",
  // A page that dies with it.
  "crash",
] as const;
export type Channel = (typeof channels)[number];

export interface CanarySet {
  /** 12 letters that start every canary of this run. */
  readonly tag: string;
  readonly of: Readonly<Record<Channel, string>>;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz";
const letters = (count: number): string => Array.from({ length: count }, () => alphabet[randomInt(26)]).join("");
/** Two letters a channel, so that a hit names it. */
const numeral = (index: number): string => `${alphabet[Math.floor(index / 26)] ?? "z"}${alphabet[index % 26] ?? "z"}`;

/** 4.7 bits a letter: with the ten of the tag 169 random bits. */
const ownLetters = 26;

/**
 * Words of 40 small letters and nothing else: the same in an address, in a form, in JSON and on paper, short enough for a made-up
 * name, and nothing that looks like a telephone number or an identity code.
 */
export function makeCanaries(): CanarySet {
  const tag = `vk${letters(10)}`;
  const words = channels.map((channel, index) => [channel, `${tag}${numeral(index)}${letters(ownLetters)}`] as const);
  return { tag, of: Object.fromEntries(words) as Record<Channel, string> };
}

export type Encoding = "utf-8" | "utf-16le" | "hex" | "base64-0" | "base64-1" | "base64-2";

/** The tag as bytes in one encoding; what follows it in the same encoding tells the channel. */
export interface Needle {
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

/** An address or form encoding of letters is UTF-8 itself, so it needs no needle of its own. */
export function needlesOf(tag: string): Needle[] {
  const plain = Buffer.from(tag, "utf8");
  return [
    { encoding: "utf-8", bytes: plain },
    { encoding: "utf-16le", bytes: Buffer.from(tag, "utf16le") },
    { encoding: "hex", bytes: Buffer.from(plain.toString("hex"), "ascii") },
    ...([0, 1, 2] as const).map((offset) => ({ encoding: `base64-${offset}` as const, bytes: base64Middle(plain, offset) })),
  ];
}

/** The base64 letters that depend on the tag alone when it starts `offset` bytes after a 3-byte border. */
function base64Middle(tag: Buffer, offset: number): Buffer {
  const skip = (3 - offset) % 3;
  const whole = tag.subarray(skip, skip + Math.floor((tag.length - skip) / 3) * 3);
  return Buffer.from(whole.toString("base64"), "ascii");
}

/** Which channel a hit in plain text belongs to; null where the rest of the word is not there or the encoding hides it. */
export function channelAt(tag: string, haystack: Buffer, at: number, encoding: Encoding): Channel | null {
  if (encoding !== "utf-8" && encoding !== "utf-16le") return null;
  const width = encoding === "utf-16le" ? 2 : 1;
  const start = at + tag.length * width;
  const said = haystack.subarray(start, start + 2 * width).toString(encoding === "utf-8" ? "latin1" : "utf16le");
  if (!/^[a-z]{2}$/.test(said)) return null;
  return channels[alphabet.indexOf(said.charAt(0)) * 26 + alphabet.indexOf(said.charAt(1))] ?? null;
}
