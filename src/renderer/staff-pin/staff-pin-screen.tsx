import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function StaffPinScreen({ screen }: { readonly screen: ScreenOf<"staff-pin"> }) {
  const t = useText();
  return <Page title={t("staff.pinTitle")} aside={screen.name} back={<Button icon="back" act={{ type: "staff-leave" }}>{t("common.back")}</Button>} />;
}
