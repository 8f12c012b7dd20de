import type { DraftPage } from "../../contract/documents.ts";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { Picture } from "../components/picture.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import "../paper/page-turner.css";
import "./scan-running.css";

/** Pages that are shown before the one that is being scanned. */
const shownPages = 2;

export interface ScanRunningProps {
  readonly pages: readonly DraftPage[];
  readonly progress: ScreenOf<"scan">["progress"];
  readonly source: "flatbed" | "feeder";
}

/** The page under the lamp, as far as the scanner says it is, and the pages that are there already. */
export function ScanRunning({ pages, progress, source }: ScanRunningProps) {
  const t = useText();
  const format = useFormat();
  const number = pages.length + 1;
  // A whole page is not "100 % of the next one": the scanner has only not begun with that yet.
  const fraction = progress === null || progress.fraction === null || progress.fraction >= 1 ? null : progress.fraction;
  const title = t("scan.scanningPage", { number });
  const shown = pages.slice(-shownPages);
  const earlier = pages.length - shown.length;
  return (
    <Page
      title={title}
      lead={t(source === "flatbed" ? "scan.scanningLead" : "scan.scanningFeederLead")}
      aside={fraction === null ? undefined : <p className="scan-percent" aria-hidden="true">{format.percent(fraction)}</p>}
      content="fill"
      back={<Button icon="stop" act={{ type: "scan-cancel" }}>{t("scan.stop")}</Button>}
    >
      <ProgressBar label={title} fraction={fraction} hideLabel />
      <div className="scan-strip" style={{ ["--places" as string]: shown.length + (earlier > 0 ? 2 : 1) }}>
        {earlier > 0 && <p className="scan-earlier">{t("scan.earlier", { count: earlier })}</p>}
        {shown.map((page, index) => {
          const label = t("paper.page", { number: earlier + index + 1 });
          return (
            <figure className="scan-sheet" key={page.id}>
              <div className="page-place">
                <Picture source={{ kind: "scan", pageId: page.id, rotation: page.rotation }} widthPx={460} label={label} />
              </div>
              <figcaption aria-hidden="true">{label}</figcaption>
            </figure>
          );
        })}
        <figure className="scan-sheet" data-now="" aria-hidden="true">
          <div className="scan-now">
            <div className="scan-now-read" {...(fraction === null ? { "data-unknown": "" } : { style: { height: `${fraction * 100}%` } })} />
          </div>
          <figcaption>{t("paper.page", { number })}</figcaption>
        </figure>
      </div>
    </Page>
  );
}
