import type { MeasureCodec } from "../../src/contract/reading.ts";
import { bloodPressureProtocols } from "../../src/devices/blood-pressure/protocols.ts";
import { bluetoothProtocols } from "../../src/devices/bluetooth-le/protocols.ts";
import { oximeterProtocols } from "../../src/devices/pulse-oximeter/protocols.ts";
import { scaleProtocols } from "../../src/devices/scale/protocols.ts";
import type { Decoded, Protocol } from "./protocols.ts";

/** Pairs of hexadecimal digits, as every frame dump has them; what stands between them does not matter. */
const hexDump = /^(?:(?:0x)?[0-9a-f]{2}[\s,:]*)+$/i;

function bytesOf(dump: string): Uint8Array | null {
  const text = dump.trim();
  return hexDump.test(text) ? Uint8Array.from(text.replace(/0x/gi, "").match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16)) : null;
}

/** Every sample of the dump, and how many bytes were of no frame. Codes: `measure/not-hex`, `measure/no-frame`. */
function decodeDump(create: () => MeasureCodec, dump: string): Decoded {
  const bytes = bytesOf(dump);
  if (bytes === null) return { ok: false, error: { code: "measure/not-hex" } };
  const codec = create();
  const samples = codec.push(bytes);
  return samples.length === 0 ? { ok: false, error: { code: "measure/no-frame" } } : { ok: true, samples, skippedBytes: codec.skipped() };
}

/** The measuring devices' protocols: a dump of what came from the device, as hexadecimal digits. */
export const measureProtocols: readonly Protocol[] = [...scaleProtocols, ...bloodPressureProtocols, ...oximeterProtocols, ...bluetoothProtocols].map(({ name, reads, create }) => ({
  name,
  reads: `hex of ${reads}`,
  decode: (text) => decodeDump(create, text),
}));
