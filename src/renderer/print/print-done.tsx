import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";
import { PrinterCard } from "../paper/printing.tsx";

/** Take your paper. Who came from a web page goes on there. */
export function PrintDone({ cameFrom, pages }: { readonly cameFrom: ScreenOf<"print">["cameFrom"]; readonly pages: number }) {
  const t = useText();
  const home = cameFrom === "web" ? <Button variant="primary" icon="globe" act={{ type: "back" }}>{t("print.toWeb")}</Button> : <Button variant="primary" icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>;
  return (
    <Page title={t("print.doneTitle")} lead={t("print.doneLead", { count: pages })} content="fill" back={<Button icon="printer" act={{ type: "go", to: "print" }}>{t("print.again")}</Button>} actions={home}>
      <PrinterCard scene="printer" />
    </Page>
  );
}
