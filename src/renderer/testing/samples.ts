import type { Sample } from "./samples/base.ts";
import { overlaySamples } from "./samples/overlays.ts";
import { paperSamples } from "./samples/paper.ts";
import { staffSamples } from "./samples/staff.ts";
import { visitSamples } from "./samples/visit.ts";
import { webSamples } from "./samples/web.ts";

export type { Sample } from "./samples/base.ts";

/** Every state of the screens that tests look at, by name. */
export const samples = { ...visitSamples, ...overlaySamples, ...webSamples, ...paperSamples, ...staffSamples } as const;
export type SampleName = keyof typeof samples;
export const sampleNames = Object.keys(samples) as readonly SampleName[];
export const sample = (name: SampleName): Sample => samples[name];
