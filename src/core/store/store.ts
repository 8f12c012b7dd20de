import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type Database from "better-sqlite3";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { nativePackage } from "../../program/program.ts";
import { migrate } from "./migrations.ts";

/**
 * The one durable file. It holds what the booth knows of itself: settings, counters, the event log, the staff PIN's hash.
 * It has no column in which something of a citizen could stand.
 */
export interface Store {
  readonly database: Database.Database;
  /** How many damaged files lie beside this one; the newest was set aside at this start when `setAside` is true. */
  readonly damagedFiles: number;
  readonly setAside: boolean;
  /** Moves everything from the write-ahead log into the file and empties the log (L13). */
  checkpoint(): void;
  close(): void;
}

export const storeFileName = "kiosk.db";

/** Damaged files that are kept for a look; older ones go, so that a bad disk does not fill itself. */
export const keptDamagedFiles = 3;

export type StoreError = CodedError<"store/not-opened">;

/**
 * Opens or makes the store. A file that is damaged, not SQLite, or newer than this program is set aside as
 * `kiosk.db.corrupt-<n>` and a new one is begun: the booth starts.
 */
export function openStore(folder: string): Result<Store, StoreError> {
  const path = join(folder, storeFileName);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return err("store/not-opened", { step: "folder" });
  }
  const first = tryOpen(path);
  if (first !== undefined) return ok(storeOf(first, path, false));
  try {
    setAside(path);
  } catch {
    return err("store/not-opened", { step: "set-aside" });
  }
  const second = tryOpen(path);
  return second === undefined ? err("store/not-opened", { step: "open" }) : ok(storeOf(second, path, true));
}

function tryOpen(path: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    const Sqlite = nativePackage("better-sqlite3");
    database = new Sqlite(path);
    // A lock of another core would make us wait; the runtime folder's lock has kept it away already.
    database.pragma("busy_timeout = 500");
    database.pragma("trusted_schema = OFF");
    database.pragma("cell_size_check = ON");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("secure_delete = ON");
    database.pragma("foreign_keys = ON");
    // KiB (negative, https://www.sqlite.org/pragma.html#pragma_cache_size). better-sqlite3's 16 MB would fill with the log, row by row, for weeks.
    database.pragma("cache_size = -64");
    // Reads the whole file, a few milliseconds at our size; `quick_check` leaves out only the comparison of indexes.
    if (database.pragma("quick_check", { simple: true }) !== "ok") throw new Error("damaged");
    migrate(database);
    return database;
  } catch {
    try {
      database?.close();
    } catch {
      // A file that cannot even be closed in order is set aside all the same.
    }
    return undefined;
  }
}

function storeOf(database: Database.Database, path: string, wasSetAside: boolean): Store {
  const checkpoint = (): void => void database.pragma("wal_checkpoint(TRUNCATE)");
  return {
    database,
    damagedFiles: damagedFiles(path).length,
    setAside: wasSetAside,
    checkpoint,
    close: () => {
      checkpoint();
      database.close();
    },
  };
}

const damagedName = (path: string): string => `${basename(path)}.corrupt-`;

/** Numbers of the damaged files, ascending. */
function damagedFiles(path: string): number[] {
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(damagedName(path)))
    .map((name) => Number(name.slice(damagedName(path).length)))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((a, b) => a - b);
}

/** The -wal and -shm of a damaged file belong to it alone and must not meet the new one. */
function setAside(path: string): void {
  const numbers = damagedFiles(path);
  const target = `${path}.corrupt-${(numbers.at(-1) ?? 0) + 1}`;
  if (existsSync(path)) renameSync(path, target);
  for (const suffix of ["-wal", "-shm", "-journal"]) rmSync(`${path}${suffix}`, { recursive: true, force: true });
  const surplus = damagedFiles(path).slice(0, -keptDamagedFiles);
  for (const number of surplus) rmSync(`${path}.corrupt-${number}`, { recursive: true, force: true });
}
