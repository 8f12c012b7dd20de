import { Button as AriaButton } from "react-aria-components/Button";
import type { Action } from "../../contract/actions.ts";
import type { DocumentSummary } from "../../contract/documents.ts";
import { useAct } from "../app/screen-context.tsx";
import { documentName } from "../components/document-choice.tsx";
import { Icon } from "../components/icon.tsx";
import { Picture } from "../components/picture.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "../paper/page-turner.css";
import "./document-list.css";

export interface DocumentListProps {
  readonly documents: readonly DocumentSummary[];
  /** What a touch on a paper does. */
  readonly act: (document: DocumentSummary) => Action;
  /** Why a paper cannot be touched here; null: it can. */
  readonly hindrance?: (document: DocumentSummary) => string | null;
}

/** So many or fewer stand large: there is room. */
const fewDocuments = 3;

/** Papers with a true picture of their first page, the newest first. */
export function DocumentList({ documents, act, hindrance }: DocumentListProps) {
  const newest = [...documents].sort((a, b) => b.createdAt - a.createdAt);
  return (
    <div className="document-list" {...(newest.length <= fewDocuments ? { "data-few": "" } : {})}>
      {newest.map((document) => <Item key={document.id} document={document} act={act(document)} hindrance={hindrance?.(document) ?? null} />)}
    </div>
  );
}

function Item({ document, act, hindrance }: { readonly document: DocumentSummary; readonly act: Action; readonly hindrance: string | null }) {
  const t = useText();
  const format = useFormat();
  const send = useAct();
  return (
    <AriaButton className="document-item" isDisabled={hindrance !== null} onPress={() => void send(act)}>
      <span className="document-item-picture">
        {document.pages === null ? <Icon name="document" size={3} /> : (
          <span className="page-place">
            <Picture source={{ kind: "document", documentId: document.id, page: 1 }} widthPx={420} label="" />
          </span>
        )}
      </span>
      <span className="document-item-words">
        <span className="document-item-name">{documentName(t, document)}</span>
        <span className="document-item-fact">
          {document.pages !== null && `${t("common.pages", { count: document.pages })}, `}
          {t("documents.at", { time: format.time(document.createdAt) })}
        </span>
        {hindrance !== null && <span className="document-item-fact">{hindrance}</span>}
        <DocumentMarks document={document} />
      </span>
    </AriaButton>
  );
}

/** What has been done with a paper already. */
function DocumentMarks({ document }: { readonly document: DocumentSummary }) {
  const t = useText();
  return (
    <>
      {document.printed && (
        <span className="document-item-mark">
          <Icon name="check" size={1.2} />
          {t("documents.printed")}
        </span>
      )}
      {document.sent && (
        <span className="document-item-mark">
          <Icon name="check" size={1.2} />
          {t("documents.sent")}
        </span>
      )}
    </>
  );
}
