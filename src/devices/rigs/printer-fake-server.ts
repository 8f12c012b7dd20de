import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { decodeIpp } from "../printer/ipp-decode.ts";
import { encodeIpp } from "../printer/ipp-encode.ts";
import { groupTags, operations, statusCodes, type IppAttribute, type IppGroup, type IppMessage, type IppValue } from "../printer/ipp-message.ts";

/** What the fake does wrong instead of answering, for the operations named in {@link FakeFault.of}; all where there are none. */
export type FakeTrouble =
  | "garbage" | "html" | "hang" | "truncated" | "hang-up" | "http-500" | "redirect" | "endless" | "drip" | "wrong-id" | "empty" | "no-attributes" | "no-http";

export interface FakeFault {
  readonly trouble: FakeTrouble | null;
  /** Operation ids that are in trouble. */
  readonly of: readonly number[];
  /** printer-state-reasons keywords; a job makes no page while one of them is there. */
  readonly reasons: readonly string[];
  /** Jobs stay processing, without a reason, for ever. */
  readonly stuck: boolean;
  /** Jobs end as aborted. */
  readonly abort: boolean;
  /** Cancel-Job is answered, and nothing comes of it. */
  readonly deaf: boolean;
  /** A status code with which Create-Job and Print-Job are refused. */
  readonly refuse: number | null;
  readonly accepting: boolean;
}
const sound: FakeFault = { trouble: null, of: [], reasons: [], stuck: false, abort: false, deaf: false, refuse: null, accepting: true };

export interface FakePrinterOptions {
  /** `printer`: keeps ended jobs and counts pages. `cups`: forgets a job as it ends, has events. `forgetful`: the one without the other. */
  readonly like?: "printer" | "cups" | "forgetful";
  readonly formats?: readonly string[];
  /** Operations that it has not, though its kind would. */
  readonly without?: readonly number[];
  /** Pages of every document; the fake does not read it. */
  readonly pages?: number;
  /** Whether job-impressions-completed is told. */
  readonly counts?: boolean;
}

export interface FakeJob {
  readonly id: number;
  state: number;
  done: number;
  copies: number;
  document: Buffer | null;
  /** The job template and the name it was given, as keyword or number. */
  readonly ticket: ReadonlyMap<string, string | number | boolean>;
}

/** A printer in memory that speaks through our own codec and can be told to do anything wrong. It makes a page at each look at a job. */
export interface FakePrinter {
  readonly url: string;
  readonly port: number;
  /** Every operation that has arrived. */
  readonly heard: number[];
  readonly jobs: readonly FakeJob[];
  /** Jobs that came out as paper, in order. */
  readonly paper: readonly FakeJob[];
  setFault(fault: Partial<FakeFault>): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  close(): Promise<void>;
}

const processing = 5;
const ended = { cancelled: 7, aborted: 8, completed: 9 } as const;

export async function startFakePrinter(options: FakePrinterOptions = {}): Promise<FakePrinter> {
  const fake = new FakeServer(options);
  await fake.replug();
  return fake;
}

class FakeServer implements FakePrinter {
  readonly heard: number[] = [];
  readonly paper: FakeJob[] = [];
  jobs: FakeJob[] = [];
  port = 0;
  readonly #options: Required<FakePrinterOptions>;
  readonly #sockets = new Set<Socket>();
  #events: { readonly id: number; readonly state: number }[] = [];
  #fault = sound;
  #server: Server | null = null;
  #lastJob = 0;

  constructor(options: FakePrinterOptions) {
    this.#options = { like: "printer", formats: ["application/pdf"], without: [], pages: 3, counts: true, ...options };
  }

  get url(): string {
    return `http://localhost:${this.port}/ipp/print`;
  }

  setFault(fault: Partial<FakeFault>): void {
    this.#fault = { ...sound, ...fault };
  }

  async replug(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, "localhost", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.port = address.port;
    this.#server = server;
  }

  async unplug(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const job of this.jobs) if (job.state === processing) job.state = ended.aborted;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  close(): Promise<void> {
    return this.unplug();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return; // The client has hung up.
    }
    const decoded = decodeIpp(Buffer.concat(chunks));
    if (!decoded.ok) return void response.writeHead(400).end();
    const message = decoded.value;
    this.heard.push(message.code);
    const { trouble, of } = this.#fault;
    const reply = Buffer.from(encodeIpp(this.#answer(message)));
    if (trouble !== null && (of.length === 0 || of.includes(message.code))) return misbehave(trouble, reply, response, this.port);
    response.writeHead(200, { "content-type": "application/ipp" }).end(reply);
  }

  #answer(request: IppMessage): IppMessage {
    const [status, groups] = this.#operate(request);
    return {
      version: [2, 0], code: status, requestId: request.requestId, data: new Uint8Array(),
      groups: [{ tag: groupTags.operation, attributes: [charset, language] }, ...groups],
    };
  }

  #operate(request: IppMessage): [status: number, groups: IppGroup[]] {
    const operation = operationAttributes(request);
    const job = this.jobs.find(({ id }) => id === numberIn(operation, "job-id"));
    switch (request.code) {
      case operations.getPrinterAttributes:
        return [statusCodes.ok, [{ tag: groupTags.printer, attributes: this.#printerAttributes() }]];
      case operations.validateJob:
        return [statusCodes.ok, []];
      case operations.createJob:
      case operations.printJob:
        return this.#newJob(request);
      case operations.sendDocument:
        if (job === undefined) return [statusCodes.notFound, []];
        this.#begin(job, request.data);
        return [statusCodes.ok, [this.#jobGroup(job)]];
      case operations.getJobAttributes:
        return this.#lookAt(job);
      case operations.cancelJob:
        if (job === undefined) return [statusCodes.notFound, []];
        if (job.state >= ended.cancelled) return [statusCodes.notPossible, []];
        if (!this.#fault.deaf) this.#end(job, ended.cancelled);
        return [statusCodes.ok, []];
      case operations.getJobs: {
        const completed = wordIn(operation, "which-jobs") === "completed";
        return [statusCodes.ok, this.jobs.filter(({ state }) => state >= ended.cancelled === completed).map((one) => this.#jobGroup(one))];
      }
      case operations.purgeJobs:
        this.jobs = [];
        return [statusCodes.ok, []];
      case operations.createPrinterSubscriptions:
        return [statusCodes.ok, [{ tag: groupTags.subscription, attributes: [integer("notify-subscription-id", 1)] }]];
      case operations.getNotifications:
        return [statusCodes.ok, this.#events.map(({ id, state }) => ({
          tag: groupTags.eventNotification, attributes: [integer("notify-job-id", id), enumeration("job-state", state)],
        }))];
      case operations.cancelSubscription:
        this.#events = [];
        return [statusCodes.ok, []];
      default:
        return [statusCodes.operationNotSupported, []];
    }
  }

  #newJob(request: IppMessage): [status: number, groups: IppGroup[]] {
    if (this.#fault.refuse !== null) return [this.#fault.refuse, []];
    const ticket = new Map(request.groups.flatMap((group) => group.attributes).flatMap(({ name, values: [value] }) => plain(name, value)));
    this.#lastJob += 1;
    const job: FakeJob = { id: this.#lastJob, state: 3, done: 0, copies: Number(ticket.get("copies") ?? 1), document: null, ticket };
    this.jobs.push(job);
    if (request.code === operations.printJob) this.#begin(job, request.data);
    return [statusCodes.ok, [this.#jobGroup(job)]];
  }

  #begin(job: FakeJob, document: Uint8Array): void {
    job.document = Buffer.from(document);
    job.state = processing;
  }

  /** One page is made, if nothing is wrong, and then the job is told of. */
  #lookAt(job: FakeJob | undefined): [status: number, groups: IppGroup[]] {
    if (job === undefined) return [statusCodes.notFound, []];
    if (job.state !== processing || this.#fault.stuck || this.#fault.reasons.length > 0) return [statusCodes.ok, [this.#jobGroup(job)]];
    const total = this.#options.pages * job.copies;
    if (this.#fault.abort) this.#end(job, ended.aborted);
    else if (job.done < total) job.done += 1;
    else this.#end(job, ended.completed);
    return this.jobs.includes(job) ? [statusCodes.ok, [this.#jobGroup(job)]] : [statusCodes.notFound, []];
  }

  #end(job: FakeJob, state: number): void {
    job.state = state;
    if (state === ended.completed) this.paper.push(job);
    if (this.#options.like === "printer") return;
    this.jobs = this.jobs.filter((one) => one !== job);
    if (this.#options.like === "cups") this.#events.push({ id: job.id, state });
  }

  #jobGroup(job: FakeJob): IppGroup {
    const counted = this.#options.like === "cups" ? this.#options.pages * job.copies : job.done;
    return {
      tag: groupTags.job,
      attributes: [
        integer("job-id", job.id), enumeration("job-state", job.state), keywords("job-state-reasons", ["none"]),
        ...(this.#options.counts ? [integer("job-impressions-completed", counted)] : []),
      ],
    };
  }

  #printerAttributes(): IppAttribute[] {
    const { like, formats, without } = this.#options;
    const events = [operations.createPrinterSubscriptions, operations.getNotifications, operations.cancelSubscription];
    const own = Object.values(operations).filter((code) => like === "cups" || (!events.some((event) => event === code) && code !== operations.purgeJobs));
    const supported = [...own, ...(like === "cups" ? [0x4001] : [])].filter((code) => !without.includes(code));
    const busy = this.jobs.some(({ state }) => state === processing);
    return [
      enumeration("printer-state", busy ? 4 : 3),
      keywords("printer-state-reasons", this.#fault.reasons.length > 0 ? this.#fault.reasons : ["none"]),
      { name: "printer-is-accepting-jobs", values: [{ tag: "boolean", value: this.#fault.accepting }] },
      { name: "printer-make-and-model", values: [{ tag: "textWithoutLanguage", value: "Virtu Fake" }] },
      { name: "operations-supported", values: supported.map((value) => ({ tag: "enum", value })) },
      { name: "document-format-supported", values: formats.map((value) => ({ tag: "mimeMediaType", value })) },
      keywords("sides-supported", ["one-sided", "two-sided-long-edge"]),
      keywords("print-color-mode-supported", ["color", "monochrome"]),
      keywords("print-scaling-supported", ["fit", "none"]),
      keywords("media-supported", ["iso_a4_210x297mm"]),
      keywords("media-ready", ["iso_a4_210x297mm"]),
      { name: "marker-levels", values: [{ tag: "integer", value: 60 }, { tag: "integer", value: -1 }, { tag: "integer", value: 30 }] },
      { name: "marker-types", values: ["toner", "toner", "wasteToner"].map((value) => ({ tag: "keyword", value })) },
    ];
  }
}

/** The answers that no printer should give, and some do. */
function misbehave(trouble: FakeTrouble, reply: Buffer, response: ServerResponse, port: number): void {
  const ipp = { "content-type": "application/ipp" };
  switch (trouble) {
    case "garbage":
      return void response.writeHead(200, ipp).end(Buffer.from("5ca1ab1e".repeat(40), "hex"));
    case "html":
      return void response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><title>Log in</title>");
    case "hang":
      return;
    case "truncated":
      return void response.writeHead(200, ipp).end(reply.subarray(0, reply.length - 7));
    case "hang-up":
      return void response.socket?.destroy();
    case "http-500":
      return void response.writeHead(500, ipp).end(reply);
    case "redirect":
      return void response.writeHead(307, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    case "endless": {
      response.writeHead(200, ipp);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", more);
      return more();
    }
    case "drip":
      return void response.writeHead(200, ipp).write(reply.subarray(0, 4));
    case "wrong-id":
      return void response.writeHead(200, ipp).end(Buffer.concat([reply.subarray(0, 4), Buffer.from("7fffffff", "hex"), reply.subarray(8)]));
    case "empty":
      return void response.writeHead(200, ipp).end();
    case "no-attributes":
      return void response.writeHead(200, ipp).end(Buffer.concat([reply.subarray(0, 8), Buffer.of(groupTags.end)]));
    case "no-http":
      return void response.socket?.end("SSH-2.0-printer\r\n");
  }
}

const charset: IppAttribute = { name: "attributes-charset", values: [{ tag: "charset", value: "utf-8" }] };
const language: IppAttribute = { name: "attributes-natural-language", values: [{ tag: "naturalLanguage", value: "en" }] };
const integer = (name: string, value: number): IppAttribute => ({ name, values: [{ tag: "integer", value }] });
const enumeration = (name: string, value: number): IppAttribute => ({ name, values: [{ tag: "enum", value }] });
const keywords = (name: string, values: readonly string[]): IppAttribute => ({ name, values: values.map((value) => ({ tag: "keyword", value })) });

const operationAttributes = (message: IppMessage): readonly IppAttribute[] => message.groups[0]?.attributes ?? [];
const plain = (name: string, value: IppValue | undefined): [string, string | number | boolean][] =>
  value !== undefined && "value" in value && (typeof value.value === "string" || typeof value.value === "number" || typeof value.value === "boolean")
    ? [[name, value.value]]
    : [];
const valueIn = (attributes: readonly IppAttribute[], name: string) =>
  new Map(attributes.flatMap(({ name: own, values: [value] }) => plain(own, value))).get(name);
const numberIn = (attributes: readonly IppAttribute[], name: string): number => Number(valueIn(attributes, name) ?? Number.NaN);
const wordIn = (attributes: readonly IppAttribute[], name: string): string => String(valueIn(attributes, name) ?? "");
