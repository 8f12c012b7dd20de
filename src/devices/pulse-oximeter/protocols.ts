import type { MeasureCodec } from "../../contract/reading.ts";
import { createContecNewCodec } from "./contec-new.ts";
import { createContecOldCodec } from "./contec-old.ts";
import { createNonin13Codec } from "./nonin-13.ts";
import { createNonin2Codec } from "./nonin-2.ts";
import { createNonin8Codec } from "./nonin-8.ts";

/** The pulse oximeters that speak a byte stream, by the name that the configuration gives. */
export const oximeterProtocols: readonly { readonly name: string; readonly reads: string; create(): MeasureCodec }[] = [
  { name: "oximeter-nonin-13", reads: "Nonin 9560, 3150, 3230USB and 3231, format 13 (spot check), 9600 8N1", create: createNonin13Codec },
  { name: "oximeter-nonin-8", reads: "Nonin 9560, 3150, 3230USB and 3231, format 8 (once a second), 9600 8N1", create: () => createNonin8Codec() },
  { name: "oximeter-nonin-8-old", reads: "Nonin, older units, format 8 with three bytes, 9600 8N1", create: () => createNonin8Codec(1) },
  { name: "oximeter-nonin-2", reads: "Nonin 9560, 3150, 3230USB, 3231 and Xpod, format 2 (75 a second, with wave), 9600 8N1", create: createNonin2Codec },
  { name: "oximeter-contec-old", reads: "Contec CMS50D+ and CMS50E up to firmware 4.5, 19200 8O1", create: createContecOldCodec },
  { name: "oximeter-contec-new", reads: "Contec CMS50D+ from firmware 4.6 on and CMS50F, 115200 8N1", create: createContecNewCodec },
];
