import { useState } from "react";
import { Button } from "../components/button.tsx";
import { Picture } from "../components/picture.tsx";
import { useText } from "../i18n/use-text.tsx";
import "./page-turner.css";

/** How wide a page is fetched, px: sharp at the height of a portrait screen. */
const previewWidth = 900;

export interface PageTurnerProps {
  readonly documentId: string;
  readonly pages: number;
  /** Where the buttons stand in landscape; in portrait they are always below. */
  readonly buttons: "below" | "beside";
}

/** A document's pages, one at a time and as large as there is room. Give it the document as `key`: a new one begins at page 1. */
export function PageTurner({ documentId, pages, buttons }: PageTurnerProps) {
  const t = useText();
  const [wanted, setWanted] = useState(1);
  const page = Math.min(wanted, pages);
  const label = t("paper.pageOf", { number: page, count: pages });
  return (
    <div className={`page-turner page-turner-${buttons}`}>
      <div className="page-place">
        <Picture source={{ kind: "document", documentId, page }} widthPx={previewWidth} label={label} />
      </div>
      {pages > 1 && (
        <div className="page-turner-row">
          <Button variant="bar" icon="back" disabled={page <= 1} onPress={() => setWanted(page - 1)}>{t("paper.previousPage")}</Button>
          <p className="page-turner-number" role="status">{label}</p>
          <Button variant="bar" iconAfter="forward" disabled={page >= pages} onPress={() => setWanted(page + 1)}>{t("paper.nextPage")}</Button>
        </div>
      )}
    </div>
  );
}
