import { useScreens } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";
import { MachinePicture } from "../paper/machine-picture.tsx";
import { machineState, type MachineState } from "../paper/machine-state.ts";
import { Split } from "../paper/split.tsx";
import { Steps } from "../paper/steps.tsx";

/** Hold the bill under the reader: a picture, three steps, and whether the reader is there. */
export function BillWaiting() {
  const t = useText();
  const { booth, snapshot } = useScreens();
  // A wedge reader is a keyboard to the booth: nothing can tell whether it is plugged in.
  const reader = booth.barcodeTransport === "keyboard-wedge" ? "ready" : booth.barcodeTransport === "none" ? "gone" : machineState(snapshot.devices, "barcode");
  return (
    <Page
      title={t("bill.waitTitle")}
      lead={t("bill.waitLead")}
      back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}
      actions={reader === "gone" && booth.features.web ? <Button icon="bank" act={{ type: "go", to: "web-tray" }}>{t("bill.toBanks")}</Button> : undefined}
    >
      <Split
        height="flow"
        look={
          <Card grow>
            <MachinePicture scene="reader" />
          </Card>
        }
        choose={
          <>
            <ReaderNotice reader={reader} />
            <Card>
              <Steps steps={["bill.step1", "bill.step2", "bill.step3"]} />
              <p className="fact-name">{t("bill.qrToo")}</p>
            </Card>
          </>
        }
      />
    </Page>
  );
}

function ReaderNotice({ reader }: { readonly reader: MachineState }) {
  const t = useText();
  switch (reader) {
    case "gone":
      return <Notice kind="problem" title={t("bill.readerGone")} live>{t("bill.readerGoneDo")}</Notice>;
    case "lost":
      return <Notice kind="info" title={t("bill.readerLost")} live>{t("bill.readerLostDo")}</Notice>;
    case "waking":
      return <Notice kind="info" title={t("bill.readerWaking")} live />;
    default:
      return <Notice kind="done" title={t("bill.readerReady")} live />;
  }
}
