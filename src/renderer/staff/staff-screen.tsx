import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function StaffScreen({ screen }: { readonly screen: ScreenOf<"staff"> }) {
  const t = useText();
  return <Page title={t("staff.title")} aside={screen.name} back={<Button icon="back" act={{ type: "staff-leave" }}>{t("common.back")}</Button>} />;
}
