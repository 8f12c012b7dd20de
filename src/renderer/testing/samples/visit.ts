import { idle, minutes, now, receipt, visit, type Sample } from "./base.ts";

const free = { freeUntil: now + minutes(162), limit: "booking" as const, nextBooking: { from: now + minutes(162), to: now + minutes(222) } };
const always = { freeUntil: null, limit: null, nextBooking: null };
const arrive = { name: "arrive" as const, suggestion: "Aurinkolintu", refused: null, availability: free, endsAt: now + minutes(60) };

/** The walk from the attract screen to the thank-you, without the screens that have their own files. */
export const visitSamples = {
  starting: { snapshot: idle({ name: "starting" }) },
  attract: { snapshot: idle({ name: "attract", availability: free }) },
  "attract-always-free": { snapshot: idle({ name: "attract", availability: always }), booth: { features: { web: true, print: true, scan: false, bill: false }, languages: ["fi", "sv"] } },
  "attract-sami": { snapshot: idle({ name: "attract", availability: free }, { preferences: { language: "se", textScale: 100, contrast: "normal", readAloud: false } }) },
  "attract-fallback": { snapshot: idle({ name: "attract", availability: free }, { preferences: { language: "sms", textScale: 100, contrast: "normal", readAloud: false } }) },
  closed: { snapshot: idle({ name: "closed", opensAt: now + minutes(1300) }) },
  "out-of-order": { snapshot: idle({ name: "out-of-order", code: "wipe/left-over", since: now - minutes(9) }) },
  arrive: { snapshot: idle(arrive) },
  "arrive-refused": { snapshot: idle({ ...arrive, refused: "looks-like-identity-code" }), focus: "main input" },
  terms: { snapshot: idle({ name: "terms" }) },
  home: { snapshot: visit({ name: "home" }) },
  "home-empty": { snapshot: visit({ name: "home" }, { documents: [] }), booth: { features: { web: true, print: true, scan: true, bill: false } } },
  "home-read-aloud": { snapshot: visit({ name: "home" }, { preferences: { language: "fi", textScale: 100, contrast: "normal", readAloud: true } }) },
  "home-small": { snapshot: visit({ name: "home" }), booth: { features: { web: true, print: false, scan: false, bill: false } } },
  thanks: { snapshot: idle({ name: "thanks", receipt, mood: null, ahead: false }) },
  "thanks-erasing": { snapshot: idle({ name: "thanks", receipt: null, mood: null, ahead: false }) },
  "thanks-idle": { snapshot: idle({ name: "thanks", receipt: { ...receipt, reason: "idle" }, mood: "good", ahead: false }) },
  "thanks-not-clean": { snapshot: idle({ name: "thanks", receipt: { ...receipt, outcome: "not-clean" }, mood: null, ahead: false }) },
} as const satisfies Readonly<Record<string, Sample>>;
