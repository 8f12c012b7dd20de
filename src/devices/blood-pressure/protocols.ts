import type { MeasureCodec } from "../../contract/reading.ts";
import { createTmCodec } from "./a-d-tm.ts";
import { createUa767Codec, createUa767PbtCodec } from "./a-d-ua-767.ts";

/** The blood-pressure monitors that speak a byte stream, by the name that the configuration gives. */
export const bloodPressureProtocols: readonly { readonly name: string; readonly reads: string; create(): MeasureCodec }[] = [
  { name: "bp-a-d-tm", reads: "A&D TM-2655P and TM-2657P, RS-232, 2400 or 9600 8N1", create: createTmCodec },
  { name: "bp-ua-767", reads: "A&D UA-767PC, serial cable", create: createUa767Codec },
  { name: "bp-ua-767-pbt", reads: "A&D UA-767PBT, Bluetooth serial port", create: createUa767PbtCodec },
];
