import { readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { ConfigurationFile } from "../../src/contract/configuration.ts";
import type { BoothUnderTest } from "../support/booth-under-test.ts";

/** The core as a power cut leaves it: no signal that it could answer. */
export async function killCore(booth: BoothUnderTest): Promise<void> {
  const { child } = booth.booth.core;
  const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  child.kill("SIGKILL");
  await gone;
}

/** Starts the core again, with a changed configuration if one is given, and waits until the booth is open. */
export async function startAgain(booth: BoothUnderTest, change: Partial<ConfigurationFile> = {}): Promise<void> {
  const file = join(dirname(booth.booth.runtimeFolder), "configuration.json");
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as object), ...change }));
  const core = booth.booth.restartCore();
  if ((await core.waitFor((line) => line["event"] === "attract", 60_000)) === null) throw new Error(`the booth did not open again: ${core.complaints()}`);
}
