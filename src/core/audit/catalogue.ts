import type { sessionEventSchema } from "../../contract/core-session.ts";
import { deviceKindSchema, deviceStatusSchema, printerErrorCodes, scannerErrorCodes } from "../../contract/devices.ts";
import { billErrorCodeSchema } from "../../contract/bill.ts";
import { languages } from "../../contract/preferences.ts";
import { wipeTargets } from "../../contract/receipt.ts";
import { refusalSchema } from "../../contract/refusals.ts";
import { serviceGroupIds } from "../../contract/service-tray.ts";
import { coreCodes } from "./codes.ts";

/**
 * Everything that may ever stand in the event log, as data. A field is a number or a word of a closed list: there is no
 * kind of field in which a name, an address, a title or a reading could be written. A word that is not on its list is
 * written as `other`.
 */

export type FieldKind =
  | { readonly kind: "number"; readonly max: number }
  | { readonly kind: "word"; readonly words: readonly string[] }
  /** Words of the list with dots between them. */
  | { readonly kind: "path"; readonly words: readonly string[] };

const number = (max: number) => ({ kind: "number", max }) as const;
const word = <const W extends readonly string[]>(words: W) => ({ kind: "word", words }) as const;

/** The names of the states of a visit. A test holds them against the session's statechart. */
export const visitSteps = [
  "active", "arrive", "asked", "asking", "attract", "bill", "booth", "busy", "checked", "choose", "clock", "closed", "copy", "deciding", "documents", "done",
  "ended", "ending", "exempt", "failed", "failing", "first", "free", "help", "home", "idle", "lastMinute", "main", "none", "open", "outOfOrder", "over", "page", "paper",
  "pin", "preview", "print", "printer", "printing", "ready", "rejected", "reporting", "restarting", "review", "routing", "running", "saving", "scan", "scanning", "screen",
  "second", "setup", "shown", "staff", "starting", "switching", "terms", "thanks", "touched", "untouched", "verifying", "visit", "waiting", "warning", "watch",
  "watching", "web", "webTray",
] as const;

/** Every list has this last word, for what a newer program may say. */
export const otherWord = "other";

const path = { kind: "path", words: visitSteps } as const;
const coded = word(coreCodes);
const kind = word(deviceKindSchema.options);
const hour = 3_600_000;

export const auditCatalogue = {
  "core-started": { doc: "The core runs. `previous`: how the one before it ended.", fields: { previous: word(["first", "orderly", "crashed"]) } },
  "core-stopped": { doc: "The core ends in order.", fields: {} },
  "configuration-taken": { doc: "The configuration was read. `changed`: it differs from the one of the last start.", fields: { changed: word(["yes", "no"]) } },
  "store-set-aside": { doc: "The store's file was damaged or not ours; a new one was begun.", fields: { kept: number(100) } },
  "retention": { doc: "Old rows of this log were dropped; the chain goes on from the last of them.", fields: { rows: number(10_000_000) } },
  "booth": {
    doc: "The booth machine changed its state.",
    fields: { to: word(["booting", "wiping", "opening", "open", "closed", "visit", "ending", "out-of-order", "stopping", "stopped"]) },
  },
  "out-of-order": { doc: "The booth does not open, and why.", fields: { code: coded, cause: word(["unclean", "unable"]) } },
  "visit-ended": {
    doc: "A visit is over. Its length in whole five minutes, so that nobody is known by it.",
    fields: { reason: word(["finished", "timed-out", "idle", "staff", "session-lost"]), minutes: number(600) },
  },
  "wiped": {
    doc: "A wipe, verified.",
    fields: { reason: word(["boot", "finished", "timed-out", "idle", "staff", "session-lost"]), outcome: word(["clean", "not-clean"]), ms: number(hour), logOutCalled: number(1000), logOutFailed: number(1000) },
  },
  "wipe-target": { doc: "A target that was not clean.", fields: { target: word(wipeTargets), outcome: word(["left", "failed"]), left: number(10_000_000) } },
  "swap": { doc: "The end of a visit until the next screen was painted.", fields: { ms: number(hour) } },
  "warm-ready": { doc: "The next pair waits.", fields: { ms: number(hour) } },
  "warm-failed": { doc: "The next pair could not be started; it is tried again.", fields: { code: coded } },
  "shell-lost": { doc: "A shell died or hung.", fields: { which: word(["shown", "warm"]), code: coded } },
  "shell-hung": { doc: "A screen, shown or warm, did not answer and was killed.", fields: {} },
  "shell-recovered": { doc: "Another shell shows the same visit again.", fields: { ms: number(hour) } },
  "session-process-lost": { doc: "A session process died. Of the shown one the visit is lost with it.", fields: { which: word(["shown", "warm"]) } },
  "bad-message": { doc: "A session process said something that the contract does not know.", fields: {} },
  "staff-pin": { doc: "Somebody typed a staff PIN.", fields: { outcome: word(["right", "wrong", "locked"]) } },
  "staff-booth": { doc: "Staff opened or closed the booth, or started it anew.", fields: { to: word(["open", "closed", "restart"]) } },
  "staff": { doc: "What staff did on their page.", fields: { outcome: word(["in", "wrong-pin", "locked", "out", "test-print", "open", "close", "restart"]) } },
  "transition": { doc: "A region of the visit's statechart went from one state to another.", fields: { from: path, to: path } },
  "refused": { doc: "A guard refused something.", fields: { refusal: word(refusalSchema.options), count: number(1_000_000) } },
  "device": { doc: "A device changed its state.", fields: { kind, state: word(deviceStatusSchema.shape.state.options) } },
  "device-host-restarted": { doc: "The device host died and was started again.", fields: { times: number(1_000_000) } },
  "scan": { doc: "A scan job ended.", fields: { outcome: word(["done", "saved", "discarded", "cancelled", ...scannerErrorCodes]), pages: number(1000) } },
  "print": { doc: "A print job ended.", fields: { outcome: word(["done", "cancelled", "limit", ...printerErrorCodes]), pages: number(10_000) } },
  "bill": { doc: "A bar code was read.", fields: { outcome: word(["checked", "read", "bill", ...billErrorCodeSchema.options]) } },
  "service-opened": { doc: "A service of this group was opened.", fields: { group: word(serviceGroupIds) } },
  "document": { doc: "A document was taken in, removed, or refused.", fields: { outcome: word(["added", "removed", "sent", "printed", "refused", "too-large", "too-many", "no-space"]) } },
  "extension": { doc: "The visit was made longer.", fields: { minutes: number(600) } },
  "help": { doc: "Help was opened, or the local support person called.", fields: { outcome: word(["opened", "called", "failed"]) } },
  "mood": { doc: "One of the three faces.", fields: { mood: word(["good", "so-so", "bad"]) } },
  "language": { doc: "A language was chosen.", fields: { language: word(languages) } },
  "renderer-lost": { doc: "Our screens or the embedded page crashed inside the shell.", fields: { which: word(["screens", "web"]) } },
} as const satisfies Readonly<Record<string, { readonly doc: string; readonly fields: Readonly<Record<string, FieldKind>> }>>;

export type AuditEventName = keyof typeof auditCatalogue;

type FieldsOf<N extends AuditEventName> = {
  readonly [F in keyof (typeof auditCatalogue)[N]["fields"]]: (typeof auditCatalogue)[N]["fields"][F] extends { readonly kind: "number" } ? number : string;
};

/** An event that the catalogue knows, with exactly its fields. */
export type AuditEvent = { readonly [N in AuditEventName]: { readonly event: N } & FieldsOf<N> }[AuditEventName];

/** The catalogue is complete for what a session process may tell: the compiler checks it here. */
export type SessionEventName = (typeof sessionEventSchema)["options"][number]["shape"]["event"]["value"];
type Missing = Exclude<SessionEventName, AuditEventName>;
export const noSessionEventIsMissing: [Missing] extends [never] ? true : Missing = true;

/** A row's fields as they are written: numbers whole and within bounds, words of their list. Undefined for an unknown event. */
export function cleanFields(event: { readonly event: string } & Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> | undefined {
  if (!Object.hasOwn(auditCatalogue, event.event)) return undefined;
  const fields: Readonly<Record<string, FieldKind>> = auditCatalogue[event.event as AuditEventName].fields;
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, cleanValue(field, event[name])]));
}

function cleanValue(field: FieldKind, value: unknown): string | number {
  if (field.kind === "number") return typeof value === "number" && Number.isFinite(value) ? Math.min(field.max, Math.max(0, Math.round(value))) : 0;
  if (typeof value !== "string" || value.length > longestWord) return otherWord;
  const steps = field.kind === "path" ? value.split(".") : [value];
  return steps.every((step) => field.words.includes(step)) ? value : otherWord;
}

/** As long as the contract lets a session process say. */
const longestWord = 60;
