import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { Notice } from "../components/notice.tsx";
import { useText } from "../i18n/use-text.tsx";
import { tally } from "./staff-words.ts";

/** What is asked once more before it is done. */
export type Asked = "close" | "restart";

export interface StaffActionsProps {
  readonly screen: ScreenOf<"staff">;
  readonly onAsk: (asked: Asked) => void;
}

export function StaffActions({ screen, onAsk }: StaffActionsProps) {
  const t = useText();
  const { booth, testPrint, checks } = screen;
  return (
    <div className="staff-actions">
      <Button wide icon="reload" busy={tally(checks).running} act={{ type: "staff-check" }}>{t("staff.checkAgain")}</Button>
      <Button wide icon="printer" busy={testPrint === "printing"} act={{ type: "staff-test-print" }}>{t("staff.testPrint")}</Button>
      {booth === "open" ? <Button wide icon="lock" onPress={() => onAsk("close")}>{t("staff.close")}</Button> : <Button wide icon="check" act={{ type: "staff-booth", to: "open" }}>{t("staff.open")}</Button>}
      <Button wide icon="turn" onPress={() => onAsk("restart")}>{t("staff.restart")}</Button>
      <div className="staff-leave">
        <Button wide variant="primary" icon="door" act={{ type: "staff-leave" }}>{t("staff.leave")}</Button>
      </div>
    </div>
  );
}

/** How the test page fared. */
export function TestPrintNotice({ testPrint }: Pick<ScreenOf<"staff">, "testPrint">) {
  const t = useText();
  switch (testPrint) {
    case "none":
      return null;
    case "printing":
      return <Notice kind="info" live>{t("staff.testPrinting")}</Notice>;
    case "done":
      return <Notice kind="done" live>{t("staff.testDone")}</Notice>;
    case "failed":
      return <Notice kind="problem" live>{t("staff.testFailed")}</Notice>;
  }
}

export function StaffQuestion({ asked, onDone }: { readonly asked: Asked; readonly onDone: () => void }) {
  const t = useText();
  const closing = asked === "close";
  return (
    <Modal
      title={t(closing ? "staff.closeTitle" : "staff.restartTitle")}
      icon={closing ? "lock" : "turn"}
      role="alertdialog"
      onEscape={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t("staff.keepIt")}</Button>
          <Button variant="primary" act={closing ? { type: "staff-booth", to: "closed" } : { type: "staff-restart" }} onPress={onDone}>{t(closing ? "staff.close" : "staff.restart")}</Button>
        </>
      }
    >
      <p>{t(closing ? "staff.closeText" : "staff.restartText")}</p>
    </Modal>
  );
}
