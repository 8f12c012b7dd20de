import type { MeasureCodec } from "../../contract/reading.ts";
import { createADCodec, createStGsCodec } from "./a-d-family.ts";
import { createHidScaleCodec } from "./hid-scale.ts";
import { createMtSicsCodec } from "./mt-sics.ts";
import { createTanitaCodec } from "./tanita.ts";
import { createToledo8217Codec } from "./toledo-8217.ts";

/** A protocol that needs no setting; `reads` is a word for technicians on where its bytes come from. */
export interface ScaleProtocol {
  readonly name: string;
  readonly reads: string;
  create(): MeasureCodec;
}

export const scaleProtocols: readonly ScaleProtocol[] = [
  { name: "scale-st-gs", reads: "ST,GS,+0072.50kg lines of weighing indicators", create: createStGsCodec },
  { name: "scale-a-d", reads: "A&D standard format", create: createADCodec },
  { name: "scale-mt-sics", reads: "answers of METTLER TOLEDO's MT-SICS", create: createMtSicsCodec },
  { name: "scale-toledo-8217", reads: "answers of Toledo 8217, in kilograms", create: () => createToledo8217Codec() },
  { name: "scale-tanita", reads: "Tanita's lines of items with checksum", create: createTanitaCodec },
  { name: "scale-hid", reads: "USB HID scale data reports", create: createHidScaleCodec },
];
