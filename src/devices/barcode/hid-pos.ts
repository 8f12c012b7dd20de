import { mostCodeBytes, textOfBytes } from "./code-text.ts";
import type { CodeAssembler, ReadCode } from "./reader.ts";

/** USB HID usage tables: bar-code scanner page, bar-code scanner. */
export const scannerUsagePage = 0x8c;
export const scannerUsage = 0x02;

/** Vendors whose readers are silent in HID POS mode until they are told to send (Honeywell, and Metrologic before it). */
export const honeywellVendorIds: ReadonlySet<number> = new Set([0x0c2e, 0x23d0]);
/** Their feature report that turns sending on: report id, then 1. */
export const honeywellEnable: readonly number[] = [0xfe, 0x01];

/** Reports of one code follow each other within milliseconds. */
export const hidIdleMs = 500;

/**
 * Input report, byte 0 included as hidraw gives it. Source: Access-IS LSR118/ATR110 manuals; Honeywell, Zebra and Datalogic
 * send the same:
 *
 *     0 report id 0x02 · 1 length of the data · 2 `]` · 3 AIM code character · 4 AIM modifier · 5…60 data, zero padded
 *     61 vendor's symbology id · 62 reserved · 63 bit 0: the code goes on in the next report
 *
 * Some Symbol readers put one more byte before `]`.
 */
const layout = { reportId: 0x02, mostData: 56, bracket: 0x5d, bracketAt: [2, 3], continuedAt: 63 } as const;

type Report = { readonly aim: string; readonly data: Uint8Array; readonly continued: boolean };

/** `null`: no report of a code; `undefined`: one that breaks the layout. */
function readReport(report: Uint8Array): Report | null | undefined {
  const [id, length = 0] = report;
  if (id !== layout.reportId || length === 0) return null;
  const bracketAt = layout.bracketAt.find((at) => report[at] === layout.bracket);
  if (bracketAt === undefined || length > layout.mostData) return undefined;
  const data = report.subarray(bracketAt + 3, bracketAt + 3 + length);
  if (data.length < length) return undefined;
  const identifier = Buffer.from(report.subarray(bracketAt, bracketAt + 3)).toString("latin1");
  return {
    // A reader that names no symbology leaves zeros; its text is judged by content alone.
    aim: /^\][A-Za-z][0-9A-Za-z]$/.test(identifier) ? identifier : "",
    data,
    continued: ((report[layout.continuedAt] ?? 0) & 1) === 1,
  };
}

/** Puts the reports of one code together. */
export class HidPosAssembler implements CodeAssembler {
  #aim = "";
  #data: number[] = [];
  /** Reports of a code that is already known to be broken: dropped up to its last. */
  #broken = false;
  #collecting = false;

  push(piece: Uint8Array): ReadCode[] {
    const report = readReport(piece);
    if (report === null) return [];
    if (report === undefined) {
      this.reset();
      return [{ kind: "damaged" }];
    }
    if (!this.#collecting) this.#aim = report.aim;
    this.#collecting = true;
    if (!this.#broken) this.#data.push(...report.data);
    if (this.#data.length > mostCodeBytes) {
      this.#broken = true;
      this.#data = [];
    }
    return report.continued ? [] : [this.#complete()];
  }

  flush(): ReadCode[] {
    if (!this.#collecting) return [];
    this.reset();
    return [{ kind: "damaged" }];
  }

  pending(): boolean {
    return this.#collecting;
  }

  reset(): void {
    this.#aim = "";
    this.#data = [];
    this.#broken = false;
    this.#collecting = false;
  }

  #complete(): ReadCode {
    const code: ReadCode = this.#broken
      ? { kind: "damaged" }
      : { kind: "text", text: this.#aim + textOfBytes(Uint8Array.from(this.#data)) };
    this.reset();
    return code;
  }
}
