import type { PrintProgress, PrintRequest } from "../../contract/devices.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import type { IppClient } from "./ipp-client.ts";
import type { PrinterError } from "./ipp-http.ts";
import { blocksPrinting, hasEnded, isCups, needsHelp, type JobFacts, type JobState, type PrinterReason } from "./printer-facts.ts";
import { lookAtPrinter, type WholePrinter } from "./whole-printer.ts";

/** Every delay of a job, ms, with its reason. */
export const printDelays = {
  /** Between two looks at a job; a page takes 2 s on the fastest printers of an office. */
  poll: 1_000,
  /**
   * Without any change of job, pages or reasons the printer is gone: CUPS goes on calling the job of an unplugged printer
   * `processing`, with no reason, for ever.
   */
  quiet: 60_000,
  /** Added for each page where a printer is known to work but does not count its pages: 4 pages a minute, in colour, is slow. */
  quietPerPage: 15_000,
  /** A printer finishes the sheet that is under way before it obeys; by then the job has ended or never will. */
  cancelLimit: 60_000,
  /** The whole of a job, waiting for paper included; a visit lasts an hour. */
  jobLimit: 1_800_000,
  /** Cancel-Job when there is no time left to see its effect; within the supervisor's grace. */
  farewell: 3_000,
} as const;

export interface WatchOptions {
  readonly client: IppClient;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly signal: AbortSignal;
  readonly request: PrintRequest;
  /** The printer's own number of the job. */
  readonly printerJobId: number;
  readonly subscription: number | null;
  /** For the printer behind a CUPS queue. */
  readonly openClient: (url: string) => IppClient;
  readonly onProgress: (progress: PrintProgress) => void;
}

type Outcome = Result<{ readonly pagesDone: number | null }, PrinterError>;

/** One look at job and printer; null: no answer. */
interface Look {
  readonly job: JobFacts | null;
  readonly printer: WholePrinter | null;
  /** Impressions that the printer itself, not a queue before it, says it has made. */
  readonly pages: number | null;
}

/** For what is tried at the end of a job, where nothing better could be done about a failure. */
export const regardless = (attempt: Promise<Result<unknown>>): Promise<void> => attempt.then(() => undefined);

/** Follows a job until it has really ended: completed, cancelled, aborted, or given up by us and cancelled. */
export async function watchJob(options: WatchOptions): Promise<Outcome> {
  return new JobWatch(options).run();
}

class JobWatch {
  readonly #o: WatchOptions;
  readonly #pagesTotal: number;
  #lastTold = "";
  #lastSeen = "";
  #changedAt: number;
  #cancelledAt: number | null = null;
  #cancelAccepted = false;
  #pagesDone: number | null = null;

  constructor(options: WatchOptions) {
    this.#o = options;
    this.#pagesTotal = options.request.pages * options.request.copies;
    this.#changedAt = options.clock.now();
  }

  async run(): Promise<Outcome> {
    for (;;) {
      if (this.#o.signal.aborted) return this.#farewell();
      await this.#passOnCancel();
      const job = await this.#o.client.getJob(this.#o.printerJobId, this.#o.signal);
      if (!job.ok && job.error.code === "printer/unknown-job") return this.#forgotten();
      if (job.ok && hasEnded(job.value.state)) return this.#confirmed(this.#ended(job.value.state, job.value));
      const printer = await lookAtPrinter(this.#o.client, this.#o.openClient, this.#o.signal);
      const look = { job: job.ok ? job.value : null, printer: printer.ok ? printer.value : null };
      const tooLong = this.#look({ ...look, pages: await this.#pages(look) });
      if (tooLong) {
        const farewell = await this.#farewell();
        return this.#cancelledAt === null ? farewell : err("printer/not-answering", { what: "cancel" });
      }
      await this.#pause();
    }
  }

  /** CUPS answers for itself: its pages are those that its filter has made, all at once. So the printer behind it is asked. */
  async #pages({ job, printer }: Pick<Look, "job" | "printer">): Promise<number | null> {
    if (job === null || printer === null) return null;
    if (!isCups(printer.queue)) return job.impressionsCompleted;
    if (job.state !== "processing" || printer.queue.behind === null || printer.device === null) return null;
    const jobs = await this.#o.openClient(printer.queue.behind).listJobs("not-completed");
    // Its job has another number. Where there are two, one is somebody else's.
    const [only, other] = jobs.ok ? jobs.value : [];
    return other === undefined ? (only?.impressionsCompleted ?? null) : null;
  }

  async #passOnCancel(): Promise<void> {
    if (!this.#o.cancel.aborted || this.#cancelAccepted) return;
    this.#cancelledAt ??= this.#o.clock.now();
    this.#cancelAccepted = (await this.#o.client.cancelJob(this.#o.printerJobId, this.#o.signal)).ok;
  }

  /** Tells what is new. True: nothing new has come for too long. */
  #look(look: Look): boolean {
    const { job, printer } = look;
    const now = this.#o.clock.now();
    if (look.pages !== null) this.#pagesDone = Math.min(look.pages, this.#pagesTotal);
    const reasons = reasonsOf(look);
    const state = this.#cancelledAt === null ? stateOf(look, reasons) : "cancelling";
    this.#tell({ jobId: this.#o.request.jobId, state, pagesDone: this.#pagesDone, pagesTotal: this.#pagesTotal, reasons: [...reasons] });

    // Messages are left out: CUPS says in turn that it connects and that it cannot.
    if (job !== null && printer !== null) {
      const seen = JSON.stringify([job, printer.queue.state, printer.queue.keywords, printer.reasons, this.#pagesDone]);
      if (seen !== this.#lastSeen || reasons.some(needsHelp)) this.#changedAt = now;
      this.#lastSeen = seen;
    }
    if (this.#cancelledAt !== null) return now - this.#cancelledAt >= printDelays.cancelLimit;
    return now - this.#changedAt >= quietLimit(look, this.#pagesTotal);
  }

  #tell(progress: PrintProgress): void {
    const told = JSON.stringify(progress);
    if (told === this.#lastTold) return;
    this.#lastTold = told;
    this.#o.onProgress(progress);
  }

  /** The printer does not know the job any more, which CUPS with PreserveJobHistory No says of each job that has ended. */
  async #forgotten(): Promise<Outcome> {
    const { client, subscription, printerJobId } = this.#o;
    const end = subscription === null ? null : await client.howJobEnded(subscription, printerJobId);
    if (end?.ok === true && end.value !== null) return this.#confirmed(this.#ended(end.value, null));
    return err(this.#cancelAccepted ? "printer/cancelled" : "printer/unknown-job");
  }

  #ended(state: JobState, job: JobFacts | null): Outcome {
    // A job that is complete has all its pages; whether anybody counted them is another matter.
    if (state === "completed") return ok({ pagesDone: this.#pagesDone === null && job?.impressionsCompleted == null ? null : this.#pagesTotal });
    // CUPS calls a job cancelled that the printer refused; it is so only if somebody here has asked for it.
    if (state === "cancelled" && this.#cancelledAt !== null) return err("printer/cancelled");
    return err("printer/aborted", { state });
  }

  /**
   * CUPS 2.4.2 calls a job completed that the printer behind it has aborted within its first tenths of a second: its `ipp` backend reads
   * `job-state aborted` and exits "with no errors" (seen in 1 of 20). The booth's printer is its own, so its newest job is this one.
   */
  async #confirmed(outcome: Outcome): Promise<Outcome> {
    if (!outcome.ok) return outcome;
    const { client, openClient, signal } = this.#o;
    const queue = await client.getPrinter(signal);
    if (!queue.ok || !isCups(queue.value) || queue.value.behind === null) return outcome;
    const jobs = await openClient(queue.value.behind).listJobs("completed");
    const newest = jobs.ok ? jobs.value.toSorted((one, other) => other.id - one.id)[0] : undefined;
    return newest?.state === "aborted" ? err("printer/aborted", { state: newest.state }) : outcome;
  }

  /** Leaves, and asks the printer to drop the job; what comes of it nobody waits for. */
  async #farewell(): Promise<Outcome> {
    const limit = new AbortController();
    const timer = this.#o.clock.setTimeout(() => limit.abort(), printDelays.farewell);
    await regardless(this.#o.client.cancelJob(this.#o.printerJobId, limit.signal)); // The wipe purges what is left.
    this.#o.clock.clearTimeout(timer);
    return err("printer/not-answering", { what: "no-change" });
  }

  /** Until the next look is due; shorter when somebody cancels. */
  #pause(): Promise<void> {
    const { clock, cancel, signal } = this.#o;
    const wake = AbortSignal.any(this.#cancelledAt === null ? [cancel, signal] : [signal]);
    if (wake.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clock.clearTimeout(timer);
        wake.removeEventListener("abort", done);
        resolve();
      };
      const timer = clock.setTimeout(done, printDelays.poll);
      wake.addEventListener("abort", done);
    });
  }
}

function reasonsOf({ job, printer }: Look): readonly PrinterReason[] {
  if (job === null || printer === null) return ["not-answering"];
  return job.state === "stopped" && !printer.reasons.some(blocksPrinting) ? [...printer.reasons, "paused"] : printer.reasons;
}

function stateOf({ job }: Look, reasons: readonly PrinterReason[]): PrintProgress["state"] {
  if (reasons.some(blocksPrinting)) return "stopped";
  return job?.state === "processing" ? "printing" : "waiting";
}

/** How long nothing may change, ms. */
function quietLimit({ job, printer, pages }: Look, total: number): number {
  if (job === null || printer?.device == null || pages !== null) return printDelays.quiet;
  const works = isCups(printer.queue) ? printer.queue.keywords.some((keyword) => keyword.startsWith("cups-")) : job.state === "processing";
  return printDelays.quiet + (works ? total * printDelays.quietPerPage : 0);
}
