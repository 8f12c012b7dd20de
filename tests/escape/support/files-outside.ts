import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Files that came up outside of the booth's own folders. Two looks: what the booth's processes hold open for writing, which
 * says whose it is; and what lies in the places that everybody may write to. Those are shared with every other program of
 * the machine, so there a new entry counts when its name or its content is one that a page or a browser gives.
 */
export interface FilesOutside {
  /** New since the watch began, as paths. */
  found(pids: readonly number[]): string[];
}

const sharedFolders = [...new Set([tmpdir(), "/tmp", "/var/tmp", "/dev/shm"])];
const homeFolders = ["", "Desktop", "Downloads", "Documents", ".config", ".local/share", ".pki"].map((name) => join(homedir(), name));
/** What a browser, its crash handler or the kernel leaves, and what the stand-in site's hostile pages ask for. */
const suspectName = /chrom|electron|google|crash|^core\b|\.dmp$|karku|muistista|tiedosto-|liite|lasku|iso\.bin|loputon|katkeava|hidas|valhe|oma-nimi|data\.txt|\.bashrc|\.desktop$|\.crdownload$|^a{20}/i;
const suspectContent = ["NIMI-KOE", "BLOB-SISALTO", "DATA-SISALTO", "LATAUS-KOE", "virtu virtu virtu"];
const LOOKED_AT_BYTES = 4_096;
/** proc(5): the access mode in the `flags:` line of fdinfo, octal. */
const WRITING = 0o3;

/** `own`: the folders where the booth may write. */
export function watchFilesOutside(own: readonly string[]): FilesOutside {
  const before = new Set([...sharedFolders, ...homeFolders].flatMap(entriesOf));
  return {
    found: (pids) => [
      ...sharedFolders.flatMap(entriesOf).filter((path) => !before.has(path) && (suspectName.test(path.slice(path.lastIndexOf("/") + 1)) || hasSuspectContent(path))),
      ...homeFolders.flatMap(entriesOf).filter((path) => !before.has(path)),
      ...pids.flatMap((pid) => writtenBy(pid)).filter((path) => !own.some((folder) => path.startsWith(`${folder}/`))),
    ],
  };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function hasSuspectContent(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, "r");
    const bytes = Buffer.alloc(LOOKED_AT_BYTES);
    const size = readSync(file, bytes, 0, LOOKED_AT_BYTES, 0);
    closeSync(file);
    const text = bytes.toString("latin1", 0, size);
    return suspectContent.some((mark) => text.includes(mark));
  } catch {
    return false;
  }
}

/** Regular files that this process holds open for writing; deleted ones hold nothing that stays. */
function writtenBy(pid: number): string[] {
  return entriesOf(`/proc/${pid}/fd`).flatMap((link) => {
    try {
      const path = readlinkSync(link);
      if (!path.startsWith("/") || /^\/(dev|proc|sys)\/(?!shm\/)/.test(path) || path.startsWith("/memfd:") || path.endsWith(" (deleted)")) return [];
      const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(link.replace("/fd/", "/fdinfo/"), "utf8"))?.[1];
      return flags !== undefined && (Number.parseInt(flags, 8) & WRITING) !== 0 && statSync(path).isFile() ? [path] : [];
    } catch {
      return [];
    }
  });
}
