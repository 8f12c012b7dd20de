import type Database from "better-sqlite3";

/**
 * The schema, one step after the other; `user_version` says how many have been done. A step is never changed once it has
 * been released; a new one is added.
 */
const steps: readonly string[] = [
  `
  -- Values of the booth itself, e.g. the hash of the configuration last taken.
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- How often something has happened, ever.
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK (value >= 0)) STRICT, WITHOUT ROWID;

  -- The event log. event and fields are written by the catalogue only; hash = SHA-256(previous hash, this record).
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    fields TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 1),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
  ) STRICT;
  CREATE INDEX audit_at ON audit (at);

  -- Where the chain begins after retention has dropped old rows: the last one dropped.
  CREATE TABLE audit_anchor (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;

  -- The staff PIN's hash and the lock-out.
  CREATE TABLE staff_pin (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    hash TEXT,
    wrong INTEGER NOT NULL DEFAULT 0,
    lockouts INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
  ) STRICT;
  `,
];

export const schemaVersion = steps.length;

/** Brings a database up to this program's schema, all of it or nothing. Throws for one that is newer, or not ours. */
export function migrate(database: Database.Database): void {
  const version = database.pragma("user_version", { simple: true });
  if (typeof version !== "number" || version < 0 || version > schemaVersion) throw new Error("a schema of another program");
  const run = database.transaction(() => {
    for (const step of steps.slice(version)) database.exec(step);
    database.pragma(`user_version = ${schemaVersion}`);
    checkTables(database);
  });
  run();
}

/** A hostile file may carry our version number and another schema: triggers and views have no place here, our tables must be as made. */
function checkTables(database: Database.Database): void {
  const kinds = database.prepare("SELECT DISTINCT type FROM sqlite_schema").pluck().all();
  if (kinds.some((kind) => kind !== "table" && kind !== "index")) throw new Error("not our schema");
  database.prepare("SELECT name, value FROM setting LIMIT 1").all();
  database.prepare("SELECT name, value FROM counter LIMIT 1").all();
  database.prepare("SELECT seq, at, event, fields, count, hash FROM audit LIMIT 1").all();
  database.prepare("SELECT id, seq, hash FROM audit_anchor LIMIT 1").all();
  database.prepare("SELECT id, hash, wrong, lockouts, locked_until FROM staff_pin LIMIT 1").all();
}
