// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A step is done when its stamp holds the digest of what it was made from. The stamp goes before the work starts and
 * comes back after it ended, so a set-up that was cut short never looks done.
 * @param {string} file
 * @param {string} digest
 */
export const isDone = (file, digest) => existsSync(file) && readFileSync(file, "utf8") === digest;

/** @param {string} file */
export const forget = (file) => rmSync(file, { force: true });

/**
 * @param {string} file
 * @param {string} digest
 */
export function markDone(file, digest) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}

/**
 * SHA-256 over the names and contents of files and folders.
 * @param {readonly string[]} paths
 * @param {string} [extra]
 */
export function digestOf(paths, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const path of paths.flatMap(filesBelow)) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/**
 * A stamp for many files, which are read only when one of them was touched: reading 500 takes longer than the rest of an idle set-up.
 * @param {string} stamp
 * @param {readonly string[]} paths files and folders
 * @param {string} [extra]
 */
export function sourcesStamp(stamp, paths, extra = "") {
  const touched = createHash("sha256").update(extra);
  for (const path of paths.flatMap(filesBelow)) {
    const { size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    touched.update(`${path}\0${size} ${mtimeNs} ${ctimeNs}\n`);
  }
  const look = touched.digest("hex");
  const [madeFrom = "", lookedLike = ""] = existsSync(stamp) ? readFileSync(stamp, "utf8").split("\n") : [];
  const mark = () => markDone(stamp, `${digestOf(paths, extra)}\n${look}`);
  return {
    isDone() {
      if (madeFrom === "") return false;
      if (lookedLike === look) return true;
      if (madeFrom !== digestOf(paths, extra)) return false;
      mark();
      return true;
    },
    forget: () => forget(stamp),
    markDone: mark,
  };
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name)));
}
