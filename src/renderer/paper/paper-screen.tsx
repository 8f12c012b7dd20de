import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function PaperScreen() {
  const t = useText();
  return <Page title={t("paper.title")} back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>} />;
}
