import { useState } from "react";
import type { ScreenOf } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { ScrollPages } from "../components/scroll-pages.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import { WithQuestion } from "../paper/question.tsx";
import { StaffActions, StaffQuestion, TestPrintNotice, type Asked } from "./staff-actions.tsx";
import { StaffChecks } from "./staff-checks.tsx";
import { StaffCounters } from "./staff-counters.tsx";
import { StaffLog } from "./staff-log.tsx";
import { StaffVersions } from "./staff-versions.tsx";
import "./staff-screen.css";

const sections = ["checks", "log", "counters", "versions"] as const;
type Section = (typeof sections)[number];

const names: Readonly<Record<Section, TextKey>> = { checks: "staff.checks", log: "staff.logTitle", counters: "staff.counters", versions: "staff.versions" };

/** Is everything well, what to do if not, and the few things that staff do here. Nothing of any citizen. */
export function StaffScreen({ screen }: { readonly screen: ScreenOf<"staff"> }) {
  const t = useText();
  const [section, setSection] = useState<Section>("checks");
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <WithQuestion question={asked !== null && <StaffQuestion asked={asked} onDone={() => setAsked(null)} />}>
      <Page title={t("staff.title")} aside={<p className="staff-booth">{t(screen.booth === "open" ? "staff.boothOpen" : "staff.boothClosed")}</p>} content="fill">
        <div className="staff">
          <div className="staff-main">
            <div className="staff-sections" role="group" aria-label={t("staff.sections")}>
              {sections.map((one) => <Button key={one} variant="bar" pressed={one === section} onPress={() => setSection(one)}>{t(names[one])}</Button>)}
            </div>
            <TestPrintNotice testPrint={screen.testPrint} />
            <ScrollPages key={section} label={t(names[section])}>
              {section === "checks" && <StaffChecks checks={screen.checks} />}
              {section === "log" && <StaffLog rows={screen.log} />}
              {section === "counters" && <StaffCounters counters={screen.counters} />}
              {section === "versions" && <StaffVersions version={screen.version} />}
            </ScrollPages>
          </div>
          <StaffActions screen={screen} onAsk={setAsked} />
        </div>
      </Page>
    </WithQuestion>
  );
}
