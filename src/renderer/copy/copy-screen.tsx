import type { ScreenOf } from "../../contract/snapshot.ts";
import { useAct, useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Page } from "../components/page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useText } from "../i18n/use-text.tsx";
import { ErrorNotice, PrinterNotice, ScannerNotice } from "../paper/machine-notice.tsx";
import { MachinePicture } from "../paper/machine-picture.tsx";
import { machineState } from "../paper/machine-state.ts";
import { PaperPlace } from "../paper/paper-place.tsx";
import { PrintChoices } from "../paper/print-options.tsx";
import { PrinterCard, Printing } from "../paper/printing.tsx";
import { Split } from "../paper/split.tsx";

type Copy = ScreenOf<"copy">;

/** Another paper just like yours: one button. */
export function CopyScreen({ screen }: { readonly screen: Copy }) {
  switch (screen.stage) {
    case "setup":
      return <CopySetup screen={screen} />;
    case "scanning":
      return <CopyReading screen={screen} />;
    case "printing":
      return <Printing progress={screen.printProgress} stop="copy-cancel" />;
    case "done":
      return <CopyDone />;
  }
}

function CopySetup({ screen }: { readonly screen: Copy }) {
  const t = useText();
  const act = useAct();
  const { devices } = useSnapshot();
  const { options, sources, duplex, inColour, error } = screen;
  const ready = machineState(devices, "scanner") === "ready" && machineState(devices, "printer") === "ready";
  const change = (part: Partial<Copy["options"]>) => void act({ type: "copy-options", options: { ...options, ...part } });
  return (
    <Page
      title={t("copy.title")}
      back={<Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button>}
      actions={<Button variant="primary" icon="copy" disabled={!ready} act={{ type: "copy-start" }}>{t("copy.start", { count: options.copies })}</Button>}
    >
      <Split
        height="flow"
        look={<PaperPlace source={options.source} sources={sources} onChange={(source) => change({ source })} />}
        choose={
          <>
            {error !== null ? <ErrorNotice error={error} general="copy.failed" safe={t("scan.paperSafe")} /> : (
              <>
                <ScannerNotice source={options.source} />
                <PrinterNotice />
              </>
            )}
            <Card>
              <PrintChoices options={options} copies="copy.copies" duplex={duplex} inColour={inColour} onChange={change} />
            </Card>
          </>
        }
      />
    </Page>
  );
}

function CopyReading({ screen }: { readonly screen: Copy }) {
  const t = useText();
  const { pages, scanProgress, options } = screen;
  const title = t("copy.scanningPage", { number: pages + 1 });
  const fraction = scanProgress === null || scanProgress.fraction === null || scanProgress.fraction >= 1 ? null : scanProgress.fraction;
  return (
    <Page title={title} lead={t("copy.scanningLead")} content="fill" back={<Button icon="stop" act={{ type: "copy-cancel" }}>{t("scan.stop")}</Button>}>
      <ProgressBar label={title} fraction={fraction} hideLabel />
      {pages > 0 && <p role="status">{t("copy.pagesRead", { count: pages })}</p>}
      <Card grow>
        <MachinePicture scene={options.source === "flatbed" ? "glass" : "feeder"} />
      </Card>
    </Page>
  );
}

function CopyDone() {
  const t = useText();
  return (
    <Page
      title={t("copy.doneTitle")}
      lead={t("copy.doneLead")}
      content="fill"
      back={<Button icon="copy" act={{ type: "go", to: "copy" }}>{t("copy.again")}</Button>}
      actions={<Button variant="primary" icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>}
    >
      <PrinterCard scene="printer" />
    </Page>
  );
}
