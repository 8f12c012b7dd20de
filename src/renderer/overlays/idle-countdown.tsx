import { useNow, useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { useText } from "../i18n/use-text.tsx";
import "./idle-countdown.css";

/** "Are you still there?": any touch keeps the visit; the big button says so. */
export function IdleCountdown() {
  const t = useText();
  const { idleEndsAt } = useSnapshot();
  const now = useNow(250);
  const seconds = Math.max(0, Math.ceil(((idleEndsAt ?? now) - now) / 1000));
  return (
    <Modal
      title={t("time.idleTitle")}
      icon="clock"
      role="alertdialog"
      actions={
        <>
          <Button act={{ type: "end-confirm" }}>{t("end.confirm")}</Button>
          <Button variant="primary" act={{ type: "idle-stay" }}>{t("time.idleStay")}</Button>
        </>
      }
    >
      <p>{t("time.idleText")}</p>
      <p className="idle-seconds" aria-hidden="true">{t("time.idleSeconds", { seconds })}</p>
    </Modal>
  );
}
