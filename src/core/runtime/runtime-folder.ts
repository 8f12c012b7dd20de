import { lstat, mkdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";

/** `TMPFS_MAGIC` of linux/magic.h: what statfs(2) says of a tmpfs. */
export const tmpfsMagic = 0x01021994;

/**
 * A Unix socket's path has 107 bytes (`sun_path`, unix(7)); below the runtime folder we need
 * `/sessions/<16 hex>/<name of the socket>`.
 */
export const longestRuntimePath = 107 - "/sessions/0123456789abcdef/shell.sock".length;

export type RuntimeFolderError = CodedError<
  "runtime/no-tmpfs" | "runtime/not-tmpfs" | "runtime/not-ours" | "runtime/path-too-long" | "runtime/not-writable"
>;

export interface RuntimeFolderQuestion {
  /** `configuration.paths.runtime`: taken as it is. */
  readonly configured: string | null;
  /** Folders under which `virtu-kiosk-<uid>` is made, best first. */
  readonly candidates: readonly string[];
  readonly uid: number;
}

/** Where a booth of this user may keep what must not touch a disk. */
export const runtimeCandidates = (environment: NodeJS.ProcessEnv): string[] =>
  [environment["XDG_RUNTIME_DIR"], "/run/virtu-kiosk", "/dev/shm"].filter((path): path is string => path !== undefined && path.startsWith("/"));

/**
 * Finds or makes the runtime folder: on tmpfs, owned by us, closed to everybody else. A folder that somebody else has
 * prepared in a place that all may write to (/dev/shm) is refused.
 */
export async function openRuntimeFolder(question: RuntimeFolderQuestion): Promise<Result<string, RuntimeFolderError>> {
  if (question.configured !== null) return await takeFolder(question.configured, question.uid);
  for (const candidate of question.candidates) {
    if ((await filesystemOf(candidate)) !== tmpfsMagic) continue;
    const taken = await takeFolder(join(candidate, `virtu-kiosk-${question.uid}`), question.uid);
    if (taken.ok || taken.error.code === "runtime/not-ours") return taken;
  }
  return err("runtime/no-tmpfs", { looked: question.candidates.join(" ").slice(0, 200) });
}

async function takeFolder(path: string, uid: number): Promise<Result<string, RuntimeFolderError>> {
  if (Buffer.byteLength(path) > longestRuntimePath) return err("runtime/path-too-long", { path: path.slice(0, 200), longest: longestRuntimePath });
  // Looked at before anything is made: a wrong path leaves no folder on a disk, and Node never comes back from making one in /proc.
  if ((await filesystemOf(await nearestOf(path))) !== tmpfsMagic) return err("runtime/not-tmpfs", { path });
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch {
    return err("runtime/not-writable", { path });
  }
  const found = await lstat(path);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) return err("runtime/not-ours", { path });
  if ((await filesystemOf(path)) !== tmpfsMagic) return err("runtime/not-tmpfs", { path });
  return ok(path);
}

/** The path itself, or the nearest folder above it that is there. */
async function nearestOf(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    if (at === "/" || (await stat(at).catch(() => undefined)) !== undefined) return at;
  }
}

async function filesystemOf(path: string): Promise<number | undefined> {
  try {
    return (await statfs(path)).type;
  } catch {
    return undefined;
  }
}
