import {
  outOfBandTags, resolutionUnits, groupTags, stringTags, valueTags,
  type IppAttribute, type IppDateTime, type IppMessage, type IppValue,
} from "./ipp-message.ts";

/** Every length field of RFC 8010 is a signed 16-bit number. */
export const MAX_VALUE_BYTES = 0x7fff;

/**
 * The bytes of a message, RFC 8010 section 3.1. What is encoded is ours alone: a value that does not fit its field is a bug
 * and throws a RangeError.
 */
export function encodeIpp(message: IppMessage): Uint8Array {
  const writer = new ByteWriter();
  writer.uint8(message.version[0]);
  writer.uint8(message.version[1]);
  writer.uint16(message.code);
  writer.int32(message.requestId);
  for (const group of message.groups) {
    writer.uint8(group.tag);
    for (const attribute of group.attributes) writeAttribute(writer, attribute);
  }
  writer.uint8(groupTags.end);
  writer.bytes(message.data);
  return writer.take();
}

function writeAttribute(writer: ByteWriter, attribute: IppAttribute): void {
  if (attribute.values.length === 0) throw new RangeError(`IPP attribute without a value: ${attribute.name}`);
  attribute.values.forEach((value, index) => writeValue(writer, index === 0 ? attribute.name : "", value));
}

/** An empty name means: one more value of the attribute before (RFC 8010 section 3.1.5). */
function writeValue(writer: ByteWriter, name: string, value: IppValue): void {
  if (value.tag === "collection") {
    writeField(writer, valueTags.begCollection, name, new Uint8Array());
    for (const member of value.members) {
      writeField(writer, valueTags.memberAttrName, "", utf8(member.name));
      for (const memberValue of member.values) writeValue(writer, "", memberValue);
    }
    writeField(writer, valueTags.endCollection, "", new Uint8Array());
    return;
  }
  const [code, bytes] = simpleValue(value);
  writeField(writer, code, name, bytes);
}

function writeField(writer: ByteWriter, code: number, name: string, value: Uint8Array): void {
  writer.uint8(code);
  writer.lengthAndBytes(utf8(name));
  writer.lengthAndBytes(value);
}

function simpleValue(value: Exclude<IppValue, { tag: "collection" }>): [code: number, bytes: Uint8Array] {
  switch (value.tag) {
    case "integer":
    case "enum":
      return [valueTags[value.tag], build((writer) => writer.int32(value.value))];
    case "boolean":
      return [valueTags.boolean, Uint8Array.of(value.value ? 1 : 0)];
    case "octetString":
      return [valueTags.octetString, value.value];
    case "dateTime":
      return [valueTags.dateTime, dateTimeBytes(value.value)];
    case "resolution":
      return [valueTags.resolution, build((writer) => {
        writer.int32(value.x);
        writer.int32(value.y);
        writer.uint8(resolutionUnits[value.unit]);
      })];
    case "rangeOfInteger":
      return [valueTags.rangeOfInteger, build((writer) => {
        writer.int32(value.lower);
        writer.int32(value.upper);
      })];
    case "textWithLanguage":
    case "nameWithLanguage":
      return [valueTags[value.tag], build((writer) => {
        writer.lengthAndBytes(utf8(value.language));
        writer.lengthAndBytes(utf8(value.value));
      })];
    case "unsupported":
    case "unknown":
    case "no-value":
      return [outOfBandTags[value.tag], new Uint8Array()];
    case "raw":
      return [value.code, value.bytes];
    default:
      return [stringTags[value.tag], utf8(value.value)];
  }
}

const dateTimeBytes = (date: IppDateTime): Uint8Array =>
  build((writer) => {
    writer.uint16(date.year);
    for (const octet of [date.month, date.day, date.hour, date.minute, date.second, date.deciSecond]) writer.uint8(octet);
    writer.uint8(date.direction.charCodeAt(0));
    writer.uint8(date.offsetHours);
    writer.uint8(date.offsetMinutes);
  });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function build(fill: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  fill(writer);
  return writer.take();
}

class ByteWriter {
  readonly #chunks: Uint8Array[] = [];

  uint8(value: number): void {
    this.#number(1, value, 0, 0xff, (view) => view.setUint8(0, value));
  }
  uint16(value: number): void {
    this.#number(2, value, 0, 0xffff, (view) => view.setUint16(0, value));
  }
  int32(value: number): void {
    this.#number(4, value, -0x8000_0000, 0x7fff_ffff, (view) => view.setInt32(0, value));
  }
  bytes(value: Uint8Array): void {
    this.#chunks.push(value);
  }
  lengthAndBytes(value: Uint8Array): void {
    if (value.length > MAX_VALUE_BYTES) throw new RangeError(`IPP value of ${value.length} bytes`);
    this.uint16(value.length);
    this.bytes(value);
  }
  take(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }

  #number(size: number, value: number, least: number, most: number, set: (view: DataView) => void): void {
    if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`IPP number out of range: ${value}`);
    const chunk = new Uint8Array(size);
    set(new DataView(chunk.buffer));
    this.#chunks.push(chunk);
  }
}
