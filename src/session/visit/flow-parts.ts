import type { ScannedPage } from "../../contract/devices.ts";
import type { CodedError } from "../../contract/result.ts";
import type { DraftFile } from "./context.ts";

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
