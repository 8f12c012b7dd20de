import { rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type CodedError, type Result } from "../contract/result.ts";
import type { Picture } from "../contract/documents.ts";
import type { SessionEvent } from "../contract/core-session.ts";
import { tellsPerson, type Documents } from "./documents/documents.ts";
import { drawPdfPage } from "./documents/pdf-tools.ts";
import { scannedSize, writePdf } from "./pdf/pages.ts";
import type { ShellHandlers } from "./shell-link/shell-server.ts";
import { say } from "./speech/say.ts";
import type { RunTool } from "./tools/run-tool.ts";
import type { VisitHost } from "./visit-host.ts";

export interface ShellMethodDeps {
  readonly visit: VisitHost;
  readonly documents: Documents;
  readonly run: RunTool;
  readonly limited: <T>(work: () => Promise<T>) => Promise<T>;
  readonly uuid: () => string;
  readonly work: string;
  readonly report: (event: SessionEvent) => void;
}

/** What a shell may ask for. Outside a visit there are no documents, and none may come: a shell that outlives it by a moment gets nothing. */
export function createShellMethods(deps: ShellMethodDeps): ShellHandlers["methods"] {
  const { visit, documents } = deps;

  const inVisit = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => (visit.inVisit() ? work() : Promise.resolve(err("session/not-now")));
  const take = async (path: string, name: string | null, origin: "download" | "web-print"): Promise<Result<{ readonly documentId: string }>> => {
    const taken = await documents.take(path, name, origin);
    deps.report({ event: "document", outcome: taken.ok ? "added" : outcomeOf(taken.error) });
    if (!taken.ok && tellsPerson(taken.error)) visit.send({ type: "documents.refused", error: taken.error });
    if (!taken.ok && !tellsPerson(taken.error)) deps.report({ event: "refused", refusal: "download", count: 1 });
    return taken.ok ? ok({ documentId: taken.value.id }) : taken;
  };

  return {
    act: ({ epoch, action }) => Promise.resolve(visit.act(epoch, action)),
    "document.picture": ({ documentId, page, widthPx }) => inVisit(() => documents.picture(documentId, page, widthPx)),
    "scan.picture": ({ pageId, widthPx }) => inVisit(() => deps.limited(() => drawDraft(deps, pageId, widthPx))),
    "document.stage": ({ documentIds }) => inVisit(() => documents.stage(documentIds)),
    "document.import": ({ path, name, origin }) => inVisit(() => take(path, name, origin)),
    "web.print": ({ path }) => inVisit(async () => {
      const taken = await take(path, null, "web-print");
      if (taken.ok) visit.send({ type: "web.print", documentId: taken.value.documentId });
      return taken;
    }),
    "speech.say": ({ text, language }) => deps.limited(() => say(deps.run, text, language)),
  };
}

/** The log's word for a file that was not taken. */
const outcomeOf = ({ code }: CodedError): string =>
  code === "documents/too-large" ? "too-large" : code === "documents/too-many" ? "too-many" : code === "documents/full" ? "no-space" : "refused";

/** A page of the unsaved scan, through the same printer's eye as everything else: as it will lie in the PDF. */
async function drawDraft(deps: ShellMethodDeps, pageId: string, widthPx: number): Promise<Result<Picture>> {
  const page = deps.visit.context().scan.pages.find((each) => each.id === pageId);
  if (page === undefined) return err("documents/no-page");
  const file = join(deps.work, `${deps.uuid()}.pdf`);
  const written = await writePdf(file, [{ kind: "jpeg", file: page.file, rotation: page.rotation, size: scannedSize(page.widthPx, page.heightPx, page.dpi) }]);
  if (!written.ok) return written;
  const shape = page.heightPx / page.widthPx;
  const picture = await drawPdfPage(deps.run, file, 1, widthPx, page.rotation === 90 || page.rotation === 270 ? 1 / shape : shape);
  await rm(file, { force: true }).catch(() => undefined);
  return picture;
}
