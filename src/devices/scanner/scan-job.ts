import type { ScannedPage, ScanRequest } from "../../contract/devices.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { ScanJobEvents } from "../adapter.ts";
import type { Clock, ClockTimer } from "../clock.ts";
import { HEADER_BYTES, parseJpegHeader } from "./jpeg-header.ts";
import { inFolder, type PageFiles } from "./page-files.ts";
import type { Child, ChildCommand, Processes } from "./processes.ts";
import { BoundedText, MOST_STDERR } from "./run-to-end.ts";
import { pageName } from "./scan-command.ts";
import { PAGE_SPACE_BYTES, scanDelays } from "./scan-delays.ts";
import { announcedPage, LineSplitter, parseMessages } from "./scan-output.ts";
import { errorOf, errorOfText, errorWithoutPages, type ChildEnd, type ScannerErrorCode } from "./scan-outcome.ts";

export interface ScanJobOptions {
  readonly command: ChildCommand;
  readonly request: ScanRequest;
  /** What the page is called where its file does not say. */
  readonly dpi: number;
  readonly events: ScanJobEvents;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly files: PageFiles;
  /** Cancels the job: SIGINT, {@link scanDelays.cancelGrace}, SIGKILL. */
  readonly signal: AbortSignal;
}

type Outcome = Result<{ readonly pages: number }, CodedError<ScannerErrorCode>>;

/** Why we stop a child that would go on. */
type StopReason = "hangs-at-end" | "scanner/cancelled" | "scanner/timed-out" | "scanner/bad-output" | "scanner/no-space";

/** Total limit of a job, ms. */
export const jobLimit = (request: ScanRequest): number =>
  scanDelays.job + (request.source === "feeder" ? (request.maxPages - 1) * scanDelays.furtherPage : 0);

/**
 * One run of scanimage. Settles when the process is gone, every whole page is told and every other file of the job is removed.
 * Pages that were told stay, whatever the outcome: after a jam the caller has them.
 */
export async function runScanJob(options: ScanJobOptions): Promise<Outcome> {
  const { files, request, signal } = options;
  if (signal.aborted) return err("scanner/cancelled");
  const free = await files.freeBytes(request.folder);
  if (free === null) return err("scanner/no-space", { folder: "missing" });
  if (free < PAGE_SPACE_BYTES) return err("scanner/no-space", { freeBytes: free });
  const job = new ScanJob(options);
  try {
    return await job.run();
  } finally {
    await job.removeLeftovers();
  }
}

class ScanJob {
  readonly #options: ScanJobOptions;
  readonly #stderr = new BoundedText(MOST_STDERR);
  readonly #told = new Set<string>();
  #child: Child | null = null;
  #stopReason: StopReason | null = null;
  #silenceTimer: ClockTimer | undefined;
  #killTimer: ClockTimer | undefined;
  /** It has said its last word. */
  #ending = false;
  #page = 1;
  #percent = -1;
  /** Pages are looked at one after the other, in the order of their announcement. */
  #looking: Promise<void> = Promise.resolve();

  constructor(options: ScanJobOptions) {
    this.#options = options;
  }

  async run(): Promise<Outcome> {
    const { clock, command, processes, request, signal } = this.#options;
    const stdout = new LineSplitter((line) => this.#onStdout(line));
    const stderr = new LineSplitter((line) => this.#onStderr(line));
    const child = processes.start(command, {
      stdout: (chunk) => this.#heard(() => stdout.push(chunk)),
      stderr: (chunk) => this.#heard(() => stderr.push(chunk)),
    });
    this.#child = child;
    this.#watchSilence();
    const limit = clock.setTimeout(() => this.#stop("scanner/timed-out"), jobLimit(request));
    const cancel = (): void => this.#stop("scanner/cancelled");
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();

    const end = await child.ended;
    signal.removeEventListener("abort", cancel);
    for (const timer of [limit, this.#silenceTimer, this.#killTimer]) clock.clearTimeout(timer);
    this.#child = null;
    stdout.end();
    stderr.end();
    await this.#looking;
    return this.#outcome(end);
  }

  /** Whatever the job has left that is not a told page: `.part` files, a page that came after the cancel. */
  async removeLeftovers(): Promise<void> {
    const { files, request } = this.#options;
    for (const name of await files.list(request.folder, `${request.jobId}-`)) {
      if (!this.#told.has(name)) await files.remove(inFolder(request.folder, name));
    }
  }

  #heard(take: () => void): void {
    take();
    this.#watchSilence();
  }

  #watchSilence(): void {
    const { clock } = this.#options;
    clock.clearTimeout(this.#silenceTimer);
    if (this.#child === null || this.#stopReason !== null) return;
    this.#silenceTimer = this.#ending
      ? clock.setTimeout(() => this.#stop("hangs-at-end"), scanDelays.lastWord)
      : clock.setTimeout(() => this.#stop("scanner/timed-out"), scanDelays.silence);
  }

  #stop(reason: StopReason): void {
    const child = this.#child;
    if (child === null || this.#stopReason !== null) return;
    this.#stopReason = reason;
    this.#options.clock.clearTimeout(this.#silenceTimer);
    // Closed first: the loop over the feeder's pages must not find another line when the page has ended.
    child.closeInput();
    child.kill("SIGINT");
    this.#killTimer = this.#options.clock.setTimeout(() => child.kill("SIGKILL"), scanDelays.cancelGrace);
  }

  #onStderr(line: string): void {
    for (const message of parseMessages(line)) {
      if (message.kind === "last-word") this.#ending = true;
      if (message.kind === "text" || message.kind === "last-word") this.#stderr.add(Buffer.from(`${message.text}\n`));
      else if (message.kind === "page-begins") this.#tellProgress(message.page, null);
      else if (message.kind === "progress") this.#tellProgress(this.#page, message.fraction);
      else void this.#nextPage();
    }
  }

  /**
   * Lets the feeder take the next sheet, once the page before it is told: whoever cancels on seeing that page, or a full
   * disk, then stops a scanner that stands still. (A SIGINT between two pages makes sane-airscan open a second job.)
   */
  async #nextPage(): Promise<void> {
    // The page's name is on the other pipe, and may be read a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#looking;
    if (this.#stopReason === null) this.#child?.write("\n");
  }

  /** Once a per cent: the test backend reports each 32 KiB, which is a thousand times a page. */
  #tellProgress(page: number, fraction: number | null): void {
    if (this.#stopReason !== null || page < this.#page || page > this.#options.request.maxPages) return;
    const percent = fraction === null ? -1 : Math.floor(fraction * 100);
    if (page === this.#page && fraction !== null && percent <= this.#percent) return;
    this.#page = page;
    this.#percent = percent;
    this.#options.events.progress(page, fraction);
  }

  #onStdout(line: string): void {
    const page = announcedPage(line, this.#options.request.jobId);
    if (page === null) return;
    this.#looking = this.#looking.then(() => this.#takePage(page));
  }

  #refusesPages(): boolean {
    return this.#stopReason !== null && this.#stopReason !== "hangs-at-end";
  }

  /** A page counts when its file is a whole JPEG; scanimage's word for it is not enough. */
  async #takePage(page: number): Promise<void> {
    if (this.#refusesPages() || page !== this.#told.size + 1) return;
    const { events, files, request } = this.#options;
    const name = pageName(request.jobId, page);
    const file = inFolder(request.folder, name);
    const scanned = await this.#readPage(file, page);
    // Cancelled while the file was read: the caller has been told of no such page, and gets none.
    if (this.#refusesPages()) return;
    if (scanned === null) {
      await this.#refusePage(files);
      return;
    }
    this.#told.add(name);
    events.page(scanned);
  }

  async #refusePage(files: PageFiles): Promise<void> {
    const free = await files.freeBytes(this.#options.request.folder);
    const reason: StopReason = (free ?? 0) < PAGE_SPACE_BYTES ? "scanner/no-space" : "scanner/bad-output";
    if (this.#child === null) this.#stopReason ??= reason;
    else this.#stop(reason);
  }

  async #readPage(file: string, page: number): Promise<ScannedPage | null> {
    const { dpi, files, request } = this.#options;
    const ends = await files.ends(file, HEADER_BYTES);
    // ITU-T T.81, B.1.1.3: EOI ends the file. scanimage writes nothing after it.
    if (ends === null || ends.tail[0] !== 0xff || ends.tail[1] !== 0xd9) return null;
    const header = parseJpegHeader(ends.head);
    if (!header.ok || header.value.widthPx > LARGEST_SIDE || header.value.heightPx > LARGEST_SIDE) return null;
    const told = header.value.dpi;
    return {
      jobId: request.jobId, page, file, widthPx: header.value.widthPx, heightPx: header.value.heightPx,
      dpi: told !== null && told >= 50 && told <= 1_200 ? told : dpi,
    };
  }

  #outcome(end: ChildEnd): Outcome {
    const pages = this.#told.size;
    const failed = (code: ScannerErrorCode): Outcome => err(code, { pages, ...endDetail(end) });
    const hangs = this.#stopReason === "hangs-at-end";
    if (this.#stopReason !== null && this.#stopReason !== "hangs-at-end") return failed(this.#stopReason);
    const stderr = this.#stderr.text();
    const code = hangs ? errorOfText(stderr) : errorOf(end, stderr);
    // A feeder that has given its last sheet ends with status 7 when a page count was asked for (sane-utils 1.2.1), else with 0.
    if (code === null || (code === "scanner/feeder-empty" && pages > 0)) return pages > 0 ? ok({ pages }) : failed(errorWithoutPages(stderr));
    return failed(code);
  }
}

/** Contract: `ScannedPage.widthPx`, `heightPx`. */
const LARGEST_SIDE = 20_000;

const endDetail = (end: ChildEnd): Record<string, string | number> =>
  end.kind === "exit" ? { exit: end.code } : end.kind === "signal" ? { signal: end.signal } : { start: end.code };
