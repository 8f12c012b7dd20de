import { useSnapshot } from "../app/screen-context.tsx";
import { assertNever } from "../../contract/result.ts";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { Notice } from "../components/notice.tsx";
import type { Reminder } from "../../contract/snapshot.ts";
import type { Text } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";

/** Asked once before the end, with what she may still want. */
export function EndQuestion() {
  const t = useText();
  const reminders = useSnapshot().endQuestion?.reminders ?? [];
  return (
    <Modal
      title={t("end.title")}
      icon="door"
      actions={
        <>
          <Button act={{ type: "end-cancel" }}>{t("end.stay")}</Button>
          <Button variant="primary" act={{ type: "end-confirm" }}>{t("end.confirm")}</Button>
        </>
      }
    >
      <p>{t("end.text")}</p>
      {reminders.length > 0 && <p><strong>{t("end.remindTitle")}</strong></p>}
      {reminders.map((reminder) => (
        <Notice key={reminder.kind} kind="warning">
          <p>{reminderText(t, reminder)}</p>
        </Notice>
      ))}
    </Modal>
  );
}

function reminderText(t: Text, reminder: Reminder): string {
  switch (reminder.kind) {
    case "documents-unused":
      return t("end.documentsUnused", { count: reminder.count });
    case "scan-unsaved":
      return t("end.scanUnsaved", { count: reminder.pages });
    case "printing":
      return reminder.pagesLeft === null ? t("end.printing") : t("end.printingPages", { count: reminder.pagesLeft });
    case "original-in-scanner":
      return t("end.originalInScanner");
    default:
      return assertNever(reminder);
  }
}
