import { CalmPage } from "../components/calm-page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useText } from "../i18n/use-text.tsx";

/** While the booth wipes itself and gets ready. */
export function StartingScreen() {
  const t = useText();
  return (
    <CalmPage icon="clock" title={t("attract.startingTitle")} lead={t("attract.startingText")}>
      <ProgressBar label={t("attract.startingText")} fraction={null} hideLabel />
    </CalmPage>
  );
}
