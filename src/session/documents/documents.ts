import { link, mkdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Configuration } from "../../contract/configuration.ts";
import type { DocumentSummary, Picture } from "../../contract/documents.ts";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import { scannedSize, writePdf } from "../pdf/pages.ts";
import type { RunTool } from "../tools/run-tool.ts";
import type { DraftFile } from "../visit/draft-file.ts";
import { drawPdfPage } from "./pdf-tools.ts";
import { countPages, writePrintable } from "./printable.ts";
import { fileName, shownName, withoutCollisions } from "./shown-name.ts";
import { takeFile } from "./take-file.ts";

export interface DocumentsDeps {
  readonly folders: { readonly incoming: string; readonly documents: string; readonly stage: string; readonly work: string };
  readonly limits: Configuration["documents"];
  readonly now: () => number;
  readonly uuid: () => string;
  readonly run: RunTool;
  /** Pictures and page counts: no more programs at once than the machine can bear. */
  readonly limited: <T>(work: () => Promise<T>) => Promise<T>;
  onChange(documents: readonly DocumentSummary[]): void;
}

/** The files of one visit. Each lies under its random id; what a stranger called it is text to show and nothing else. */
export interface Documents {
  list(): readonly DocumentSummary[];
  /** Errors: `documents/too-many`, `documents/too-large`, `documents/full`, `documents/foreign-path`, `documents/io`. */
  take(path: string, name: string | null, origin: "download" | "web-print"): Promise<Result<DocumentSummary>>;
  /** The pages as one PDF, each JPEG byte for byte, turned by the page's own rotation. */
  addScan(pages: readonly DraftFile[]): Promise<Result<DocumentSummary>>;
  remove(id: string): void;
  markPrinted(id: string): void;
  markSent(ids: readonly string[]): void;
  /** The document as a PDF. Errors: `documents/unknown`, `documents/not-printable`, `documents/broken`, `documents/io`. */
  printable(id: string): Promise<Result<{ readonly file: string; readonly pages: number }>>;
  /** `page` is 1-based. Errors as {@link printable}, and `documents/no-page`. */
  picture(id: string, page: number, widthPx: number): Promise<Result<Picture>>;
  /** Hard links under safe names in a new folder, for a page's file field. Errors: `documents/unknown`, `documents/io`. */
  stage(ids: readonly string[]): Promise<Result<{ readonly files: string[] }>>;
}

export function createDocuments(deps: DocumentsDeps): Documents {
  const { folders, limits } = deps;
  const documents = new Map<string, DocumentSummary>();
  const printables = new Map<string, Promise<Result<null>>>();
  const numbers = new Map<DocumentSummary["origin"], number>();
  let coming = 0;
  let stages = 0;

  const pathOf = (id: string): string => join(folders.documents, id);
  const list = (): readonly DocumentSummary[] => [...documents.values()];
  const usedBytes = (): number => list().reduce((sum, document) => sum + document.bytes, 0);
  const changed = (): void => deps.onChange(list());

  const numberOf = (origin: DocumentSummary["origin"]): number => {
    const next = (numbers.get(origin) ?? 0) + 1;
    numbers.set(origin, next);
    return next;
  };
  const add = (facts: Pick<DocumentSummary, "id" | "origin" | "name" | "format" | "bytes" | "pages">): DocumentSummary => {
    const document: DocumentSummary = { ...facts, number: numberOf(facts.origin), createdAt: Math.round(deps.now()), printed: false, sent: false };
    documents.set(document.id, document);
    changed();
    return document;
  };
  const change = (id: string, facts: Partial<Pick<DocumentSummary, "printed" | "sent">>): void => {
    const document = documents.get(id);
    if (document === undefined) return;
    documents.set(id, { ...document, ...facts });
    changed();
  };

  /** One more document, made by `make` under the id that it is given; whatever goes wrong leaves no file behind. */
  const admit = async (make: (id: string) => Promise<Result<DocumentSummary>>): Promise<Result<DocumentSummary>> => {
    if (documents.size + coming >= limits.maxDocuments) return err("documents/too-many", { limit: limits.maxDocuments });
    coming += 1;
    const id = deps.uuid();
    try {
      const made = await make(id);
      if (!made.ok) await removeFiles(id);
      return made;
    } finally {
      coming -= 1;
    }
  };
  const removeFiles = async (id: string): Promise<void> => {
    await rm(pathOf(id), { force: true }).catch(() => undefined);
    await rm(`${pathOf(id)}.print`, { force: true }).catch(() => undefined);
  };
  const full = (): Result<never> => err("documents/full", { limit: limits.maxTotalBytes });

  const printableOf = (document: DocumentSummary): Promise<Result<null>> => {
    if (document.format === "pdf") return Promise.resolve(ok(null));
    const known = printables.get(document.id);
    if (known !== undefined) return known;
    const made = writePrintable(pathOf(document.id), document.format, `${pathOf(document.id)}.print`, join(folders.work, `${document.id}.flat`));
    printables.set(document.id, made);
    return made;
  };
  const printable = async (id: string): Promise<Result<{ readonly file: string; readonly pages: number }>> => {
    const document = documents.get(id);
    if (document === undefined) return err("documents/unknown");
    if (document.format === "other") return err("documents/not-printable");
    if (document.pages === null) return err("documents/broken");
    const made = await printableOf(document);
    if (!made.ok) return made;
    return ok({ file: document.format === "pdf" ? pathOf(id) : `${pathOf(id)}.print`, pages: document.pages });
  };

  return {
    list,
    take: async (path, name, origin) => {
      const taken = await admit(async (id) => {
        const file = await takeFile(folders.incoming, path, pathOf(id), limits.maxDocumentBytes);
        if (!file.ok) return file;
        if (usedBytes() + file.value.bytes > limits.maxTotalBytes) return full();
        const pages = await deps.limited(() => countPages(deps.run, pathOf(id), file.value.format, join(folders.work, `${id}.flat`)));
        return ok(add({ id, origin, name: shownName(name), ...file.value, pages }));
      });
      if (!taken.ok && taken.error.code === "documents/too-many") await dropIncoming(folders.incoming, path);
      return taken;
    },
    addScan: (pages) => admit(async (id) => {
      if (pages.length === 0) return err("documents/no-page");
      const written = await writePdf(pathOf(id), pages.map((page) => ({
        kind: "jpeg", file: page.file, rotation: page.rotation, size: scannedSize(page.widthPx, page.heightPx, page.dpi),
      })));
      if (!written.ok) return written;
      const { size: bytes } = await stat(pathOf(id));
      if (bytes > limits.maxDocumentBytes) return err("documents/too-large", { limit: limits.maxDocumentBytes });
      if (usedBytes() + bytes > limits.maxTotalBytes) return full();
      return ok(add({ id, origin: "scan", name: null, format: "pdf", bytes, pages: pages.length }));
    }),
    remove: (id) => {
      if (!documents.delete(id)) return;
      printables.delete(id);
      void removeFiles(id);
      changed();
    },
    markPrinted: (id) => change(id, { printed: true }),
    markSent: (ids) => ids.forEach((id) => change(id, { sent: true })),
    printable,
    picture: async (id, page, widthPx) => {
      const file = await printable(id);
      if (!file.ok) return file;
      if (page > file.value.pages) return err("documents/no-page");
      return deps.limited(() => drawPdfPage(deps.run, file.value.file, page, widthPx));
    },
    stage: async (ids) => {
      const chosen = [...new Set(ids)].map((id) => documents.get(id));
      const known = chosen.filter((document) => document !== undefined);
      if (known.length !== chosen.length) return err("documents/unknown");
      stages += 1;
      const folder = join(folders.stage, String(stages));
      const names = withoutCollisions(known.map((document) => fileName(document.name, document.format, `${document.origin}-${document.number}`)));
      try {
        await mkdir(folder, { mode: 0o700 });
        const files = names.map((name) => join(folder, name));
        await Promise.all(known.map((document, at) => link(pathOf(document.id), files[at] ?? folder)));
        return ok({ files });
      } catch {
        return err("documents/io");
      }
    },
  };
}

/** What is refused does not stay; whatever does not lie right in the incoming folder is not ours to remove. */
async function dropIncoming(incoming: string, path: string): Promise<void> {
  if (path === join(incoming, basename(path))) await rm(path, { force: true }).catch(() => undefined);
}

/** Whether a refusal is one that a person should read. */
export const tellsPerson = (error: CodedError): boolean => error.code !== "documents/foreign-path";
