import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";

export function CrashScreen({ onRetry }: { readonly onRetry: () => void }) {
  const t = useText();
  return <Page title={t("common.crashTitle")} lead={t("common.crashText")} width="narrow" actions={<Button variant="primary" icon="reload" onPress={onRetry}>{t("common.crashRetry")}</Button>} />;
}
