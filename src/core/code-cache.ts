import { spawn } from "node:child_process";
import { lstatSync, mkdirSync, readFileSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { setPriority } from "node:os";
import { join } from "node:path";

/**
 * Node's compile cache: loading our programs costs 0.2 s of processor time with it and 0.6 s without. It holds compiled
 * code, nothing of a visit: session processes only read it, and they are killed before they could write.
 */

/**
 * `<paths.state>/code-cache`, closed to everybody else: whoever can write there can run code as us. Undefined where that
 * cannot be had. The configuration is read here without its schema, because loading the schema is a part of what is sped up.
 */
export function openCodeCache(configFile: string, uid: number): string | undefined {
  try {
    const configuration = JSON.parse(readFileSync(configFile, "utf8")) as { paths?: { state?: unknown } } | null;
    const state = configuration?.paths?.state ?? "/var/lib/virtu-kiosk";
    if (typeof state !== "string" || !state.startsWith("/")) return undefined;
    const folder = join(state, "code-cache");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) return undefined;
    enableCompileCache(folder);
    return folder;
  } catch {
    return undefined;
  }
}

/** Low, so that no screen waits for it (nice(2)). */
const idlePriority = 19;

/**
 * Fills the cache: our own part is written out, and each program is loaded once without a job, upon which it ends.
 * Gives a function that stops it.
 */
export function fillCodeCache(folder: string, programs: readonly string[]): () => void {
  flushCompileCache();
  const children = programs.map((program) => {
    const child = spawn(process.execPath, [program], { env: { NODE_COMPILE_CACHE: folder }, stdio: "ignore" });
    child.once("error", () => undefined);
    if (child.pid !== undefined) lower(child.pid);
    return child;
  });
  return () => children.forEach((child) => child.kill("SIGKILL"));
}

function lower(pid: number): void {
  try {
    setPriority(pid, idlePriority);
  } catch {
    // It has ended already.
  }
}
