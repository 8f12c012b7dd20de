import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";

/** Fresh folders on tmpfs, gone after each test. Call once at the top of a test file. */
export function testFolders(): (name?: string) => string {
  let made: string[] = [];
  afterEach(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    made = [];
  });
  return (name = "t") => {
    const folder = mkdtempSync(join("/dev/shm", `vk-${name}-`));
    made.push(folder);
    return folder;
  };
}
