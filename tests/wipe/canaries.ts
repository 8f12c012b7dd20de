import { randomBytes } from "node:crypto";

/** The ways in which a citizen's words get into the booth; one canary each. */
export const channels = [
  "made-up-name", "typed-in-page", "cookie", "local-storage", "session-storage", "indexed-db", "cache-storage", "service-worker", "address", "page-title",
  "upload-name", "download-name", "download-body", "print-body", "bar-code", "clipboard", "primary-selection", "dialog", "console-log", "history-state", "file-system", "crash",
] as const;
export type Channel = (typeof channels)[number];

/** A 128-bit word for one channel, findable by the run's common tag and told apart by its number. */
export interface Canary {
  readonly channel: Channel;
  readonly word: string;
}

export interface CanarySet {
  /** 16 letters that start every canary of this run. */
  readonly tag: string;
  readonly of: Readonly<Record<Channel, string>>;
}

/** Letters and digits only: the same in an address, in a form and in JSON. */
export function makeCanaries(): CanarySet {
  const tag = `vk${randomBytes(7).toString("hex")}`;
  const words = channels.map((channel, index) => [channel, `${tag}${String(index).padStart(2, "0")}${randomBytes(16).toString("hex")}`] as const);
  return { tag, of: Object.fromEntries(words) as Record<Channel, string> };
}

export type Encoding = "utf-8" | "utf-16le" | "hex" | "base64-0" | "base64-1" | "base64-2";

/** The tag as bytes in one encoding; what follows it in the same encoding tells the channel. */
export interface Needle {
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

/** An address or form encoding of letters and digits is UTF-8 itself, so it needs no needle of its own. */
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
  const width = encoding === "utf-16le" ? 2 : 1;
  if (encoding !== "utf-8" && encoding !== "utf-16le") return null;
  const start = at + tag.length * width;
  const digits = haystack.subarray(start, start + 2 * width).toString(encoding === "utf-8" ? "utf8" : "utf16le");
  return /^[0-9]{2}$/.test(digits) ? (channels[Number(digits)] ?? null) : null;
}
