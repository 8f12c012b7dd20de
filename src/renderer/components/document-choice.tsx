import { ToggleButton } from "react-aria-components/ToggleButton";
import type { DocumentSummary } from "../../contract/documents.ts";
import { useFormat, useText } from "../i18n/use-text.tsx";
import type { Text } from "../i18n/texts.ts";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import "./document-choice.css";

/** A paper's name: its own where a page gave it one, else made of where it came from and its number. */
export function documentName(t: Text, document: DocumentSummary): string {
  if (document.name !== null) return document.name;
  const { number } = document;
  switch (document.origin) {
    case "scan":
      return t("common.documentScan", { number });
    case "download":
      return t("common.documentDownload", { number });
    case "web-print":
      return t("common.documentWebPrint", { number });
    case "measurement":
      return t("common.documentMeasurement", { number });
  }
}

export interface DocumentChoiceProps {
  readonly documents: readonly DocumentSummary[];
  /** Ids of the chosen ones. */
  readonly chosen: readonly string[];
  readonly onToggle: (document: DocumentSummary) => void;
}

/** Papers to choose from: a true picture of the first page, name, pages and time. */
export function DocumentChoice({ documents, chosen, onToggle }: DocumentChoiceProps) {
  const t = useText();
  const format = useFormat();
  return (
    <div className="document-choice" role="group" aria-label={t("home.documents")}>
      {documents.map((document) => {
        const name = documentName(t, document);
        return (
          <ToggleButton key={document.id} className="document-choice-item" isSelected={chosen.includes(document.id)} onChange={() => onToggle(document)}>
            <span className="document-choice-picture">
              {document.pages === null ? <Icon name="document" size={2.4} /> : <Picture source={{ kind: "document", documentId: document.id, page: 1 }} widthPx={160} label="" />}
            </span>
            <span className="document-choice-words">
              <strong>{name}</strong>
              <span>
                {document.pages !== null && `${t("common.pages", { count: document.pages })}, `}
                {format.time(document.createdAt)}
              </span>
            </span>
            <span className="choice-mark" aria-hidden="true">
              <Icon name="check" size={1} />
            </span>
          </ToggleButton>
        );
      })}
    </div>
  );
}
