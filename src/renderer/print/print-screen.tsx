import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function PrintScreen({ screen }: { readonly screen: ScreenOf<"print"> }) {
  const t = useText();
  return <Page title={t("paper.printTitle")} aside={screen.name} back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>} />;
}
