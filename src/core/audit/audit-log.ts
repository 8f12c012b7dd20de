import { createHash } from "node:crypto";
import type { Clock, ClockTimer } from "../clock.ts";
import { countsOf, createCounters, type Counters } from "../store/counters.ts";
import type { Store } from "../store/store.ts";
import { cleanFields, type AuditEvent } from "./catalogue.ts";

/** A row as it stands in the log. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly event: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly count: number;
}

export type ChainState =
  | { readonly state: "whole"; readonly rows: number }
  /** The first row that does not follow from the one before it. */
  | { readonly state: "broken"; readonly seq: number };

export interface AuditLog {
  /** Notes an event. It is written at the end of this turn of the event loop, so that no screen waits for the disk. */
  note(event: AuditEvent): void;
  /** Writes what has been noted, at once. */
  flush(): void;
  newest(limit: number): AuditRow[];
  verify(): ChainState;
  /** The last hash, hex: what is sent out regularly, because a chain does not show that its end was cut off. */
  head(): string;
  /** Drops rows that are older than the retention, or too many. */
  retain(): number;
  readonly counters: Counters;
  close(): void;
}

export const auditLimits = {
  /** The same event again within this time becomes a count on one row. */
  foldMs: 10_000,
  /** 13 months: a year's figures can still be compared. */
  retentionMs: 396 * 86_400_000,
  /** About 50 MB; a booth writes some thousand rows a day. */
  maxRows: 400_000,
} as const;

/** A chain begins here. */
const noHash = Buffer.alloc(32);

interface Pending {
  readonly event: AuditEvent;
  readonly key: string;
  readonly at: number;
  count: number;
}

interface StoredRow {
  seq: number;
  at: number;
  event: string;
  fields: string;
  count: number;
  hash: Buffer;
}

/** h = SHA-256(h_prev ‖ record); the record is the row as a JSON array, in the order of its columns. */
export const chainHash = (previous: Uint8Array, row: Omit<StoredRow, "hash">): Buffer =>
  createHash("sha256").update(previous).update(JSON.stringify([row.seq, row.at, row.event, row.fields, row.count])).digest();

export function openAuditLog(store: Store, clock: Clock): AuditLog {
  const { database } = store;
  const counters = createCounters(store);
  const insert = database.prepare("INSERT INTO audit (seq, at, event, fields, count, hash) VALUES (?, ?, ?, ?, ?, ?)");
  const last = database.prepare<[], StoredRow>("SELECT * FROM audit ORDER BY seq DESC LIMIT 1");
  const anchor = database.prepare<[], { seq: number; hash: Buffer }>("SELECT seq, hash FROM audit_anchor WHERE id = 1");
  const end = (): { seq: number; hash: Buffer } => last.get() ?? anchor.get() ?? { seq: 0, hash: noHash };

  let pending: Pending[] = [];
  /** The newest row's event and when it was first seen: an equal one soon after is only counted. */
  let folding: Pending | null = null;
  let foldTimer: ClockTimer | undefined;
  let planned: NodeJS.Immediate | undefined;

  const writeAll = database.transaction((events: readonly Pending[]) => {
    let { seq, hash } = end();
    for (const { event, at, count } of events) {
      seq += 1;
      const fields = cleanFields(event) ?? {};
      const row = { seq, at, event: event.event, fields: JSON.stringify(fields), count };
      hash = chainHash(hash, row);
      insert.run(row.seq, row.at, row.event, row.fields, row.count, hash);
      for (const [name, by] of countsOf({ ...event, ...fields })) counters.add(name, by * count);
    }
  });

  const flush = (): void => {
    clearImmediate(planned);
    planned = undefined;
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    writeAll(events);
  };

  const endFold = (): void => {
    clock.clearTimeout(foldTimer);
    if (folding !== null && folding.count > 0) pending.push(folding);
    folding = null;
  };

  return {
    counters,
    note(event) {
      const at = clock.wall();
      const key = JSON.stringify([event.event, cleanFields(event)]);
      if (folding !== null && folding.key === key && at - folding.at < auditLimits.foldMs && at >= folding.at) {
        folding.count += 1;
        return;
      }
      endFold();
      pending.push({ event, key, at, count: 1 });
      folding = { event, key, at, count: 0 };
      foldTimer = clock.setTimeout(() => {
        endFold();
        flush();
      }, auditLimits.foldMs);
      planned ??= setImmediate(flush);
    },
    flush() {
      endFold();
      flush();
    },
    newest(limit) {
      flush();
      return database
        .prepare<[number], StoredRow>("SELECT * FROM audit ORDER BY seq DESC LIMIT ?")
        .all(limit)
        .map((row) => ({ seq: row.seq, at: row.at, event: row.event, fields: parseFields(row.fields), count: row.count }));
    },
    verify: () => verifyChain(store),
    head: () => end().hash.toString("hex"),
    retain: () => retain(store, clock.wall()),
    close() {
      endFold();
      flush();
    },
  };
}

function parseFields(text: string): Readonly<Record<string, string | number>> {
  try {
    return JSON.parse(text) as Record<string, string | number>;
  } catch {
    return {};
  }
}

/** Reads the whole log and computes every hash anew. */
export function verifyChain(store: Store): ChainState {
  const { database } = store;
  const start = database.prepare<[], { seq: number; hash: Buffer }>("SELECT seq, hash FROM audit_anchor WHERE id = 1").get();
  let previous: Uint8Array = start?.hash ?? noHash;
  let seq = start?.seq ?? 0;
  let rows = 0;
  for (const row of database.prepare<[], StoredRow>("SELECT * FROM audit ORDER BY seq").iterate()) {
    const hash = chainHash(previous, row);
    if (row.seq !== seq + 1 || !hash.equals(row.hash)) return { state: "broken", seq: row.seq };
    previous = hash;
    seq = row.seq;
    rows += 1;
  }
  return { state: "whole", rows };
}

function retain(store: Store, now: number): number {
  const { database } = store;
  const drop = database.transaction((): number => {
    const newest = database.prepare<[], number>("SELECT max(seq) FROM audit").pluck().get() ?? 0;
    const byAge = database.prepare<[number], number>("SELECT max(seq) FROM audit WHERE at < ?").pluck().get(now - auditLimits.retentionMs) ?? 0;
    const until = Math.min(newest - 1, Math.max(byAge, newest - auditLimits.maxRows));
    const boundary = database.prepare<[number], StoredRow>("SELECT * FROM audit WHERE seq = ?").get(until);
    if (boundary === undefined) return 0;
    database
      .prepare("INSERT INTO audit_anchor (id, seq, hash) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash")
      .run(boundary.seq, boundary.hash);
    return database.prepare("DELETE FROM audit WHERE seq <= ?").run(until).changes;
  });
  const dropped = drop();
  if (dropped > 0) store.checkpoint();
  return dropped;
}
