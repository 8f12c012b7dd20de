import type { scannerErrorCodes } from "../../contract/devices.ts";

export type ScannerErrorCode = (typeof scannerErrorCodes)[number];

/** How a process ended: its exit code, or the signal that ended it, or why it never began. */
export type ChildEnd =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "not-started"; readonly code: string };

/**
 * scanimage's exit code is the SANE_Status of the call that failed (SANE standard 1.06, section 4.2.7; scanimage.c of
 * sane-backends 1.2.1, each row tried with the test backend's `read-return-value`). 5 is "end of file": data ended too early.
 */
const STATUS: Readonly<Record<number, ScannerErrorCode>> = {
  2: "scanner/cancelled",
  3: "scanner/busy",
  4: "scanner/not-supported",
  5: "scanner/bad-output",
  6: "scanner/feeder-jam",
  7: "scanner/feeder-empty",
  8: "scanner/cover-open",
  9: "scanner/io",
  10: "scanner/no-memory",
  11: "scanner/access-denied",
  // 128 + SIGABRT, from a shell's point of view: a picture library gave up on too few lines.
  134: "scanner/bad-output",
};

/**
 * Texts of sane_strstatus and of scanimage itself under LC_ALL=C. Exit code 1 stands for many things; only the text tells them
 * apart. The first that fits counts, so what is said of a device that could not be opened comes before what may happen in mid-scan.
 */
const TEXTS: readonly (readonly [RegExp, ScannerErrorCode])[] = [
  [/no space left|out of disk space|write error/i, "scanner/no-space"],
  [/no SANE devices found/, "scanner/absent"],
  [/open of device .* failed: Device busy/, "scanner/busy"],
  [/open of device .* failed: Access to resource has been denied/, "scanner/access-denied"],
  [/open of device .* failed: Out of memory/, "scanner/no-memory"],
  // Invalid argument: no such device or backend. I/O error: sane-airscan, the scanner does not answer.
  [/open of device .* failed/, "scanner/absent"],
  [/unrecognized option|setting of option .* failed|attempted to set (inactive|readonly) option/, "scanner/not-supported"],
  [/too few scanlines|No IDATs written/, "scanner/bad-output"],
  [/Document feeder jammed/, "scanner/feeder-jam"],
  [/Document feeder out of documents/, "scanner/feeder-empty"],
  [/Scanner cover is open/, "scanner/cover-open"],
  [/Device busy/, "scanner/busy"],
  [/Access to resource has been denied/, "scanner/access-denied"],
  [/Out of memory/, "scanner/no-memory"],
  [/Operation not supported/, "scanner/not-supported"],
  [/Operation was canceled/, "scanner/cancelled"],
  [/Error during device I\/O/, "scanner/io"],
];

/** What went wrong by the text alone; null if nothing did. */
export const errorOfText = (stderr: string): ScannerErrorCode | null => TEXTS.find(([pattern]) => pattern.test(stderr))?.[1] ?? null;

/**
 * What went wrong, as a contract code; null for exit code 0. `stderr` is the (bounded) text of scanimage's messages.
 * Whether pages were made is not asked here: files are trusted, not counters.
 */
export function errorOf(end: ChildEnd, stderr: string): ScannerErrorCode | null {
  // Not installed, or not allowed to run: nothing that a citizen could mend.
  if (end.kind === "not-started") return end.code === "ENOMEM" || end.code === "EAGAIN" ? "scanner/no-memory" : "scanner/not-supported";
  if (end.kind === "signal") return end.signal === "SIGABRT" ? "scanner/bad-output" : "scanner/io";
  if (end.code === 0) return null;
  // The disk is full whatever the exit code: libjpeg ends the process with 1.
  const text = errorOfText(stderr);
  if (text === "scanner/no-space") return text;
  return STATUS[end.code] ?? text ?? "scanner/io";
}

/** What scanimage says when it counts a page but has written no file (NO_DOCS within sane_read: exit code 0, no page). */
export const errorWithoutPages = (stderr: string): ScannerErrorCode => errorOfText(stderr) ?? "scanner/no-page";
