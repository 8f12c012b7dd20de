import type { Store } from "./store.ts";

/** Small values of the booth itself, by names that are written here and nowhere else. */
export type SettingName = "configuration-hash" | "staff-closed" | "running";

export interface Settings {
  get(name: SettingName): string | undefined;
  set(name: SettingName, value: string): void;
}

export function createSettings(store: Store): Settings {
  const read = store.database.prepare<[string], { value: string }>("SELECT value FROM setting WHERE name = ?");
  const write = store.database.prepare("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  return {
    get: (name) => read.get(name)?.value,
    set: (name, value) => void write.run(name, value),
  };
}
