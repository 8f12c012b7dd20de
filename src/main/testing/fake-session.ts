import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { Action } from "../../contract/actions.ts";
import type { BoothInfo } from "../../contract/booth.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { err, ok } from "../../contract/result.ts";
import { createRpcPeer, type RpcPeer } from "../../contract/rpc.ts";
import type { ServiceTray } from "../../contract/service-tray.ts";
import { sessionMethods, sessionNotes, shellMethods, shellNotes } from "../../contract/session-shell.ts";
import type { Snapshot } from "../../contract/snapshot.ts";

export type ShellPeer = RpcPeer<typeof shellMethods, typeof shellNotes>;

/** What a shell has asked and told. */
export interface SessionRecord {
  readonly actions: Action[];
  readonly refusals: Map<Refusal, number>;
  /** Bytes of the files that were imported, as they were at that moment, with their shown name. */
  readonly imports: { readonly name: string | null; readonly origin: string; readonly bytes: Buffer }[];
  readonly prints: Buffer[];
  readonly sent: string[];
  readonly lost: string[];
}

/** A session process as a shell sees it, without a visit: the test says what the screen is. */
export interface FakeSession {
  readonly socket: string;
  readonly token: string;
  readonly record: SessionRecord;
  readonly incomingFolder: string;
  /** The shell that has said hello. */
  shell(): Promise<ShellPeer>;
  /** Sends the next revision. */
  show(change: Partial<Snapshot>): void;
  snapshot(): Snapshot;
  /** Files that `document.stage` hands out, by document id. */
  readonly staged: Map<string, string>;
  /** Refuses imports from now on with this code; null: takes them. */
  refuseImports(code: string | null): void;
  stop(): void;
}

export const testBooth: BoothInfo = {
  name: "Test booth", municipality: "Inari", supportPhone: null, languages: ["fi", "en"], defaultLanguage: "fi",
  features: { web: true, print: true, scan: true, bill: true }, barcodeTransport: "keyboard-wedge",
  limits: { maxDocuments: 10, maxDocumentBytes: 2_000_000, maxPagesPerPrint: 10, copies: 2 }, sandbox: false,
};

export const firstSnapshot: Snapshot = {
  epoch: 1, revision: 1, now: 1_750_000_000_000, preferences: { language: "fi", textScale: 100, contrast: "normal", readAloud: false }, screen: { name: "starting" },
  visit: null, documents: [], devices: [], idleEndsAt: null, timeWarning: null, help: null, endQuestion: null, originalQuestion: false, recovered: false, documentRefused: null,
};

export async function startFakeSession(folder: string, services: ServiceTray, booth: BoothInfo = testBooth): Promise<FakeSession> {
  const socket = join(folder, "session.sock");
  const token = randomBytes(32).toString("base64url");
  const record: SessionRecord = { actions: [], refusals: new Map(), imports: [], prints: [], sent: [], lost: [] };
  const staged = new Map<string, string>();
  let importRefusal: string | null = null;
  let snapshot = firstSnapshot;
  let greet: (peer: ShellPeer) => void = () => undefined;
  const greeted = new Promise<ShellPeer>((resolve) => {
    greet = resolve;
  });
  const sockets = new Set<Socket>();
  let peer: ShellPeer | undefined;

  const server = createServer((client) => {
    sockets.add(client);
    client.on("close", () => sockets.delete(client));
    client.on("error", () => client.destroy());
    const connection = createMessageConnection(new StreamMessageReader(client), new StreamMessageWriter(client));
    connection.onError(() => undefined);
    const notAsked = () => Promise.resolve(err("test/not-asked"));
    const own: ShellPeer = createRpcPeer(
      connection,
      {
        methods: sessionMethods,
        notes: sessionNotes,
        onBad: () => undefined,
        handlers: {
          hello: (params) => {
            if (params.token !== token) {
              client.destroy();
              return Promise.resolve(err("session/token"));
            }
            peer = own;
            setImmediate(() => greet(own));
            return Promise.resolve(ok({ booth, services, incomingFolder: folder, snapshot }));
          },
          act: ({ action }) => {
            record.actions.push(action);
            return Promise.resolve(ok(null));
          },
          "document.picture": notAsked,
          "scan.picture": notAsked,
          "speech.say": notAsked,
          "document.stage": ({ documentIds }) => {
            const files = documentIds.map((id) => staged.get(id));
            return Promise.resolve(files.every((file) => file !== undefined) ? ok({ files }) : err("documents/unknown"));
          },
          "document.import": ({ path, name, origin }) => {
            if (importRefusal !== null) return Promise.resolve(err(importRefusal));
            record.imports.push({ name, origin, bytes: readFileSync(path) });
            rmSync(path);
            return Promise.resolve(ok({ documentId: randomUUID() }));
          },
          "web.print": ({ path }) => {
            record.prints.push(readFileSync(path));
            rmSync(path);
            return Promise.resolve(ok({ documentId: randomUUID() }));
          },
        },
        noteHandlers: {
          refused: ({ refusal, count }) => record.refusals.set(refusal, (record.refusals.get(refusal) ?? 0) + count),
          "documents.sent": ({ documentIds }) => record.sent.push(...documentIds),
          "renderer.lost": ({ which }) => record.lost.push(which),
        },
      },
      { methods: shellMethods, notes: shellNotes },
    );
    connection.listen();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));

  return {
    socket, token, record, staged,
    incomingFolder: folder,
    shell: () => greeted,
    show(change) {
      snapshot = { ...snapshot, ...change, revision: snapshot.revision + 1 };
      peer?.notify("snapshot", snapshot);
    },
    snapshot: () => snapshot,
    refuseImports(code) {
      importRefusal = code;
    },
    stop() {
      for (const client of sockets) client.destroy();
      server.close();
    },
  };
}
