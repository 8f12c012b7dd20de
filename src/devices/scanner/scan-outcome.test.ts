import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scannerErrorCodes } from "../../contract/devices.ts";
import { errorOf, errorWithoutPages, type ScannerErrorCode } from "./scan-outcome.ts";

const exit = (code: number, stderr = ""): ScannerErrorCode | null => errorOf({ kind: "exit", code }, stderr);

describe("how scanimage ends", () => {
  /** Texts as sane-utils 1.2.1 prints them under LC_ALL=C; each was seen with the test backend or sane-airscan 0.99.27. */
  it.each<[number, string, ScannerErrorCode | null]>([
    [0, "", null],
    [0, "scanimage: rounded value of resolution from 5000 to 1200", null],
    [1, "scanimage: sane_read: Operation not supported", "scanner/not-supported"],
    [1, "scanimage: no SANE devices found", "scanner/absent"],
    [1, "scanimage: open of device foo:9 failed: Invalid argument", "scanner/absent"],
    [1, "scanimage: open of device airscan:e0:Virtu rig failed: Error during device I/O", "scanner/absent"],
    [1, "scanimage: open of device x failed: Access to resource has been denied", "scanner/access-denied"],
    [1, "scanimage: open of device x failed: Device busy", "scanner/busy"],
    [1, "scanimage: open of device x failed: Out of memory", "scanner/no-memory"],
    [1, "scanimage: unrecognized option '--bogus=3'", "scanner/not-supported"],
    [1, "scanimage: setting of option --mode failed (Invalid argument)", "scanner/not-supported"],
    [1, "scanimage: attempted to set inactive option three-pass", "scanner/not-supported"],
    [1, "Application transferred too few scanlines", "scanner/bad-output"],
    [1, "Output file write error --- out of disk space?", "scanner/no-space"],
    [1, "something new", "scanner/io"],
    [2, "scanimage: sane_start: Operation was canceled", "scanner/cancelled"],
    [3, "scanimage: sane_start: Device busy", "scanner/busy"],
    [4, "scanimage: sane_start: Invalid argument", "scanner/not-supported"],
    [5, "", "scanner/bad-output"],
    [6, "scanimage: sane_start: Document feeder jammed", "scanner/feeder-jam"],
    [7, "scanimage: sane_start: Document feeder out of documents", "scanner/feeder-empty"],
    [8, "scanimage: sane_start: Scanner cover is open", "scanner/cover-open"],
    [9, "scanimage: sane_read: Error during device I/O", "scanner/io"],
    [10, "scanimage: sane_start: Out of memory", "scanner/no-memory"],
    [11, "scanimage: sane_start: Access to resource has been denied", "scanner/access-denied"],
    [134, "libpng error: No IDATs written into file", "scanner/bad-output"],
    [12, "", "scanner/io"],
    [9, "libpng error: Write Error: No space left on device", "scanner/no-space"],
  ])("exit code %i, %j", (code, stderr, expected) => {
    expect(exit(code, stderr)).toBe(expected);
  });

  it("maps signals and programs that do not start", () => {
    expect(errorOf({ kind: "signal", signal: "SIGABRT" }, "")).toBe("scanner/bad-output");
    expect(errorOf({ kind: "signal", signal: "SIGSEGV" }, "")).toBe("scanner/io");
    expect(errorOf({ kind: "signal", signal: "SIGKILL" }, "")).toBe("scanner/io");
    expect(errorOf({ kind: "not-started", code: "ENOENT" }, "")).toBe("scanner/not-supported");
    expect(errorOf({ kind: "not-started", code: "EAGAIN" }, "")).toBe("scanner/no-memory");
  });

  it("says why there is no page although all went well", () => {
    expect(errorWithoutPages("")).toBe("scanner/no-page");
    expect(errorWithoutPages("scanimage: sane_read: Document feeder out of documents")).toBe("scanner/feeder-empty");
  });

  it("has a contract code for every end", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 255 }), fc.string(), (code, stderr) => {
      const found = exit(code, stderr);
      expect(code === 0 ? found === null : (scannerErrorCodes as readonly (string | null)[]).includes(found)).toBe(true);
    }));
  });
});
