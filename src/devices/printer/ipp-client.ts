import { err, ok, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import { sendIpp, type DocumentFile, type PrinterError } from "./ipp-http.ts";
import {
  findAttribute, groupTags, operations, statusCodes,
  type IppAttribute, type IppGroup, type IppMessage, type StringTag,
} from "./ipp-message.ts";
import { hasEnded, jobAttributes, printerAttributes, readJob, readPrinter, type JobFacts, type PrinterFacts } from "./printer-facts.ts";

/**
 * Every job has the same name and the same user: CUPS writes both into its log, its history and its control files, and a
 * printer shows them on its panel.
 */
export const JOB_NAME = "virtu";
export const JOB_USER = "virtu";

/** A printer or a CUPS queue, spoken to in IPP. No method throws; each has its own time limit. */
export interface IppClient {
  getPrinter(signal?: AbortSignal): Promise<Result<PrinterFacts, PrinterError>>;
  validateJob(template: readonly IppAttribute[], signal?: AbortSignal): Promise<Result<null, PrinterError>>;
  /** The id of the new job, which has no document yet. */
  createJob(template: readonly IppAttribute[], signal?: AbortSignal): Promise<Result<number, PrinterError>>;
  sendDocument(jobId: number, document: DocumentFile, signal?: AbortSignal): Promise<Result<null, PrinterError>>;
  /** Create-Job and Send-Document in one, for printers that have no more. */
  printJob(template: readonly IppAttribute[], document: DocumentFile, signal?: AbortSignal): Promise<Result<number, PrinterError>>;
  /** `printer/unknown-job` where the printer has forgotten it. */
  getJob(jobId: number, signal?: AbortSignal): Promise<Result<JobFacts, PrinterError>>;
  /** A job that has ended, or is not known, is no error. */
  cancelJob(jobId: number, signal?: AbortSignal): Promise<Result<null, PrinterError>>;
  listJobs(which: "not-completed" | "completed" | "all"): Promise<Result<JobFacts[], PrinterError>>;
  /**
   * Ends every job of the queue, whoever sent it, and has their history and files removed (Purge-Jobs). A printer without
   * that operation gets a Cancel-Job for each job and forgets by itself. What is left says {@link listJobs}.
   */
  purge(): Promise<Result<null, PrinterError>>;
  /**
   * Has the queue remember how jobs end, until {@link unsubscribe} or for an hour. CUPS with PreserveJobHistory No forgets
   * a job at the moment it ends, and a forgotten job could have ended in any way.
   */
  subscribe(): Promise<Result<number, PrinterError>>;
  /** Null: no event says that the job has ended. */
  howJobEnded(subscription: number, jobId: number): Promise<Result<JobFacts["state"] | null, PrinterError>>;
  unsubscribe(subscription: number): Promise<Result<null, PrinterError>>;
}

/** `url` is the queue's or printer's `http:` or `https:` address. */
export function openIppClient(url: string, options: { readonly clock: Clock }): IppClient {
  return new HttpIppClient(new URL(url), options.clock);
}

/** How long CUPS keeps a subscription nobody has cancelled, s; longer than any job of a visit. */
const SUBSCRIPTION_LEASE_S = 3600;

class HttpIppClient implements IppClient {
  readonly #url: URL;
  readonly #printerUri: string;
  readonly #clock: Clock;
  #requestId = 0;

  constructor(url: URL, clock: Clock) {
    this.#url = url;
    this.#clock = clock;
    // RFC 3510: ipp and ipps have the default port 631, so the HTTP port is always written.
    const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
    this.#printerUri = `${url.protocol === "https:" ? "ipps" : "ipp"}://${url.hostname}:${port}${url.pathname}`;
  }

  async getPrinter(signal?: AbortSignal): Promise<Result<PrinterFacts, PrinterError>> {
    const reply = await this.#call(operations.getPrinterAttributes, { attributes: [words("requested-attributes", printerAttributes)], signal });
    if (!reply.ok) return reply;
    if (findAttribute(reply.value, groupTags.printer, "printer-state") === undefined) return err("printer/bad-reply", { what: "no-printer-state" });
    return ok(readPrinter(reply.value));
  }

  async validateJob(template: readonly IppAttribute[], signal?: AbortSignal): Promise<Result<null, PrinterError>> {
    return nothing(await this.#call(operations.validateJob, { attributes: [jobName, pdf], template, signal }));
  }

  async createJob(template: readonly IppAttribute[], signal?: AbortSignal): Promise<Result<number, PrinterError>> {
    return newJobId(await this.#call(operations.createJob, { attributes: [jobName], template, signal }));
  }

  async sendDocument(jobId: number, document: DocumentFile, signal?: AbortSignal): Promise<Result<null, PrinterError>> {
    const last: IppAttribute = { name: "last-document", values: [{ tag: "boolean", value: true }] };
    return nothing(await this.#call(operations.sendDocument, { jobId, attributes: [pdf, last], document, signal }));
  }

  async printJob(template: readonly IppAttribute[], document: DocumentFile, signal?: AbortSignal): Promise<Result<number, PrinterError>> {
    return newJobId(await this.#call(operations.printJob, { attributes: [jobName, pdf], template, document, signal }));
  }

  async getJob(jobId: number, signal?: AbortSignal): Promise<Result<JobFacts, PrinterError>> {
    const reply = await this.#call(operations.getJobAttributes, { jobId, attributes: [words("requested-attributes", jobAttributes)], signal });
    if (!reply.ok) return reply;
    const job = jobsOf(reply.value)[0];
    return job === undefined ? err("printer/bad-reply", { what: "no-job" }) : ok(job);
  }

  async cancelJob(jobId: number, signal?: AbortSignal): Promise<Result<null, PrinterError>> {
    const reply = await this.#call(operations.cancelJob, { jobId, signal });
    if (reply.ok) return ok(null);
    const over = reply.error.code === "printer/unknown-job" || reply.error.detail?.["status"] === statusCodes.notPossible;
    return over ? ok(null) : reply;
  }

  async listJobs(which: "not-completed" | "completed" | "all"): Promise<Result<JobFacts[], PrinterError>> {
    const jobs: JobFacts[] = [];
    for (const part of which === "all" ? ["not-completed", "completed"] : [which]) {
      const reply = await this.#call(operations.getJobs, {
        attributes: [words("which-jobs", [part]), words("requested-attributes", jobAttributes)],
      });
      if (!reply.ok) return reply;
      jobs.push(...jobsOf(reply.value));
    }
    return ok(jobs);
  }

  async purge(): Promise<Result<null, PrinterError>> {
    const printer = await this.getPrinter();
    if (!printer.ok) return printer;
    if (printer.value.operations.includes(operations.purgeJobs)) return nothing(await this.#call(operations.purgeJobs, {}));
    const jobs = await this.listJobs("not-completed");
    if (!jobs.ok) return jobs;
    for (const job of jobs.value) {
      const cancelled = await this.cancelJob(job.id);
      if (!cancelled.ok) return cancelled;
    }
    return ok(null);
  }

  async subscribe(): Promise<Result<number, PrinterError>> {
    const subscription: IppGroup = {
      tag: groupTags.subscription,
      attributes: [
        words("notify-pull-method", ["ippget"]),
        words("notify-events", ["job-completed"]),
        { name: "notify-lease-duration", values: [{ tag: "integer", value: SUBSCRIPTION_LEASE_S }] },
      ],
    };
    const reply = await this.#call(operations.createPrinterSubscriptions, { groups: [subscription] });
    if (!reply.ok) return reply;
    const id = findAttribute(reply.value, groupTags.subscription, "notify-subscription-id")?.values[0];
    return id?.tag === "integer" ? ok(id.value) : err("printer/bad-reply", { what: "no-subscription" });
  }

  async howJobEnded(subscription: number, jobId: number): Promise<Result<JobFacts["state"] | null, PrinterError>> {
    const reply = await this.#call(operations.getNotifications, { attributes: [number("notify-subscription-ids", subscription)] });
    if (!reply.ok) return reply;
    for (const group of reply.value.groups.filter((candidate) => candidate.tag === groupTags.eventNotification)) {
      // An event says `notify-job-id` where a job says `job-id` (RFC 3995 section 9.1); the rest is the same.
      const job = readJob(group.attributes.map((attribute) => (attribute.name === "notify-job-id" ? { ...attribute, name: "job-id" } : attribute)));
      if (job?.id === jobId && hasEnded(job.state)) return ok(job.state);
    }
    return ok(null);
  }

  async unsubscribe(subscription: number): Promise<Result<null, PrinterError>> {
    return nothing(await this.#call(operations.cancelSubscription, { attributes: [number("notify-subscription-id", subscription)] }));
  }

  /** Sends one operation with the attributes that every request has, in the order RFC 8011 section 4.1 asks for. */
  async #call(
    operation: number,
    content: {
      readonly jobId?: number;
      readonly attributes?: readonly IppAttribute[];
      readonly template?: readonly IppAttribute[];
      readonly groups?: readonly IppGroup[];
      readonly document?: DocumentFile | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Result<IppMessage, PrinterError>> {
    this.#requestId = (this.#requestId % 0x7fff_ffff) + 1;
    const { template = [], groups = [] } = content;
    const message: IppMessage = {
      version: [2, 0],
      code: operation,
      requestId: this.#requestId,
      groups: [
        {
          tag: groupTags.operation,
          attributes: [
            text("charset", "attributes-charset", "utf-8"),
            text("naturalLanguage", "attributes-natural-language", "en"),
            text("uri", "printer-uri", this.#printerUri),
            ...(content.jobId === undefined ? [] : [number("job-id", content.jobId)]),
            text("nameWithoutLanguage", "requesting-user-name", JOB_USER),
            ...(content.attributes ?? []),
          ],
        },
        ...(template.length === 0 ? [] : [{ tag: groupTags.job, attributes: template }]),
        ...groups,
      ],
      data: new Uint8Array(),
    };
    const reply = await sendIpp(this.#url, message, { clock: this.#clock, signal: content.signal, document: content.document });
    if (!reply.ok || reply.value.code < statusCodes.firstError) return reply;
    return statusFailure(reply.value.code, content.jobId !== undefined);
  }
}

/** What a status code means for the booth; `status` stays in the detail for the staff page. */
function statusFailure(status: number, ofJob: boolean): Result<never, PrinterError> {
  switch (status) {
    case statusCodes.notFound:
      return err(ofJob ? "printer/unknown-job" : "printer/absent", { status });
    case statusCodes.formatNotSupported:
      return err("printer/format-not-supported", { status });
    case statusCodes.busy:
    case statusCodes.temporaryError:
      return err("printer/busy", { status });
    default:
      return err("printer/not-accepting", { status });
  }
}

const jobsOf = (message: IppMessage): JobFacts[] =>
  message.groups.filter((group) => group.tag === groupTags.job).flatMap((group) => readJob(group.attributes) ?? []);

function newJobId(reply: Result<IppMessage, PrinterError>): Result<number, PrinterError> {
  if (!reply.ok) return reply;
  const job = jobsOf(reply.value)[0];
  return job === undefined ? err("printer/bad-reply", { what: "no-job-id" }) : ok(job.id);
}

const nothing = (reply: Result<IppMessage, PrinterError>): Result<null, PrinterError> => (reply.ok ? ok(null) : reply);

const text = (tag: StringTag, name: string, value: string): IppAttribute => ({ name, values: [{ tag, value }] });
const words = (name: string, values: readonly string[]): IppAttribute => ({ name, values: values.map((value) => ({ tag: "keyword", value })) });
const number = (name: string, value: number): IppAttribute => ({ name, values: [{ tag: "integer", value }] });

const jobName = text("nameWithoutLanguage", "job-name", JOB_NAME);
const pdf = text("mimeMediaType", "document-format", "application/pdf");
