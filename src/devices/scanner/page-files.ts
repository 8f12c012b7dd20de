import { constants } from "node:fs";
import { access, open, readdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";

/** The few things that the driver does with files; the door for tests with a full disk. */
export interface PageFiles {
  /** First `most` bytes and last two bytes of a regular file; null if there is none. Never follows a link. */
  ends(path: string, most: number): Promise<{ readonly head: Uint8Array; readonly tail: Uint8Array } | null>;
  /** Bytes that may still be written to the folder's file system; null if the folder is not there. */
  freeBytes(folder: string): Promise<number | null>;
  /** Names in the folder that begin with `prefix`. */
  list(folder: string, prefix: string): Promise<string[]>;
  /** Removes a file; one that is not there is no error. */
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
}

export const nodePageFiles: PageFiles = {
  ends: async (path, most) => {
    try {
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const stat = await file.stat();
        if (!stat.isFile()) return null;
        const head = Buffer.alloc(Math.min(most, stat.size));
        const tail = Buffer.alloc(Math.min(2, stat.size));
        await file.read(head, 0, head.length, 0);
        await file.read(tail, 0, tail.length, stat.size - tail.length);
        return { head, tail };
      } finally {
        await file.close();
      }
    } catch {
      return null;
    }
  },
  freeBytes: async (folder) => {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch {
      return null;
    }
  },
  list: async (folder, prefix) => {
    try {
      return (await readdir(folder)).filter((name) => name.startsWith(prefix));
    } catch {
      return [];
    }
  },
  remove: (path) => rm(path, { force: true }).catch(() => undefined),
  exists: (path) => access(path).then(() => true, () => false),
};

export const inFolder = (folder: string, name: string): string => join(folder, name);
