import { useScreens } from "../app/screen-context.tsx";
import { Page } from "../components/page.tsx";
import { Tile, Tiles, type TileProps } from "../components/tile.tsx";
import { useText } from "../i18n/use-text.tsx";

/** The tiles of what this booth has, and what waits. A tile for what is not here is not shown. */
export function HomeScreen() {
  const t = useText();
  const { booth, snapshot } = useScreens();
  const { web, print, scan, bill } = booth.features;
  const waiting = snapshot.documents.filter((document) => !document.printed && !document.sent).length;
  const tiles: TileProps[] = [];
  if (web) tiles.push({ icon: "globe", title: t("home.web"), note: t("home.webNote"), act: { type: "go", to: "web-tray" } });
  if (print && scan) tiles.push({ icon: "printer", title: t("home.paper"), note: t("home.paperNote"), act: { type: "go", to: "paper" } });
  else if (print) tiles.push({ icon: "printer", title: t("home.paperPrintOnly"), note: t("home.paperPrintOnlyNote"), act: { type: "go", to: "paper" } });
  else if (scan) tiles.push({ icon: "scan", title: t("home.paperScanOnly"), note: t("home.paperScanOnlyNote"), act: { type: "go", to: "paper" } });
  if (bill) tiles.push({ icon: "barcode", title: t("home.bill"), note: t("home.billNote"), act: { type: "go", to: "bill" } });
  if (web || scan) {
    tiles.push({
      icon: "papers",
      title: t("home.documents"),
      note: waiting > 0 ? undefined : snapshot.documents.length === 0 ? t("home.documentsEmpty") : t("home.documentsNote"),
      badge: waiting === 0 ? undefined : t("home.documentsWaiting", { count: waiting }),
      act: { type: "go", to: "documents" },
    });
  }
  return (
    <Page title={t("home.title")} content="fill">
      <Tiles count={tiles.length}>
        {tiles.map((tile) => (
          <Tile key={tile.icon} {...tile} />
        ))}
      </Tiles>
    </Page>
  );
}
