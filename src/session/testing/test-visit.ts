import { expect } from "vitest";
import type { Action } from "../../contract/actions.ts";
import type { Bill } from "../../contract/bill.ts";
import type { ConfigurationFile } from "../../contract/configuration.ts";
import type { SessionEvent } from "../../contract/core-session.ts";
import type { DeviceStatus, PrintProgress } from "../../contract/devices.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { snapshotSchema, type Snapshot, type StaffReport } from "../../contract/snapshot.ts";
import { createManualClock, settle, type ManualClock } from "./manual-clock.ts";
import type { WorldEvent } from "../visit/context.ts";
import type { DraftFile } from "../visit/draft-file.ts";
import type { PrintJob, VisitPorts } from "../visit/ports.ts";
import { createVisitHost, type VisitHost } from "../visit-host.ts";
import { testBooth, testConfiguration, testTray, testVersions } from "./fixtures.ts";

export const testEpoch = 3;
export const freeForEver = { freeUntil: null, limit: null, nextBooking: null } as const;

/** A number in the shape of a random id. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const testBill: Bill = {
  source: "bar-code-4", iban: "FI7944052020036082", amountCents: 488315, reference: { kind: "national", value: "868516259619897" }, message: null, dueDate: "2026-06-12",
  payeeName: null, virtualBarCode: "479440520200360820048831500000000868516259619897260612", warnings: [],
};

export const statusOf = (kind: DeviceStatus["kind"], state: DeviceStatus["state"]): DeviceStatus => ({
  kind, state, reality: "rig", reasons: state === "lost" ? ["not-answering"] : [], model: null, error: state === "lost" ? { code: "device-host/gone" } : null, losses: 0,
});

/** A job that the test settles. */
export interface OpenJob<P, R> {
  readonly params: P;
  readonly signal: AbortSignal | null;
  settle(result: Result<R>): Promise<void>;
  isSettled(): boolean;
}

export interface TestVisit {
  readonly clock: ManualClock;
  readonly host: VisitHost;
  readonly events: SessionEvent[];
  readonly calls: string[];
  readonly scans: OpenJob<Parameters<VisitPorts["scan"]>[0], { readonly pages: number }>[];
  readonly prints: OpenJob<PrintJob, { readonly pagesDone: number | null }>[];
  readonly saves: OpenJob<readonly DraftFile[], DocumentSummary>[];
  readonly forgotten: string[];
  readonly fed: string[];
  /** Sends an action and lets everything settle; fails the test where it is refused. */
  act(action: Action): Promise<void>;
  /** Sends an action that must be refused. */
  refuses(action: Action): Promise<void>;
  send(event: WorldEvent): Promise<void>;
  snapshot(): Snapshot;
  /** What of the snapshot stays the same while nothing changes. */
  shown(): Omit<Snapshot, "revision">;
  /** All that the statechart knows, as text. */
  memory(): string;
  screen(): Snapshot["screen"];
  /** A page of the running scan arrives. */
  page(number: number): Promise<void>;
  progress(change: Partial<PrintProgress>): Promise<void>;
  addDocument(number: number, facts?: Partial<DocumentSummary>): Promise<DocumentSummary>;
}

export interface TestVisitOptions {
  readonly configuration?: Partial<ConfigurationFile>;
  readonly supportPhone?: string | null;
  readonly verify?: (pin: string) => Result<{ readonly right: boolean; readonly triesLeft: number; readonly lockedUntil: number | null }>;
  /** Ports that break in a way of their own. */
  readonly ports?: Partial<VisitPorts>;
}

export const emptyReport: StaffReport = { checks: [], booth: "open", log: [], counters: [] };

/** The whole statechart on a clock that stands still, with devices and files that do what the test says. */
export function createTestVisit(options: TestVisitOptions = {}): TestVisit {
  const clock = createManualClock();
  const events: SessionEvent[] = [];
  const calls: string[] = [];
  const forgotten: string[] = [];
  const fed: string[] = [];
  const scans: TestVisit["scans"] = [];
  const prints: TestVisit["prints"] = [];
  const saves: TestVisit["saves"] = [];
  const documents: DocumentSummary[] = [];
  let nextId = 1_000;

  const open = <P, R>(into: OpenJob<P, R>[], params: P, signal: AbortSignal | null): Promise<Result<R>> =>
    new Promise((resolve) => {
      let settled = false;
      into.push({
        params,
        signal,
        isSettled: () => settled,
        settle: async (result) => {
          settled = true;
          resolve(result);
          await settle();
        },
      });
    });
  const ports: VisitPorts = {
    now: () => clock.now(),
    uuid: () => idOf(nextId++),
    below: () => 0,
    report: (event) => events.push(event),
    visitStarted: () => {
      calls.push("visit-started");
      return Promise.resolve(ok(null));
    },
    visitEnded: (reason) => calls.push(`visit-ended ${reason}`),
    thanksDone: () => calls.push("thanks-done"),
    scan: (request, signal) => open(scans, request, signal),
    saveScan: (pages) => open(saves, pages, null),
    forgetPages: (pages) => forgotten.push(...pages.map((page) => page.file)),
    print: (job, signal) => open(prints, job, signal),
    cancelPrint: (jobId) => calls.push(`cancel-print ${jobId}`),
    keepCopy: (pages) => open(saves, pages, null),
    removeDocument: (id) => calls.push(`remove ${id}`),
    feedBarcode: (text) => fed.push(text),
    pinState: () => Promise.resolve(ok({ triesLeft: 5, lockedUntil: null })),
    verifyPin: (pin) => Promise.resolve(options.verify?.(pin) ?? (pin === "2468" ? ok({ right: true, triesLeft: 5, lockedUntil: null }) : ok({ right: false, triesLeft: 4, lockedUntil: null }))),
    staffReport: () => Promise.resolve(ok(emptyReport)),
    staffBooth: (to) => {
      calls.push(`booth ${to}`);
      return Promise.resolve(ok(null));
    },
    staffRestart: () => {
      calls.push("restart");
      return Promise.resolve(ok(null));
    },
    ...options.ports,
  };
  const booth = { ...testBooth, ...(options.supportPhone === undefined ? {} : { supportPhone: options.supportPhone }) };
  const host = createVisitHost(
    { epoch: testEpoch, booth, configuration: testConfiguration(options.configuration), services: testTray, versions: testVersions, ports },
    clock,
    (snapshot) => snapshotSchema.parse(snapshot),
  );
  const snapshot = (): Snapshot => snapshotSchema.parse(host.snapshot());
  const send = async (event: WorldEvent): Promise<void> => {
    host.send(event);
    await settle();
  };

  return {
    clock, host, events, calls, scans, prints, saves, forgotten, fed, snapshot, send,
    act: async (action) => {
      expect(host.act(testEpoch, action), JSON.stringify(action)).toEqual(ok(null));
      await settle();
    },
    refuses: async (action) => {
      expect(host.act(testEpoch, action), JSON.stringify(action)).toEqual(err("session/not-now"));
      await settle();
    },
    shown: () => {
      const { revision, ...rest } = snapshot();
      expect(revision).toBeGreaterThanOrEqual(0);
      return rest;
    },
    memory: () => JSON.stringify({ ...host.context(), ports: null }),
    screen: () => snapshot().screen,
    page: (number) => send({
      type: "scan.page", id: idOf(number),
      page: { jobId: scans.at(-1)?.params.jobId ?? idOf(0), page: number, file: `/scans/${number}.jpg`, widthPx: 2480, heightPx: 3508, dpi: 300 },
    }),
    progress: (change) => send({
      type: "print.progress",
      progress: { jobId: prints.at(-1)?.params.jobId ?? idOf(0), state: "printing", pagesDone: 0, pagesTotal: 1, reasons: [], ...change },
    }),
    addDocument: async (number, facts = {}) => {
      const document: DocumentSummary = {
        id: idOf(number), origin: "download", name: `Päätös ${number}.pdf`, number, format: "pdf", bytes: 1000, pages: 1, createdAt: clock.now(), printed: false, sent: false, ...facts,
      };
      documents.push(document);
      await send({ type: "documents.changed", documents: [...documents] });
      return document;
    },
  };
}

/** A visit that stands on its home screen. */
export async function visitAtHome(options: TestVisitOptions = {}): Promise<TestVisit> {
  const visit = createTestVisit(options);
  await visit.send({ type: "booth.set", booth: { state: "open", availability: freeForEver } });
  await visit.act({ type: "start" });
  await visit.act({ type: "arrive-name", name: "Aurinkolintu" });
  await visit.act({ type: "terms-accept" });
  return visit;
}
