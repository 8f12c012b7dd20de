import type { AuditEvent } from "../audit/catalogue.ts";
import type { Store } from "./store.ts";

export interface Counters {
  add(name: string, by: number): void;
  all(): { readonly counter: string; readonly value: number }[];
}

export function createCounters(store: Store): Counters {
  const add = store.database.prepare("INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value");
  const all = store.database.prepare<[], { counter: string; value: number }>("SELECT name AS counter, value FROM counter ORDER BY name LIMIT 100");
  return {
    add: (name, by) => void add.run(name, by),
    all: () => all.all(),
  };
}

/** What an event adds to the statistics: names made of the catalogue's words, never of anything a person typed. */
export function countsOf(event: AuditEvent): readonly (readonly [name: string, by: number])[] {
  switch (event.event) {
    case "visit-ended":
      return [["visits", 1], [`visits.${event.reason}`, 1]];
    case "wiped":
      return [[`wipes.${event.outcome}`, 1]];
    case "scan":
      return [["scans", 1], ["scanned-pages", event.pages]];
    case "print":
      return [["prints", 1], ["printed-pages", event.pages]];
    case "bill":
      return [[`bills.${event.outcome}`, 1]];
    case "service-opened":
      return [[`services.${event.group}`, 1]];
    case "mood":
      return [[`mood.${event.mood}`, 1]];
    case "language":
      return [[`language.${event.language}`, 1]];
    case "help":
      return [[`help.${event.outcome}`, 1]];
    case "extension":
      return [["extensions", 1]];
    case "refused":
      return [[`refused.${event.refusal}`, event.count]];
    case "shell-lost":
      return [["shells-lost", 1]];
    case "session-process-lost":
      return [["session-processes-lost", 1]];
    default:
      return [];
  }
}
