import { useScreens, useSnapshot, useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { errorText } from "../i18n/error-text.ts";
import { useText } from "../i18n/use-text.tsx";

/** After a scan or copy: her own paper may still lie on the glass. */
export function OriginalQuestion() {
  const t = useText();
  return (
    <Modal title={t("end.originalTitle")} icon="scan" role="alertdialog" actions={<Button variant="primary" icon="check" act={{ type: "original-taken" }}>{t("end.originalTaken")}</Button>}>
      <p>{t("end.originalText")}</p>
    </Modal>
  );
}

/** A crash was survived: said once, in plain words. */
export function Recovered() {
  const t = useText();
  return (
    <Modal title={t("end.recoveredTitle")} icon="info" actions={<Button variant="primary" act={{ type: "notice-seen", notice: "recovered" }}>{t("common.ok")}</Button>}>
      <p>{t("end.recoveredText")}</p>
    </Modal>
  );
}

export function DocumentRefused() {
  const t = useText();
  const { documentRefused } = useSnapshot();
  return (
    <Modal title={t("errors.documentTitle")} icon="warning" role="alertdialog" actions={<Button variant="primary" act={{ type: "notice-seen", notice: "document-refused" }}>{t("common.ok")}</Button>}>
      <p>{errorText(t, documentRefused?.code ?? "")}</p>
    </Modal>
  );
}

/** A refused action in a sentence. */
export function Problem() {
  const t = useText();
  const store = useStore();
  const { problem } = useScreens();
  return (
    <Modal title={t("errors.title")} icon="warning" role="alertdialog" onEscape={store.problemSeen} actions={<Button variant="primary" onPress={store.problemSeen}>{t("common.ok")}</Button>}>
      <p>{errorText(t, problem?.code ?? "")}</p>
    </Modal>
  );
}
