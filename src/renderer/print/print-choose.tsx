import type { DocumentSummary } from "../../contract/documents.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { DocumentList } from "../documents/document-list.tsx";
import { NoDocuments } from "../documents/no-documents.tsx";
import { useText } from "../i18n/use-text.tsx";
import { ErrorNotice, PrinterNotice } from "../paper/machine-notice.tsx";

export const isPrintable = (document: DocumentSummary): boolean => document.pages !== null && document.format !== "other";

/** Which paper; one that cannot be printed says so. */
export function PrintChoose({ screen }: { readonly screen: ScreenOf<"print"> }) {
  const t = useText();
  const { documents } = useSnapshot();
  if (documents.length === 0) return <NoDocuments />;
  return (
    <Page title={t("print.chooseTitle")} lead={t("print.chooseLead")} back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}>
      {screen.error === null ? <PrinterNotice /> : <ErrorNotice error={screen.error} general="print.failed" safe="" />}
      <DocumentList
        documents={documents}
        act={(document) => ({ type: "print-choose", documentId: document.id })}
        hindrance={(document) => (isPrintable(document) ? null : t("print.cannot"))}
      />
    </Page>
  );
}
