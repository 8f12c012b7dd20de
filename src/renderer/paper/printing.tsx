import type { PrintProgress } from "../../contract/devices.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import type { Text } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { PrinterReasons } from "./machine-notice.tsx";
import { MachinePicture } from "./machine-picture.tsx";
import "./printing.css";

/** The true state of a job in words. */
function statement(t: Text, progress: PrintProgress | null): string {
  if (progress === null) return t("print.sending");
  const { state, pagesDone, pagesTotal } = progress;
  switch (state) {
    case "sending":
      return t("print.sending");
    case "waiting":
      return t("print.waiting");
    case "stopped":
      return t("print.stopped");
    case "cancelling":
      return t("print.cancelling");
    case "printing":
      if (pagesDone === null) return t("print.printingAll", { count: pagesTotal });
      return pagesDone >= pagesTotal ? t("print.lastPage") : t("print.printingPage", { number: pagesDone + 1, count: pagesTotal });
  }
}

export interface PrintingProps {
  readonly progress: PrintProgress | null;
  readonly stop: "print-cancel" | "copy-cancel";
}

/** The printer at work, for a print and for a copy: what it does, what it lacks, and that one may do other things meanwhile. */
export function Printing({ progress, stop }: PrintingProps) {
  const t = useText();
  const title = statement(t, progress);
  const stopped = progress?.state === "stopped";
  const done = progress?.pagesDone ?? null;
  const fraction = progress === null || done === null || progress.state === "cancelling" ? null : Math.min(1, done / progress.pagesTotal);
  return (
    <Page
      title={title}
      lead={stopped ? t("print.waitsForHelp") : t("print.goesOn")}
      content="fill"
      back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>}
      actions={<Button icon="stop" disabled={progress?.state === "cancelling"} act={{ type: stop }}>{t("print.stop")}</Button>}
    >
      <div className="printing">
        {stopped ? (
          <>
            <PrinterReasons reasons={progress.reasons} />
            {progress.reasons.length === 0 && <Notice kind="warning" title={t("print.notPrinting")} live>{t("print.askStaff")}</Notice>}
          </>
        ) : <ProgressBar label={title} fraction={fraction} hideLabel />}
        <PrinterCard scene={stopped ? "stopped" : "printer"} />
      </div>
    </Page>
  );
}

/** The printer, with a finished page or in need of help. */
export function PrinterCard({ scene }: { readonly scene: "printer" | "stopped" }) {
  return (
    <div className="printing-picture">
      <Card grow>
        <MachinePicture scene={scene} />
      </Card>
    </div>
  );
}
