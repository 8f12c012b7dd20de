import type { DraftPage } from "../../contract/documents.ts";

/** A scanned page that is not saved yet, with its file. */
export interface DraftFile extends DraftPage {
  readonly file: string;
  readonly dpi: number;
}
