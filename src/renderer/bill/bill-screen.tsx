import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function BillScreen({ screen }: { readonly screen: ScreenOf<"bill"> }) {
  const t = useText();
  return <Page title={t("bill.title")} aside={screen.name} back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>} />;
}
