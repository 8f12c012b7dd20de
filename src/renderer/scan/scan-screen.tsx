import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function ScanScreen({ screen }: { readonly screen: ScreenOf<"scan"> }) {
  const t = useText();
  return <Page title={t("paper.scanTitle")} aside={screen.name} back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>} />;
}
