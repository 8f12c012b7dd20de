import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { type AdfState, capabilitiesDocument, parseScanSettings, type ScanSettings, statusDocument } from "./scanner-escl-documents.ts";
import { scanSheet } from "./scanner-sheets.ts";

/** What can go wrong with the rig, and does from the next request on, until it is set to "none". */
export const scannerFaultSchema = z.enum([
  "none", "empty", "jam", "jam-after-page", "busy", "cover-open", "forbidden", "slow", "vanish", "garbage-xml", "truncated-jpeg", "broken-jpeg",
]);
export type ScannerFault = z.infer<typeof scannerFaultSchema>;

/** Body of POST {@link EsclRig.controlUrl}; GET answers the whole state. */
export const scannerRigControlSchema = z.strictObject({
  fault: scannerFaultSchema.optional(),
  /** Sheets in the feeder; it is filled again to this number when a job ends. */
  feederPages: z.int().min(0).max(200).optional(),
  /** Fault "slow": how long a page takes, ms. */
  slowMs: z.int().min(1).max(600_000).optional(),
});
export type ScannerRigControl = z.infer<typeof scannerRigControlSchema>;

export interface EsclRig {
  readonly port: number;
  readonly controlUrl: string;
  set(control: ScannerRigControl): void;
  /** Jobs that a client has opened and not yet ended. */
  jobs(): number;
  /** Jobs opened since the start. */
  jobsOpened(): number;
  close(): Promise<void>;
}

interface Job {
  readonly settings: ScanSettings;
  /** Pages given out so far. */
  given: number;
  readonly pages: number;
  /** Its client was told that there are no more pages, and may end it or not: the next job is not kept waiting. */
  over: boolean;
}

interface State {
  fault: ScannerFault;
  feederPages: number;
  slowMs: number;
  readonly jobs: Map<string, Job>;
  jobsOpened: number;
  /** Pages that are on their way out. */
  readonly pages: Set<ServerResponse>;
}

/** The rig's own model name; it reaches the staff page, so it says that it is none of metal. */
export const ESCL_RIG_MODEL = "Virtu eSCL rig";
const JOBS = "/eSCL/ScanJobs";
const LONGEST_BODY = 65_536;

/**
 * An eSCL scanner (Mopria eSCL 2.63) with a flatbed and a feeder full of sheets, on 127.0.0.1 only. Port 0: any free one.
 */
export async function startEsclRig(port = 0): Promise<EsclRig> {
  const state: State = { fault: "none", feederPages: 3, slowMs: 3_000, jobs: new Map(), jobsOpened: 0, pages: new Set() };
  const server = createServer((request, response) => void answer(state, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    controlUrl: `http://127.0.0.1:${bound}/control`,
    set: (control) => apply(state, control),
    jobs: () => running(state),
    jobsOpened: () => state.jobsOpened,
    close: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function apply(state: State, control: ScannerRigControl): void {
  if (control.fault === "vanish") pullPlug(state);
  state.fault = control.fault ?? state.fault;
  state.feederPages = control.feederPages ?? state.feederPages;
  state.slowMs = control.slowMs ?? state.slowMs;
}

/** Without power a scanner cuts what it was sending and forgets its jobs. */
function pullPlug(state: State): void {
  for (const page of state.pages) page.destroy();
  state.pages.clear();
  state.jobs.clear();
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (path === "/control") return control(state, request, response);
  if (state.fault === "vanish") return void request.socket.destroy();
  if (request.method === "GET" && path === "/eSCL/ScannerCapabilities") {
    return xml(response, state.fault === "garbage-xml" ? "<scan:ScannerCapabilities><<<\u0001" : capabilitiesDocument(ESCL_RIG_MODEL));
  }
  if (request.method === "GET" && path === "/eSCL/ScannerStatus") {
    return xml(response, state.fault === "garbage-xml" ? "not xml at all" : statusDocument(running(state) > 0, adfState(state)));
  }
  if (request.method === "POST" && path === JOBS) return openJob(state, request, response);
  const [id = "", action] = path.startsWith(`${JOBS}/`) ? path.slice(JOBS.length + 1).split("/") : [];
  if (request.method === "GET" && action === "NextDocument") return nextDocument(state, id, response);
  if (request.method === "DELETE") state.jobs.delete(id);
  response.writeHead(request.method === "DELETE" ? 200 : 404).end();
}

const running = (state: State): number => [...state.jobs.values()].filter((job) => !job.over).length;

/** A feeder is empty once a job has taken its last sheet, until that job has ended or another begins. */
function adfState(state: State): AdfState {
  const [job] = state.jobs.values();
  if (state.fault === "jam" || (state.fault === "jam-after-page" && (job?.given ?? 0) > 0)) return "ScannerAdfJam";
  if (state.fault === "cover-open") return "ScannerAdfDoorOpen";
  if (state.fault === "empty" || state.feederPages === 0) return "ScannerAdfEmpty";
  return job?.settings.source === "feeder" && job.given >= job.pages ? "ScannerAdfEmpty" : "ScannerAdfLoaded";
}

async function openJob(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const settings = parseScanSettings(await readBody(request));
  if (state.fault === "forbidden") return void response.writeHead(403).end();
  for (const [id, job] of state.jobs) if (job.over) state.jobs.delete(id);
  if (state.fault === "busy" || state.jobs.size > 0) return void response.writeHead(503, { "retry-after": "1" }).end();
  if (settings === null) return void response.writeHead(400).end();
  const adf = adfState(state);
  if (settings.source === "feeder" && adf !== "ScannerAdfLoaded") return void response.writeHead(409).end();
  const id = randomUUID();
  state.jobsOpened += 1;
  state.jobs.set(id, { settings, given: 0, pages: settings.source === "feeder" ? state.feederPages : 1, over: false });
  response.writeHead(201, { location: `http://${request.headers.host ?? "127.0.0.1"}${JOBS}/${id}` }).end();
}

async function nextDocument(state: State, id: string, response: ServerResponse): Promise<void> {
  const job = state.jobs.get(id);
  if (job === undefined) return void response.writeHead(404).end();
  if (job.given >= job.pages) {
    job.over = true;
    return void response.writeHead(404).end();
  }
  if (state.fault === "jam-after-page" && job.given > 0) return void response.writeHead(409).end();
  const picture = scanSheet(job.given + 1, job.settings);
  job.given += 1;
  state.pages.add(response);
  if (state.fault === "slow") await new Promise((resolve) => setTimeout(resolve, state.slowMs));
  if (!state.pages.delete(response)) return;
  response.writeHead(200, { "content-type": "image/jpeg" });
  response.end(picture.subarray(0, deliveredLength(state.fault, picture.length)));
}

/** A scanner that stops in mid-page ends its reply as if nothing were wrong; a client can only see it in the picture. */
function deliveredLength(fault: ScannerFault, whole: number): number {
  if (fault === "truncated-jpeg") return Math.floor(whole / 3);
  // Ends within the tables, before the first sample.
  return fault === "broken-jpeg" ? 100 : whole;
}

function xml(response: ServerResponse, document: string): void {
  response.writeHead(200, { "content-type": "text/xml" }).end(document);
}

async function control(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const parsed = scannerRigControlSchema.safeParse(parseJson(await readBody(request)));
    if (!parsed.success) return void response.writeHead(400).end();
    apply(state, parsed.data);
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ fault: state.fault, feederPages: state.feederPages, slowMs: state.slowMs, jobs: running(state) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body as text, cut at {@link LONGEST_BODY}; a client that goes away in the middle has sent what it has sent. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= LONGEST_BODY) chunks.push(chunk);
    }
  } catch {
    return "";
  }
  return Buffer.concat(chunks).toString("utf8");
}
