import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openAuditLog, verifyChain } from "../audit/audit-log.ts";
import { testFolders } from "../testing/folders.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { migrate, schemaVersion } from "./migrations.ts";
import { createSettings } from "./settings.ts";
import { keptDamagedFiles, openStore, storeFileName, type Store } from "./store.ts";

const folder = testFolders();

function opened(path: string): Store {
  const store = openStore(path);
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

const file = (path: string): string => join(path, storeFileName);

/** A store with something in it, closed. */
function used(path: string): void {
  const store = opened(path);
  createSettings(store).set("staff-closed", "yes");
  store.close();
}

describe("the store", () => {
  it("is durable and forgetful as the design says", () => {
    const { database, setAside, damagedFiles } = opened(folder());
    const pragma = (name: string) => database.pragma(name, { simple: true });
    expect([pragma("journal_mode"), pragma("synchronous"), pragma("secure_delete"), pragma("user_version"), pragma("cache_size")]).toEqual(["wal", 2, 1, schemaVersion, -64]);
    expect([setAside, damagedFiles]).toEqual([false, 0]);
  });

  it("has no column in which something of a citizen could stand", () => {
    const { database } = opened(folder());
    const columns = database.prepare("SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1").pluck().all();
    expect(columns).toEqual([
      "audit.at", "audit.count", "audit.event", "audit.fields", "audit.hash", "audit.seq", "audit_anchor.hash", "audit_anchor.id", "audit_anchor.seq",
      "counter.name", "counter.value", "setting.name", "setting.value", "staff_pin.hash", "staff_pin.id", "staff_pin.locked_until", "staff_pin.lockouts", "staff_pin.wrong",
    ]);
  });

  it("keeps what it was told over a restart, and leaves no write-ahead log after an orderly end", () => {
    const path = folder();
    used(path);
    expect(readdirSync(path)).toEqual([storeFileName]);
    expect(createSettings(opened(path)).get("staff-closed")).toBe("yes");
  });

  it("a deleted word is in neither file after a checkpoint", () => {
    const path = folder();
    const store = opened(path);
    createSettings(store).set("running", "CANARY-7d1f");
    createSettings(store).set("running", "no");
    store.checkpoint();
    for (const name of readdirSync(path)) expect(readFileSync(join(path, name)).includes("CANARY"), name).toBe(false);
  });
});

describe("a file that is damaged or not ours", () => {
  it.each<[string, (path: string) => void]>([
    ["not SQLite", (path) => writeFileSync(file(path), "hello, this is a text and no database ".repeat(200))],
    ["only zeros", (path) => writeFileSync(file(path), Buffer.alloc(20_000))],
    ["cut off", (path) => { used(path); truncateSync(file(path), 5_000); }],
    ["overwritten in the middle", (path) => { used(path); const bytes = readFileSync(file(path)); bytes.fill(0xaa, 4_096, 12_000); writeFileSync(file(path), bytes); }],
    ["of a newer program", (path) => { used(path); const other = new Database(file(path)); other.pragma(`user_version = ${schemaVersion + 1}`); other.close(); }],
    ["with a negative version", (path) => { used(path); const other = new Database(file(path)); other.pragma("user_version = -1"); other.close(); }],
    ["another program's", (path) => { const other = new Database(file(path)); other.exec("CREATE TABLE audit (x)"); other.close(); }],
    ["ours by number, with other tables", (path) => { const other = new Database(file(path)); other.exec("CREATE TABLE setting (z)"); other.pragma(`user_version = ${schemaVersion}`); other.close(); }],
    ["with a trigger in it", (path) => { used(path); const other = new Database(file(path)); other.exec("CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM audit; END"); other.close(); }],
    ["with a view in it", (path) => { used(path); const other = new Database(file(path)); other.exec("CREATE VIEW v AS SELECT 1"); other.close(); }],
    ["a folder", (path) => mkdirSync(file(path))],
  ])("(%s) is set aside, and the booth starts with a new one", (_, damage) => {
    const path = folder();
    damage(path);
    const store = opened(path);
    expect(store.setAside).toBe(true);
    expect(store.damagedFiles).toBe(1);
    expect(existsSync(`${file(path)}.corrupt-1`)).toBe(true);
    createSettings(store).set("running", "yes");
    store.close();
    expect(opened(path).setAside).toBe(false);
  });

  it("only so many are kept, the newest", () => {
    const path = folder();
    for (let time = 1; time <= 6; time += 1) {
      writeFileSync(file(path), `rubbish ${time} `.repeat(100));
      opened(path).close();
    }
    const kept = readdirSync(path).filter((name) => name.includes("corrupt"));
    expect(kept.sort()).toEqual(["kiosk.db.corrupt-4", "kiosk.db.corrupt-5", "kiosk.db.corrupt-6"].slice(-keptDamagedFiles));
    expect(readFileSync(`${file(path)}.corrupt-6`, "utf8")).toContain("rubbish 6");
  });

  it("its write-ahead log does not meet the new file", () => {
    const path = folder();
    writeFileSync(file(path), "rubbish");
    writeFileSync(`${file(path)}-wal`, "rubbish");
    opened(path).close();
    expect(readdirSync(path).sort()).toEqual([storeFileName, `${storeFileName}.corrupt-1`]);
  });

  it("bit rot anywhere never keeps the booth from starting, and what is read is checked", () => {
    const source = folder();
    used(source);
    const good = readFileSync(file(source));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }), (flips) => {
        const path = folder();
        const bytes = Buffer.from(good);
        for (const [at, value] of flips) bytes[at] = value;
        writeFileSync(file(path), bytes);
        const store = openStore(path);
        if (!store.ok) throw new Error(store.error.code);
        createSettings(store.value).set("running", "yes");
        store.value.close();
      }),
      { numRuns: 40 },
    );
  });

  it("a folder that cannot be had is an error with a code", () => {
    const path = folder();
    writeFileSync(join(path, "file"), "");
    expect(openStore(join(path, "file", "state"))).toMatchObject({ ok: false, error: { code: "store/not-opened" } });
  });
});

describe("migrations", () => {
  it("are done once; a second run changes nothing", () => {
    const { database } = opened(folder());
    const before = database.prepare("SELECT sql FROM sqlite_schema ORDER BY name").pluck().all();
    migrate(database);
    expect(database.prepare("SELECT sql FROM sqlite_schema ORDER BY name").pluck().all()).toEqual(before);
  });
});

/** Writes rows until it is killed, and says each one's number once it is acknowledged. */
const writer = (path: string): string => `
  import { openStore } from "${join(import.meta.dirname, "store.ts")}";
  import { openAuditLog } from "${join(import.meta.dirname, "../audit/audit-log.ts")}";
  import { systemClock } from "${join(import.meta.dirname, "../clock.ts")}";
  import { writeSync } from "node:fs";
  const store = openStore(${JSON.stringify(path)}).value;
  const log = openAuditLog(store, systemClock);
  for (let number = 1; ; number += 1) {
    log.note({ event: "extension", minutes: number % 500 });
    log.flush();
    writeSync(1, store.database.prepare("SELECT max(seq) FROM audit").pluck().get() + "\\n");
  }
`;

describe("kill -9", () => {
  it("loses no acknowledged row, and the chain stays whole", { timeout: 30_000 }, async () => {
    const path = folder();
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(process.execPath, ["--input-type=module-typescript", "--disable-warning=ExperimentalWarning", "-e", writer(path)], { stdio: ["ignore", "pipe", "inherit"] });
      let acknowledged = "";
      child.stdout.on("data", (data: Buffer) => {
        acknowledged += data.toString();
        if (acknowledged.split("\n").length > 20 + round * 7) child.kill("SIGKILL");
      });
      await once(child, "close");
      const last = Number(acknowledged.trimEnd().split("\n").at(-1));
      const store = opened(path);
      expect(store.setAside).toBe(false);
      expect(store.database.prepare("SELECT max(seq) FROM audit").pluck().get()).toBeGreaterThanOrEqual(last);
      expect(verifyChain(store).state).toBe("whole");
      store.close();
    }
  });

  it("in the middle of a migration leaves nothing of it", () => {
    const path = folder();
    const store = opened(path);
    expect(() => store.database.transaction(() => { store.database.exec("CREATE TABLE half (x)"); throw new Error("power cut"); })()).toThrow();
    expect(store.database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
  });
});

it("the log's rows are those that were written", () => {
  const store = opened(folder());
  const log = openAuditLog(store, createTestClock());
  log.note({ event: "core-stopped" });
  expect(log.newest(5)).toMatchObject([{ seq: 1, event: "core-stopped", fields: {}, count: 1 }]);
});
