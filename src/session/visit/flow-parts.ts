import type { ScannedPage, ScannerCapabilities } from "../../contract/devices.ts";
import type { CodedError } from "../../contract/result.ts";
import type { VisitContext } from "./context.ts";
import type { DraftFile } from "./draft-file.ts";

/** What a rejected promise comes to: a bug of ours, told as such; nothing of the person's is lost by it. */
export const internalError: CodedError = { code: "session/internal" };

/** What a person sees of a failure: nothing where she cancelled it herself. */
export const shownError = (error: CodedError): CodedError | null => (error.code.endsWith("/cancelled") ? null : error);

/** The outcome word of the log for a job that has ended; the catalogue's own words. */
export const outcomeWord = (error: CodedError | null): string =>
  error === null ? "done" : error.code.endsWith("/cancelled") ? "cancelled" : error.code.slice(0, 60);

/** A page of the scanner as it joins a draft. */
export const draftOf = (id: string, page: ScannedPage): DraftFile => ({
  id, rotation: 0, widthPx: page.widthPx, heightPx: page.heightPx, dpi: page.dpi, file: page.file,
});

const oneOf = <T>(wanted: T, has: readonly T[]): T => (has.includes(wanted) ? wanted : (has[0] ?? wanted));

/** What a person has chosen, or not yet chosen, as far as this scanner can do it: a scanner without a glass has no flatbed to start from. */
export function fittingOptions(context: VisitContext, scanner: ScannerCapabilities | null): Partial<Pick<VisitContext, "scan" | "copy">> {
  if (scanner === null) return {};
  const { scan, copy } = context;
  const resolutions = scanner.resolutions.filter((resolution) => resolution !== 75);
  return {
    scan: {
      ...scan,
      options: {
        source: oneOf(scan.options.source, scanner.sources), colour: oneOf(scan.options.colour, scanner.colours), resolution: oneOf(scan.options.resolution, resolutions),
      },
    },
    copy: { ...copy, options: { ...copy.options, source: oneOf(copy.options.source, scanner.sources), colour: oneOf(copy.options.colour, scanner.colours) } },
  };
}
