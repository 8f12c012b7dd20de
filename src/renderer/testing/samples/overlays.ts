import { minutes, now, visit, type Sample } from "./base.ts";

const home = { name: "home" as const };
const lateVisit = { name: "Aurinkolintu", startedAt: now - minutes(55), endsAt: now + minutes(5), phase: "warning" as const, extension: 30 };

/** What lies over a screen. */
export const overlaySamples = {
  "overlay-language": { snapshot: visit(home), touch: "language" },
  "overlay-see-hear": { snapshot: visit(home), touch: "see-hear" },
  "overlay-help": { snapshot: visit(home, { help: { support: "offered" } }) },
  "overlay-help-called": { snapshot: visit(home, { help: { support: "called" } }) },
  "overlay-help-failed": { snapshot: visit(home, { help: { support: "failed" } }) },
  "overlay-idle": { snapshot: visit(home, { idleEndsAt: now + 27_000 }) },
  "overlay-time": { snapshot: visit(home, { timeWarning: 5, visit: lateVisit }) },
  "overlay-time-booked": { snapshot: visit(home, { timeWarning: 1, visit: { ...lateVisit, endsAt: now + minutes(1), phase: "last-minute", extension: null } }) },
  "overlay-end": { snapshot: visit(home, { endQuestion: { reminders: [] } }) },
  "overlay-end-reminders": {
    snapshot: visit(home, { endQuestion: { reminders: [{ kind: "documents-unused", count: 2 }, { kind: "scan-unsaved", pages: 3 }, { kind: "printing", pagesLeft: 2 }, { kind: "original-in-scanner" }] } }),
  },
  "overlay-original": { snapshot: visit(home, { originalQuestion: true }) },
  "overlay-recovered": { snapshot: visit(home, { recovered: true }) },
  "overlay-document-refused": { snapshot: visit(home, { documentRefused: { code: "documents/too-large" } }) },
} as const satisfies Readonly<Record<string, Sample>>;
