import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { Tile, Tiles } from "../components/tile.tsx";
import { useText } from "../i18n/use-text.tsx";

/** Nothing there yet: how to get some, one touch away. */
export function NoDocuments() {
  const t = useText();
  const { scan, web } = useScreens().booth.features;
  return (
    <Page title={t("documents.emptyTitle")} lead={t("documents.emptyLead")} content="fill" back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}>
      <Tiles count={Number(scan) + Number(web)}>
        {scan && <Tile icon="scan" title={t("documents.emptyScan")} note={t("documents.emptyScanNote")} act={{ type: "go", to: "scan" }} />}
        {web && <Tile icon="globe" title={t("documents.emptyWeb")} note={t("documents.emptyWebNote")} act={{ type: "go", to: "web-tray" }} />}
      </Tiles>
    </Page>
  );
}
