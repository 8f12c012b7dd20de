import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { BoothUnderTest } from "./booth-under-test.ts";

/** Where a document of the running visit lies. */
export function storedDocument(booth: BoothUnderTest, id: string): string {
  const sessions = join(booth.booth.runtimeFolder, "sessions");
  const found = readdirSync(sessions).map((session) => join(sessions, session, "documents", id)).find(existsSync);
  if (found === undefined) throw new Error("the document's file is not there");
  return found;
}
