import type { VisitContext, VisitInput } from "./context.ts";
import type { Preferences } from "../../contract/preferences.ts";

/** Preferences of a person whom nobody knows yet (L08). */
export const defaultPreferences = (input: Pick<VisitInput, "booth">): Preferences => ({
  language: input.booth.defaultLanguage,
  textScale: 100,
  contrast: "normal",
  readAloud: false,
});

export const freeForEver = { freeUntil: null, limit: null, nextBooking: null } as const;

export const initialContext = ({ input }: { readonly input: VisitInput }): VisitContext => ({
  ...input,
  preferences: defaultPreferences(input),
  boothState: { state: "starting" },
  mood: null,
  availability: freeForEver,
  visit: null,
  nameRefused: null,
  timeWarning: null,
  idleEndsAt: null,
  helpCall: "offered",
  documents: [],
  documentRefused: null,
  openDocument: null,
  devices: [],
  scanner: null,
  printer: null,
  scan: { options: { source: "flatbed", colour: "colour", resolution: 300 }, pages: [], jobId: null, progress: null, error: null },
  copy: { options: { source: "flatbed", copies: 1, sides: "one-sided", colour: "colour" }, pages: [], jobId: null, progress: null, error: null },
  print: { documentId: null, options: { copies: 1, sides: "one-sided", colour: "colour" }, cameFrom: "paper", error: null },
  printing: null,
  printError: null,
  sheetsUsed: 0,
  servicesUsed: [],
  originalInScanner: false,
  originalQuestion: false,
  recovered: false,
  bill: { bill: null, code: null },
  web: { serviceId: "", opening: 0, withBill: false },
  pin: { triesLeft: 5, lockedUntil: null, wrong: false },
  staff: { checks: [], booth: "open", log: [], counters: [] },
  testPrint: "none",
  endReason: null,
});
