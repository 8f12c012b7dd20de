import { useState } from "react";
import type { DocumentSummary } from "../../contract/documents.ts";
import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { documentName } from "../components/document-choice.tsx";
import { Icon } from "../components/icon.tsx";
import { Modal } from "../components/modal.tsx";
import { Page } from "../components/page.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { PageTurner } from "../paper/page-turner.tsx";
import { WithQuestion } from "../paper/question.tsx";
import "./document-viewer.css";

/** One paper large, with what can be done with it. */
export function DocumentViewer({ document }: { readonly document: DocumentSummary }) {
  const t = useText();
  const { booth } = useScreens();
  const [asked, setAsked] = useState(false);
  const name = documentName(t, document);
  const facts = useFacts(document);
  const printable = booth.features.print && document.pages !== null && document.format !== "other";
  return (
    <WithQuestion question={asked && <RemoveQuestion document={document} name={name} onDone={() => setAsked(false)} />}>
      <Page
        title={name}
        lead={facts}
        content="fill"
        back={<Button icon="back" act={{ type: "document-close" }}>{t("documents.toList")}</Button>}
        actions={
          <>
            <Button icon="trash" onPress={() => setAsked(true)}>{t("documents.remove")}</Button>
            {printable && <Button variant="primary" icon="printer" act={{ type: "print-choose", documentId: document.id }}>{t("documents.print")}</Button>}
          </>
        }
      >
        {document.pages === null ? <NoPicture /> : <PageTurner documentId={document.id} pages={document.pages} buttons="beside" />}
      </Page>
    </WithQuestion>
  );
}

function NoPicture() {
  const t = useText();
  return (
    <Card grow>
      <div className="viewer-none">
        <Icon name="document" size={5} />
        <p>{t("documents.noPicture")}</p>
      </div>
    </Card>
  );
}

/** Pages, when it came, how large, and what has been done with it. */
function useFacts(document: DocumentSummary): string {
  const t = useText();
  const format = useFormat();
  return [
    document.pages === null ? null : t("common.pages", { count: document.pages }),
    t("documents.at", { time: format.time(document.createdAt) }),
    format.bytes(document.bytes),
    document.printed ? t("documents.printed") : null,
    document.sent ? t("documents.sent") : null,
  ].filter((word) => word !== null).join(" · ");
}

function RemoveQuestion({ document, name, onDone }: { readonly document: DocumentSummary; readonly name: string; readonly onDone: () => void }) {
  const t = useText();
  return (
    <Modal
      title={t("documents.removeTitle")}
      icon="trash"
      role="alertdialog"
      onEscape={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t("documents.keep")}</Button>
          <Button variant="primary" act={{ type: "document-remove", documentId: document.id }} onPress={onDone}>{t("documents.remove")}</Button>
        </>
      }
    >
      <p className="viewer-name">{t("documents.removeText", { name })}</p>
    </Modal>
  );
}
