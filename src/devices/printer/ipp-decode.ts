import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import {
  FIRST_VALUE_TAG, groupTags, outOfBandTags, resolutionUnits, stringTags, valueTags,
  type IppAttribute, type IppGroup, type IppMessage, type IppValue, type StringTag,
} from "./ipp-message.ts";

export type BadReply = CodedError<"printer/bad-reply">;

/** What no honest printer comes near: `media-col-database` of a big copier has about 3000 values, three levels deep. */
export const decodeLimits = { values: 50_000, collectionDepth: 8 } as const;

/**
 * Reads a message, RFC 8010 section 3.1. Whatever the bytes are, it never throws: anything that is not one whole IPP
 * message is `printer/bad-reply`, with the offset where it broke.
 */
export function decodeIpp(bytes: Uint8Array): Result<IppMessage, BadReply> {
  const reader = new ByteReader(bytes);
  try {
    return ok(readMessage(reader));
  } catch (error) {
    if (error instanceof Malformed) return err("printer/bad-reply", { at: reader.at, what: error.what });
    throw error;
  }
}

/** Leaves the recursive reading at once; never leaves this file. */
class Malformed extends Error {
  readonly what: string;
  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

function readMessage(reader: ByteReader): IppMessage {
  const version = [reader.uint8(), reader.uint8()] as const;
  if (version[0] !== 1 && version[0] !== 2) throw new Malformed("version");
  const code = reader.uint16();
  const requestId = reader.int32();
  const groups: IppGroup[] = [];
  let attributes: MutableAttribute[] | null = null;
  for (let tag = reader.uint8(); tag !== groupTags.end; tag = reader.uint8()) {
    if (tag === 0) throw new Malformed("tag");
    if (tag < FIRST_VALUE_TAG) {
      attributes = [];
      groups.push({ tag, attributes });
    } else {
      if (attributes === null) throw new Malformed("value-without-group");
      readAttributeValue(reader, tag, attributes);
    }
  }
  return { version, code, requestId, groups, data: reader.rest() };
}

interface MutableAttribute extends IppAttribute {
  readonly values: IppValue[];
}

/** One value with its name in front; an empty name adds to the attribute before. */
function readAttributeValue(reader: ByteReader, tag: number, attributes: MutableAttribute[]): void {
  const name = reader.text();
  const value = readValue(reader, tag, reader.lengthAndBytes(), 0);
  if (name !== "") {
    attributes.push({ name, values: [value] });
    return;
  }
  const last = attributes.at(-1);
  if (last === undefined) throw new Malformed("value-without-name");
  last.values.push(value);
}

function readValue(reader: ByteReader, tag: number, bytes: Uint8Array, depth: number): IppValue {
  reader.countValue();
  if (tag === valueTags.begCollection) return { tag: "collection", members: readMembers(reader, depth + 1) };
  if (tag === valueTags.endCollection || tag === valueTags.memberAttrName) throw new Malformed("collection");
  return simpleValue(tag, bytes) ?? { tag: "raw", code: tag, bytes };
}

/** RFC 8010 section 3.1.6: memberAttrName and its values in turn, until endCollection. */
function readMembers(reader: ByteReader, depth: number): IppAttribute[] {
  if (depth > decodeLimits.collectionDepth) throw new Malformed("depth");
  const members: MutableAttribute[] = [];
  for (;;) {
    const tag = reader.uint8();
    if (tag < FIRST_VALUE_TAG || reader.lengthAndBytes().length > 0) throw new Malformed("collection");
    const bytes = reader.lengthAndBytes();
    const last = members.at(-1);
    if (tag === valueTags.endCollection || tag === valueTags.memberAttrName) {
      if (last?.values.length === 0) throw new Malformed("collection");
      if (tag === valueTags.endCollection) return members;
      members.push({ name: utf8(bytes), values: [] });
    } else {
      if (last === undefined) throw new Malformed("collection");
      last.values.push(readValue(reader, tag, bytes, depth));
    }
  }
}

type Keyed<T> = ReadonlyMap<number, T>;
const swap = <K extends string>(codes: Readonly<Record<K, number>>): Keyed<K> =>
  new Map((Object.keys(codes) as K[]).map((key) => [codes[key], key]));

const stringTagOf: Keyed<StringTag> = swap(stringTags);
const outOfBandTagOf = swap(outOfBandTags);
const resolutionUnitOf = swap(resolutionUnits);

/** Undefined where the tag is not known or the length does not fit it. */
function simpleValue(tag: number, bytes: Uint8Array): IppValue | undefined {
  const stringTag = stringTagOf.get(tag);
  if (stringTag !== undefined) return { tag: stringTag, value: utf8(bytes) };
  const outOfBand = outOfBandTagOf.get(tag);
  if (outOfBand !== undefined) return bytes.length === 0 ? { tag: outOfBand } : undefined;

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (tag) {
    case valueTags.integer:
    case valueTags.enum:
      if (bytes.length !== 4) return undefined;
      return { tag: tag === valueTags.integer ? "integer" : "enum", value: view.getInt32(0) };
    case valueTags.boolean:
      return bytes.length === 1 && view.getUint8(0) <= 1 ? { tag: "boolean", value: view.getUint8(0) === 1 } : undefined;
    case valueTags.octetString:
      return { tag: "octetString", value: bytes };
    case valueTags.dateTime:
      return dateTime(bytes, view);
    case valueTags.resolution: {
      const unit = bytes.length === 9 ? resolutionUnitOf.get(view.getUint8(8)) : undefined;
      return unit === undefined ? undefined : { tag: "resolution", x: view.getInt32(0), y: view.getInt32(4), unit };
    }
    case valueTags.rangeOfInteger:
      return bytes.length === 8 ? { tag: "rangeOfInteger", lower: view.getInt32(0), upper: view.getInt32(4) } : undefined;
    case valueTags.textWithLanguage:
      return withLanguage("textWithLanguage", bytes, view);
    case valueTags.nameWithLanguage:
      return withLanguage("nameWithLanguage", bytes, view);
    default:
      return undefined;
  }
}

function dateTime(bytes: Uint8Array, view: DataView): IppValue | undefined {
  if (bytes.length !== 11) return undefined;
  const direction = String.fromCharCode(view.getUint8(8));
  if (direction !== "+" && direction !== "-") return undefined;
  return {
    tag: "dateTime",
    value: {
      year: view.getUint16(0),
      month: view.getUint8(2),
      day: view.getUint8(3),
      hour: view.getUint8(4),
      minute: view.getUint8(5),
      second: view.getUint8(6),
      deciSecond: view.getUint8(7),
      direction,
      offsetHours: view.getUint8(9),
      offsetMinutes: view.getUint8(10),
    },
  };
}

/** Two inner fields, each with its own length (RFC 8010 section 3.9). */
function withLanguage(tag: "textWithLanguage" | "nameWithLanguage", bytes: Uint8Array, view: DataView): IppValue | undefined {
  if (bytes.length < 4) return undefined;
  const languageEnd = 2 + view.getUint16(0);
  if (languageEnd + 2 > bytes.length) return undefined;
  if (languageEnd + 2 + view.getUint16(languageEnd) !== bytes.length) return undefined;
  return { tag, language: utf8(bytes.subarray(2, languageEnd)), value: utf8(bytes.subarray(languageEnd + 2)) };
}

/** Bytes that are no UTF-8 become U+FFFD: a strange model name is no reason to refuse a printer. */
const utf8 = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #values = 0;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }
  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }
  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }
  lengthAndBytes(): Uint8Array {
    const length = this.uint16();
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }
  text(): string {
    return utf8(this.lengthAndBytes());
  }
  rest(): Uint8Array {
    return this.#bytes.subarray(this.at);
  }
  countValue(): void {
    this.#values += 1;
    if (this.#values > decodeLimits.values) throw new Malformed("too-many-values");
  }

  #take(length: number): number {
    const start = this.at;
    if (start + length > this.#bytes.length) throw new Malformed("truncated");
    this.at = start + length;
    return start;
  }
}
