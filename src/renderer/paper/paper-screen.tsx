import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { Tile, Tiles, type TileProps } from "../components/tile.tsx";
import { useText } from "../i18n/use-text.tsx";
import { PrinterNotice, ScannerNotice } from "./machine-notice.tsx";
import { MachinePicture } from "./machine-picture.tsx";
import { machineState } from "./machine-state.ts";
import "./paper-screen.css";

/** Scan, copy or print. What the booth does not have is not shown; what does not work now says so and cannot be touched. */
export function PaperScreen() {
  const t = useText();
  const { booth, snapshot } = useScreens();
  const { scan, print } = booth.features;
  const scanner = machineState(snapshot.devices, "scanner");
  const printer = machineState(snapshot.devices, "printer");
  const notNow = (gone: boolean, note: string) => (gone ? { note: t("paper.notNow"), disabled: true } : { note });
  const tiles: TileProps[] = [];
  if (scan) tiles.push({ icon: "scan", drawing: <MachinePicture scene="glass" />, title: t("paper.scan"), act: { type: "go", to: "scan" }, ...notNow(scanner === "gone", t("paper.scanNote")) });
  if (scan && print) tiles.push({ icon: "copy", drawing: <MachinePicture scene="alike" />, title: t("paper.copy"), act: { type: "go", to: "copy" }, ...notNow(scanner === "gone" || printer === "gone", t("paper.copyNote")) });
  if (print) {
    const count = snapshot.documents.length;
    const badge = printer === "busy" ? t("paper.printGoesOn") : count === 0 ? undefined : t("paper.printCount", { count });
    tiles.push({ icon: "printer", drawing: <MachinePicture scene="printer" />, title: t("paper.print"), badge, act: { type: "go", to: "print" }, ...notNow(printer === "gone", t("paper.printNote")) });
  }
  return (
    <Page title={t(scan && print ? "paper.title" : scan ? "paper.titleScan" : "paper.titlePrint")} content="fill" back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}>
      {scan && scanner === "gone" && <ScannerNotice source="flatbed" />}
      {print && printer === "gone" && <PrinterNotice />}
      <Tiles count={tiles.length}>
        {tiles.map((tile) => <Tile key={tile.icon} {...tile} />)}
      </Tiles>
    </Page>
  );
}
