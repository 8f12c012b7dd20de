import type { DeviceFinding } from "../../contract/devices.ts";
import type { StaffCheck } from "../../contract/snapshot.ts";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { useText } from "../i18n/use-text.tsx";
import { checkWords, findingWords, outcomeWords, tally, type Outcome } from "./staff-words.ts";

/** The numbered checks; what is not well comes first, but keeps its number: staff read it out on the telephone. */
export function StaffChecks({ checks }: { readonly checks: readonly StaffCheck[] }) {
  const rank = (outcome: Outcome) => (outcome === "failed" ? 0 : outcome === "warning" ? 1 : 2);
  const sorted = [...checks].sort((a, b) => rank(a.outcome) - rank(b.outcome) || a.number - b.number);
  return (
    <>
      <Summary checks={checks} />
      <Card>
        <ul className="staff-checks">
          {sorted.map((check) => <Check key={check.number} check={check} />)}
        </ul>
      </Card>
    </>
  );
}

function Summary({ checks }: { readonly checks: readonly StaffCheck[] }) {
  const t = useText();
  const { failed, warnings, running } = tally(checks);
  if (running || checks.length === 0) return <Notice kind="info" title={t("staff.checking")} live />;
  if (failed === 0 && warnings === 0) return <Notice kind="done" title={t("staff.summaryOk")} live />;
  const words = [failed > 0 ? t("staff.summaryFailed", { count: failed }) : "", warnings > 0 ? t("staff.summaryWarnings", { count: warnings }) : ""].filter((word) => word !== "");
  return <Notice kind={failed > 0 ? "problem" : "warning"} title={words.join(", ")} live />;
}

function Check({ check }: { readonly check: StaffCheck }) {
  const t = useText();
  const { name, todo } = checkWords[check.check];
  const bad = check.outcome === "failed" || check.outcome === "warning";
  return (
    <li className="staff-check" {...(bad || check.findings.length > 0 ? { "data-wide": "" } : {})}>
      <span className="staff-check-number">{check.number}</span>
      <div className="staff-check-words">
        <strong>{t(name)}</strong>
        {check.found !== null && <span className="staff-found">{t("staff.found", { found: check.found })}</span>}
        {bad && <p className="staff-todo">{t(todo)}</p>}
        {check.findings.length > 0 && (
          <ul className="staff-findings">
            {check.findings.map((finding) => <Finding key={`${finding.kind} ${finding.check}`} finding={finding} />)}
          </ul>
        )}
      </div>
      <Mark outcome={check.outcome} />
    </li>
  );
}

function Finding({ finding }: { readonly finding: DeviceFinding }) {
  const t = useText();
  const { name, todo } = findingWords[finding.check];
  const bad = finding.outcome === "failed" || finding.outcome === "warning";
  return (
    <li className="staff-finding">
      <Icon name={outcomeWords[finding.outcome].icon} size={1.1} />
      <span>
        {t(name)}: {t(outcomeWords[finding.outcome].name)}
        {finding.found !== null && ` (${finding.found})`}
        {bad && <span className="staff-todo"> {t(todo)}</span>}
      </span>
    </li>
  );
}

function Mark({ outcome }: { readonly outcome: Outcome }) {
  const t = useText();
  return (
    <span className="staff-mark" data-outcome={outcome}>
      <Icon name={outcomeWords[outcome].icon} size={1.2} />
      {t(outcomeWords[outcome].name)}
    </span>
  );
}
