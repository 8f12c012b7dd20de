import type { ScanOptions, ScreenOf } from "../../contract/snapshot.ts";
import { useAct, useSnapshot } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { ChoiceGroup } from "../components/choice-group.tsx";
import { Page } from "../components/page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useText } from "../i18n/use-text.tsx";
import { ErrorNotice, ScannerNotice } from "../paper/machine-notice.tsx";
import { machineState } from "../paper/machine-state.ts";
import { PaperPlace } from "../paper/paper-place.tsx";
import { Split } from "../paper/split.tsx";

export interface ScanSetupProps {
  readonly screen: ScreenOf<"scan">;
  /** Back to the pages that are there already; without it Back leads out of the scan. */
  readonly onLeave?: () => void;
}

/** Put the paper in. The choices are made already; who wants may change them. */
export function ScanSetup({ screen, onLeave }: ScanSetupProps) {
  const t = useText();
  const act = useAct();
  const { devices } = useSnapshot();
  const { options, capabilities, error, pages } = screen;
  const ready = machineState(devices, "scanner") === "ready";
  return (
    <Page
      title={t(onLeave === undefined ? "scan.title" : "scan.titleMore")}
      back={onLeave === undefined ? <Button icon="back" act={{ type: "back" }}>{t("common.back")}</Button> : <Button icon="back" onPress={onLeave}>{t("common.back")}</Button>}
      actions={<Button variant="primary" icon="scan" disabled={!ready || capabilities === null} act={{ type: "scan-start" }}>{t("scan.start")}</Button>}
    >
      <Split
        height="flow"
        look={<PaperPlace source={options.source} sources={capabilities?.sources ?? []} onChange={(source) => void act({ type: "scan-options", options: { ...options, source } })} />}
        choose={
          <>
            {error === null ? <ScannerNotice source={options.source} /> : <ErrorNotice error={error} general="scan.failed" safe={pages.length === 0 ? t("scan.paperSafe") : t("scan.pagesSafe", { count: pages.length })} />}
            {capabilities === null ? ready && <ProgressBar label={t("scan.looking")} fraction={null} /> : (
              <Card>
                <ScanChoices options={options} capabilities={capabilities} />
              </Card>
            )}
          </>
        }
      />
    </Page>
  );
}

type Capabilities = NonNullable<ScreenOf<"scan">["capabilities"]>;

/** Only what this scanner can do, and only where there is something to choose. */
function ScanChoices({ options, capabilities }: { readonly options: ScanOptions; readonly capabilities: Capabilities }) {
  const t = useText();
  const act = useAct();
  const change = (part: Partial<ScanOptions>) => void act({ type: "scan-options", options: { ...options, ...part } });
  const { colours, resolutions } = capabilities;
  return (
    <>
      {colours.length > 1 && (
        <ChoiceGroup
          label={t("scan.colour")}
          value={options.colour}
          onChange={(colour) => change({ colour })}
          choices={[{ value: "colour", label: t("scan.colourColour") }, { value: "grey", label: t("scan.colourGrey") }]}
        />
      )}
      {resolutions.includes(150) && resolutions.includes(300) && (
        <ChoiceGroup
          label={t("scan.resolution")}
          value={String(options.resolution) as "150" | "300"}
          onChange={(resolution) => change({ resolution: resolution === "150" ? 150 : 300 })}
          choices={[
            { value: "150", label: t("scan.resolution150"), note: t("scan.resolution150Note") },
            { value: "300", label: t("scan.resolution300"), note: t("scan.resolution300Note") },
          ]}
        />
      )}
    </>
  );
}
