import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Modal } from "../components/modal.tsx";
import { Notice } from "../components/notice.tsx";
import type { ScreenName } from "../../contract/snapshot.ts";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import "./help-panel.css";

/** What to do on each screen, in two or three sentences. */
const advice: Readonly<Record<ScreenName, TextKey>> = {
  starting: "help.screenStart",
  attract: "help.screenStart",
  closed: "help.screenStart",
  "out-of-order": "help.screenStart",
  arrive: "help.screenArrive",
  terms: "help.screenTerms",
  home: "help.screenHome",
  "web-tray": "help.screenTray",
  web: "help.screenWeb",
  paper: "help.screenPaper",
  scan: "help.screenScan",
  copy: "help.screenCopy",
  print: "help.screenPrint",
  documents: "help.screenDocuments",
  bill: "help.screenBill",
  thanks: "help.screenThanks",
  "staff-pin": "help.screenStaff",
  staff: "help.screenStaff",
};

/** What to do here, and a person to ask. */
export function HelpPanel() {
  const t = useText();
  const { booth, snapshot } = useScreens();
  const support = snapshot.help?.support ?? "offered";
  return (
    <Modal
      title={t("help.title")}
      icon="help"
      width="wide"
      actions={
        <>
          {support === "offered" && <Button icon="hand" act={{ type: "help-call" }}>{t("help.call")}</Button>}
          <Button variant="primary" act={{ type: "help-close" }}>{t("help.backToScreen")}</Button>
        </>
      }
    >
      <div className="help-part">
        <h2>{t("help.nowTitle")}</h2>
        <p>{t(advice[snapshot.screen.name])}</p>
      </div>
      <div className="help-part">
        <h2>{t("help.phoneTitle")}</h2>
        {booth.supportPhone === null ? <p>{t("help.noPhone")}</p> : (
          <p className="help-phone">
            <Icon name="phone" size={1.2} />
            {t("help.phone", { phone: booth.supportPhone })}
          </p>
        )}
        {support === "called" && <Notice kind="done" live>{t("help.called")}</Notice>}
        {support === "failed" && <Notice kind="problem" live>{t("help.failed")}</Notice>}
      </div>
    </Modal>
  );
}
