import { Page } from "../components/page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useText } from "../i18n/use-text.tsx";

/** While the booth wipes itself and gets ready. */
export function StartingScreen() {
  const t = useText();
  return (
    <Page title={t("attract.startingTitle")} lead={t("attract.startingText")} width="narrow">
      <ProgressBar label={t("attract.startingText")} fraction={null} hideLabel />
    </Page>
  );
}
