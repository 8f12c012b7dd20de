import type { ScreenOf } from "../../contract/snapshot.ts";
import { useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";
import { usePartFocus } from "../paper/use-part-focus.ts";
import { DocumentList } from "./document-list.tsx";
import { DocumentViewer } from "./document-viewer.tsx";
import { NoDocuments } from "./no-documents.tsx";

/** My papers: the list, or one of them large. */
export function DocumentsScreen({ screen }: { readonly screen: ScreenOf<"documents"> }) {
  const t = useText();
  const { documents } = useSnapshot();
  const open = documents.find((document) => document.id === screen.openId);
  usePartFocus(open?.id ?? "list");
  if (open !== undefined) return <DocumentViewer key={open.id} document={open} />;
  if (documents.length === 0) return <NoDocuments />;
  return (
    <Page title={t("documents.title")} lead={`${t("documents.lead")} ${t("documents.leadErased")}`} back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>}>
      <DocumentList documents={documents} act={(document) => ({ type: "document-open", documentId: document.id })} />
    </Page>
  );
}
