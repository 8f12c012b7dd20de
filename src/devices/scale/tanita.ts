import type { MeasureCodec, MeasureSample } from "../../contract/reading.ts";
import { createScanningCodec, frame, isLineEnd, noise, part, textOf } from "./scanning-codec.ts";
import type { Found } from "./scanning-codec.ts";
import { noWeight, weight } from "./weight-sample.ts";

const CR = 0x0d;
const LF = 0x0a;
const openingBrace = 0x7b;

/** A body composition analyser of the family sends some 60 items; a frame of ours has four. */
const mostFrameBytes = 1024;

/** `CS,` two hexadecimal digits, CR LF. */
const tailBytes = 7;

/**
 * Tanita's line of items (WB-3000, PW-630, PW-650, SC-330, HD-351BT): `{0,16,~0,1,MO,"PW-650",Da,"30/04/2020",TI,"20:02",Wk,58.1,…,CS,D6` CR LF at 9600
 * baud 8N1, sent once when the display holds and without being asked (PW-650MA instruction manual, RS-232C output). CS is the sum of
 * all bytes before it, its comma too, mod 256: reproduced from the manual's example. "An irrelevant signal" follows some 0.1 s later
 * (WB-3000 manual, output data): it is passed over as noise.
 */
export function createTanitaCodec(): MeasureCodec {
  return createScanningCodec({ most: mostFrameBytes, isFiller: isLineEnd, read });
}

function read(bytes: Uint8Array, at: number): Found {
  if (bytes[at] !== openingBrace) return noise;
  const end = endOfLine(bytes, at);
  if (end === null) return part;
  if (bytes[end] !== CR) return noise;
  if (end + 1 === bytes.length) return part;
  if (bytes[end + 1] !== LF || !isChecked(bytes, at, end + 2)) return noise;
  const samples = samplesOf(textOf(bytes, at, end + 2 - tailBytes));
  return samples === null ? noise : frame(end + 2 - at, samples);
}

/** The first byte that no item has inside it: a control byte, or a brace, which begins the next frame. */
function endOfLine(bytes: Uint8Array, at: number): number | null {
  for (let place = at + 1; place < Math.min(bytes.length, at + mostFrameBytes); place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte < 0x20 || byte === openingBrace) return place;
  }
  return null;
}

function isChecked(bytes: Uint8Array, from: number, to: number): boolean {
  const [, check] = /^CS,([0-9A-F]{2})\r\n$/.exec(textOf(bytes, to - tailBytes, to)) ?? [];
  if (check === undefined) return false;
  let sum = 0;
  for (const byte of bytes.subarray(from, to - tailBytes)) sum = (sum + byte) & 0xff;
  return sum === Number.parseInt(check, 16);
}

/** `key,value,` pairs, the brace and the tilde being the first letters of keys; null if they are not pairs or a key comes twice. */
function itemsOf(text: string): ReadonlyMap<string, string> | null {
  const fields = text.split(",");
  if (fields.pop() !== "" || fields.length % 2 !== 0) return null;
  const items = new Map<string, string>();
  for (let place = 0; place < fields.length; place += 2) items.set(fields[place] ?? "", (fields[place + 1] ?? "").trim().replaceAll("\"", ""));
  return items.size * 2 === fields.length ? items : null;
}

function samplesOf(text: string): readonly MeasureSample[] | null {
  const items = itemsOf(text);
  if (items === null) return null;
  const model = items.get("MO");
  const about: readonly MeasureSample[] = model === undefined ? [] : [{ sample: "about", model, firmware: null, batteryPercent: null }];
  return [...about, weightOf(items)];
}

function weightOf(items: ReadonlyMap<string, string>): MeasureSample {
  const kilograms = items.get("Wk");
  const text = kilograms ?? items.get("Wp");
  // No weight, or one in stones (`Ws`, HD-351BT manual), which is no number: the scale must be set up otherwise.
  if (text === undefined || !/^-?\d{1,3}(?:\.\d{1,2})?$/.test(text)) return noWeight("device-fault");
  return weight(Number(text), kilograms === undefined ? "[lb_av]" : "kg", true, { deviceTime: timeOf(items.get("Da"), items.get("TI")) });
}

/** `dd/mm/yyyy` and `hh:mm` as the contract's local time; the seconds are not told. Null for none, half, or a day that is not. */
function timeOf(date: string | undefined, clock: string | undefined): string | null {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date ?? "") ?? [];
  if (day === undefined || month === undefined || year === undefined || !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(clock ?? "")) return null;
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const iso = `${year}-${month}-${day}`;
  return real.toISOString().startsWith(iso) ? `${iso}T${clock ?? ""}:00` : null;
}
