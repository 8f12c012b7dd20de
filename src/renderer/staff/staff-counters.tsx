import type { StaffReport } from "../../contract/snapshot.ts";
import { Card } from "../components/card.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { counterName } from "./staff-words.ts";

/** How often what has happened: numbers, nobody's doings. */
export function StaffCounters({ counters }: { readonly counters: StaffReport["counters"] }) {
  const t = useText();
  const format = useFormat();
  if (counters.length === 0) return <p>{t("staff.countersNone")}</p>;
  return (
    <Card>
      <dl className="staff-counters">
        {counters.map(({ counter, value }) => (
          <div className="staff-counter" key={counter}>
            <dt>{counterName(t, counter)}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
