import { useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { useText } from "../i18n/use-text.tsx";

/** 10, 5 and 1 minute before the end; with more time where nobody waits. */
export function TimeWarning() {
  const t = useText();
  const { timeWarning, visit } = useSnapshot();
  if (timeWarning === null) return null;
  const extension = visit?.extension ?? null;
  return (
    <Modal
      title={t("time.warningTitle", { minutes: timeWarning })}
      icon="clock"
      role="alertdialog"
      actions={
        <>
          <Button variant={extension === null ? "primary" : "secondary"} act={{ type: "notice-seen", notice: "time-warning" }}>{t("time.ok")}</Button>
          {extension !== null && <Button variant="primary" icon="plus" act={{ type: "time-extend" }}>{t("time.extend", { minutes: extension })}</Button>}
        </>
      }
    >
      <p>{t("time.warningText")}</p>
      <p>{t(extension === null ? "time.cannotExtend" : "time.canExtend")}</p>
    </Modal>
  );
}
