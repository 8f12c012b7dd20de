import { useEffect, useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { Page } from "../components/page.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useText } from "../i18n/use-text.tsx";
import { usePartFocus } from "../paper/use-part-focus.ts";
import { ScanReview } from "./scan-review.tsx";
import { ScanRunning } from "./scan-running.tsx";
import { ScanSetup } from "./scan-setup.tsx";

/** Paper to the screen: put it in, wait, look at the pages, save them as one paper. */
export function ScanScreen({ screen }: { readonly screen: ScreenOf<"scan"> }) {
  const t = useText();
  const [adding, setAdding] = useState(false);
  const { stage } = screen;
  // Whatever follows a scan begins with the pages again.
  useEffect(() => {
    if (stage !== "review") setAdding(false);
  }, [stage]);
  usePartFocus(adding ? "adding" : "pages");
  switch (stage) {
    case "setup":
      return <ScanSetup screen={screen} />;
    case "scanning":
      return <ScanRunning pages={screen.pages} progress={screen.progress} source={screen.options.source} />;
    case "review":
      return adding ? <ScanSetup screen={screen} onLeave={() => setAdding(false)} /> : <ScanReview pages={screen.pages} error={screen.error} onAdd={() => setAdding(true)} />;
    case "saving":
      return (
        <Page title={t("scan.saving")} lead={t("scan.savingLead")} width="narrow">
          <ProgressBar label={t("scan.saving")} fraction={null} hideLabel />
        </Page>
      );
  }
}
