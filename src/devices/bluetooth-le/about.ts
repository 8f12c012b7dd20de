import type { MeasureSample } from "../../contract/reading.ts";

/** An attribute is 512 octets at most: Bluetooth Core Specification 5.4 volume 3 part F section 3.2.9. */
const mostAttributeOctets = 512;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

const about = (told: { model?: string; firmware?: string; batteryPercent?: number }): readonly MeasureSample[] => [{
  sample: "about",
  model: told.model ?? null,
  firmware: told.firmware ?? null,
  batteryPercent: told.batteryPercent ?? null,
}];

/** Reads Battery Level (characteristic 0x2A19: one octet, 0..100 per cent, the rest reserved). Nothing where it is something else. */
export function decodeBatteryLevel(bytes: Uint8Array): readonly MeasureSample[] {
  const percent = bytes[0];
  return bytes.length === 1 && percent !== undefined && percent <= 100 ? about({ batteryPercent: percent }) : [];
}

/** Reads Model Number String (characteristic 0x2A24). Nothing where it is empty or no text. */
export function decodeModelNumber(bytes: Uint8Array): readonly MeasureSample[] {
  const model = textOf(bytes);
  return model === null ? [] : about({ model });
}

/** Reads Firmware Revision String (characteristic 0x2A26). Nothing where it is empty or no text. */
export function decodeFirmwareRevision(bytes: Uint8Array): readonly MeasureSample[] {
  const firmware = textOf(bytes);
  return firmware === null ? [] : about({ firmware });
}

/** The strings of the Device Information Service are UTF-8 without an end mark; some devices send their C string's NUL all the same. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > mostAttributeOctets) return null;
  try {
    const text = strictUtf8.decode(bytes).replace(/\0+$/u, "").trim();
    return text === "" || /\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}
