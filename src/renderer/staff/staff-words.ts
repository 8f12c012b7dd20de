import type { DeviceFinding, DeviceStatus } from "../../contract/devices.ts";
import type { StaffCheck } from "../../contract/snapshot.ts";
import events from "../../../resources/locales/fi/events.json";
import type { IconName } from "../components/icon.tsx";
import type { Text, TextKey } from "../i18n/texts.ts";

export type Outcome = StaffCheck["outcome"];

interface Named {
  readonly name: TextKey;
  /** What to do when it is not well. */
  readonly todo: TextKey;
}

export const checkWords: Readonly<Record<StaffCheck["check"], Named>> = {
  configuration: { name: "staff.checkConfiguration", todo: "staff.checkConfigurationDo" },
  store: { name: "staff.checkStore", todo: "staff.checkStoreDo" },
  "audit-chain": { name: "staff.checkAuditChain", todo: "staff.checkAuditChainDo" },
  "shell-warm": { name: "staff.checkShellWarm", todo: "staff.checkShellWarmDo" },
  tmpfs: { name: "staff.checkTmpfs", todo: "staff.checkTmpfsDo" },
  clock: { name: "staff.checkClock", todo: "staff.checkClockDo" },
  network: { name: "staff.checkNetwork", todo: "staff.checkNetworkDo" },
  barcode: { name: "staff.checkBarcode", todo: "staff.checkBarcodeDo" },
  scanner: { name: "staff.checkScanner", todo: "staff.checkScannerDo" },
  printer: { name: "staff.checkPrinter", todo: "staff.checkPrinterDo" },
  speech: { name: "staff.checkSpeech", todo: "staff.checkSpeechDo" },
  services: { name: "staff.checkServices", todo: "staff.checkServicesDo" },
  "last-wipe": { name: "staff.checkLastWipe", todo: "staff.checkLastWipeDo" },
};

export const findingWords: Readonly<Record<DeviceFinding["check"], Named>> = {
  configured: { name: "staff.findingConfigured", todo: "staff.findingConfiguredDo" },
  found: { name: "staff.findingFound", todo: "staff.findingFoundDo" },
  answers: { name: "staff.findingAnswers", todo: "staff.findingAnswersDo" },
  media: { name: "staff.findingMedia", todo: "staff.findingMediaDo" },
  consumables: { name: "staff.findingConsumables", todo: "staff.findingConsumablesDo" },
  capabilities: { name: "staff.findingCapabilities", todo: "staff.findingCapabilitiesDo" },
};

export const outcomeWords: Readonly<Record<Outcome, { readonly name: TextKey; readonly icon: IconName }>> = {
  ok: { name: "staff.outcomeOk", icon: "check" },
  warning: { name: "staff.outcomeWarning", icon: "info" },
  failed: { name: "staff.outcomeFailed", icon: "warning" },
  running: { name: "staff.outcomeRunning", icon: "clock" },
  skipped: { name: "staff.outcomeSkipped", icon: "minus" },
};

export const stateWords: Readonly<Record<DeviceStatus["state"], TextKey>> = {
  absent: "staff.stateAbsent",
  connecting: "staff.stateConnecting",
  ready: "staff.stateReady",
  busy: "staff.stateBusy",
  lost: "staff.stateLost",
  "backing-off": "staff.stateBackingOff",
  "given-up": "staff.stateGivenUp",
};

export const realityWords: Readonly<Record<DeviceStatus["reality"], TextKey>> = { real: "staff.realityReal", rig: "staff.realityRig", none: "staff.realityNone" };

const isEvent = (word: string): word is keyof typeof events => Object.hasOwn(events, word);

/** A word of the event catalogue in the reader's language; a word that is not known stays as it is, so that it can be read out on the telephone. */
export function eventName(t: Text, event: string): string {
  return isEvent(event) ? t(`events.${event}`) : event;
}

/** A counter is an event, or an event and one of its words: `services.kela`. The second part stays as it is. */
export function counterName(t: Text, counter: string): string {
  const dot = counter.indexOf(".");
  return dot < 0 ? eventName(t, counter) : `${eventName(t, counter.slice(0, dot))}: ${counter.slice(dot + 1)}`;
}

/** How many checks are not well. */
export function tally(checks: readonly StaffCheck[]): { readonly failed: number; readonly warnings: number; readonly running: boolean } {
  return {
    failed: checks.filter((check) => check.outcome === "failed").length,
    warnings: checks.filter((check) => check.outcome === "warning").length,
    running: checks.some((check) => check.outcome === "running"),
  };
}
