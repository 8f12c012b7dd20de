import { lstat } from "node:fs/promises";
import { basename } from "node:path";
import type { WipeTargetName } from "../../contract/receipt.ts";
import { ok } from "../../contract/result.ts";
import { childrenOf, countFiles, countNamed, existing, removeNamed, removeTree } from "./folders.ts";
import type { WipeTarget } from "./target.ts";

/** Paths that must not be there afterwards, not even as empty folders. Each list is asked for anew at the wipe and at the look. */
export function pathsTarget(name: WipeTargetName, places: () => Promise<readonly string[]>): WipeTarget {
  let removedPlaces: readonly string[] = [];
  return {
    name,
    async wipe() {
      removedPlaces = await places();
      return ok({ removed: await removeTree(...removedPlaces) });
    },
    async verify() {
      const looked = [...new Set([...removedPlaces, ...(await places())])];
      const there = await existing(looked);
      // An empty folder is something that is left, too.
      return ok({ checked: looked.length, left: there.length === 0 ? 0 : Math.max(there.length, await countFiles(...there)) });
    },
  };
}

/** Sub-folders of a session process's folder, by the target that counts them; everything else in it is a document. */
export const sessionParts = {
  downloads: ["incoming"],
  scannerTemporaries: ["scans", "work", "tmp"],
} as const;

/**
 * Names that SANE's tools make with mkstemp(3) in a common temporary folder and leave when they are killed. Ours work in the
 * session's folder (TMPDIR), so this finds only what went astray; other programs' names are not ours to take away.
 */
export const strayNames = /^(sane|scanimage)[.-][A-Za-z0-9]{6}$/;

/** Core files of the kernel (core(5): `core`, `core.<pid>`) and Crashpad's minidumps, as a POSIX expression for a whole path. */
const crashNames = ".*/(core|core\\.[0-9]+|[^/]+\\.dmp)";

/** Dumps wherever they lie below these folders. The folders themselves are other targets' matter. */
export const crashDumpsTarget = (folders: () => Promise<readonly string[]>): WipeTarget => ({
  name: "crash-dumps",
  async wipe() {
    return ok({ removed: await removeNamed(await folders(), crashNames) });
  },
  async verify() {
    const looked = await folders();
    return ok({ checked: looked.length, left: await countNamed(looked, crashNames) });
  },
});

/** Files of ours directly in `folder` that match and are not older than the visit: another user's or an older one is not hers. */
export async function strayFiles(folder: string, names: RegExp, uid: number, sinceMs: number): Promise<string[]> {
  const kept = await Promise.all(
    (await childrenOf(folder)).map(async (path) => {
      if (!names.test(basename(path))) return [];
      const found = await lstat(path).catch(() => undefined);
      return found !== undefined && found.uid === uid && found.mtimeMs >= sinceMs ? [path] : [];
    }),
  );
  return kept.flat();
}
