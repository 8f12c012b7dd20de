/** What one line of scanimage's stderr tells while it scans. */
export type ScanMessage =
  | { readonly kind: "page-begins"; readonly page: number }
  /** 0..1 of the page. */
  | { readonly kind: "progress"; readonly fraction: number }
  /** It waits for a line on its stdin before it takes the next page. */
  | { readonly kind: "prompt" }
  /** Nothing but the end can come now: a page has failed, or the last one is done. */
  | { readonly kind: "last-word"; readonly text: string }
  | { readonly kind: "text"; readonly text: string };

/** Longest line that means anything; the rest of a longer one is thrown away. */
export const LONGEST_LINE = 1_024;

/**
 * Cuts a byte stream into lines. scanimage separates its progress with CR and everything else with LF, and glues an error
 * to the progress before it ("Progress: 0.0%scanimage: sane_read: …"). Holds at most {@link LONGEST_LINE} characters.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #held = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** Bytes as they come; any byte is taken for a Latin-1 character, so that no sequence can be invalid. */
  push(chunk: Uint8Array): void {
    const pieces = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1").split(/[\r\n]/);
    pieces.forEach((piece, index) => {
      if (index > 0) this.end();
      this.#held += piece.slice(0, Math.max(0, LONGEST_LINE - this.#held.length));
    });
  }

  /** The stream has ended: what is held is the last line. */
  end(): void {
    const line = this.#held;
    this.#held = "";
    if (line !== "") this.#onLine(line);
  }
}

/** Reads one line of stderr, as {@link LineSplitter} cuts them. A glued line gives two messages. */
export function parseMessages(line: string): ScanMessage[] {
  const progress = /^Progress: (\d{1,3}(?:\.\d{1,3})?)%/.exec(line);
  if (progress !== null) {
    const rest = line.slice(progress[0].length);
    const message: ScanMessage = { kind: "progress", fraction: Math.min(1, Number(progress[1]) / 100) };
    return rest === "" ? [message] : [message, plain(rest)];
  }
  const page = /^Scanning page (\d{1,6})$/.exec(line);
  if (page !== null && Number(page[1]) > 0) return [{ kind: "page-begins", page: Number(page[1]) }];
  if (line === "Press <RETURN> to continue.") return [{ kind: "prompt" }];
  return [plain(line)];
}

/** scanimage.c 1.2.1 leaves its loop over the pages after each of these. */
const plain = (text: string): ScanMessage =>
  /^(scanimage: sane_(start|read): |Batch terminated, )/.test(text) ? { kind: "last-word", text } : { kind: "text", text };

/**
 * The page number that a line of stdout announces (`--batch-print`), or null: a backend that prints to stdout, or a name
 * that is not the next one of this job.
 */
export function announcedPage(line: string, jobId: string): number | null {
  if (!line.startsWith(`${jobId}-`) || !line.endsWith(".jpg")) return null;
  const number = line.slice(jobId.length + 1, -4);
  return /^[1-9]\d{0,5}$/.test(number) ? Number(number) : null;
}
