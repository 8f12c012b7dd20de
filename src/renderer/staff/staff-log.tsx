import { useState } from "react";
import type { StaffReport } from "../../contract/snapshot.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { eventName } from "./staff-words.ts";

const rowsOnPage = 10;

/** The newest rows of the event log, ten at a time. */
export function StaffLog({ rows }: { readonly rows: StaffReport["log"] }) {
  const t = useText();
  const format = useFormat();
  const [wanted, setPage] = useState(0);
  if (rows.length === 0) return <p>{t("staff.logNone")}</p>;
  const newest = [...rows].sort((a, b) => b.at - a.at);
  const pages = Math.ceil(newest.length / rowsOnPage);
  const page = Math.min(wanted, pages - 1);
  return (
    <>
      <Card>
        <table className="staff-log">
          <thead>
            <tr>
              <th scope="col">{t("staff.logTime")}</th>
              <th scope="col">{t("staff.logEvent")}</th>
              <th scope="col">{t("staff.logOutcome")}</th>
              <th scope="col">{t("staff.logNumber")}</th>
            </tr>
          </thead>
          <tbody>
            {newest.slice(page * rowsOnPage, (page + 1) * rowsOnPage).map((row, index) => (
              // Two rows may be the same in every part: their place is all that tells them apart.
              <tr key={index}>
                <td>{format.date(row.at)} {format.time(row.at)}</td>
                <td>{eventName(t, row.event)}</td>
                <td>{row.outcome ?? ""}</td>
                <td>{row.number === null ? "" : format.number(row.number)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      {pages > 1 && (
        <div className="page-turner-row">
          <Button variant="bar" icon="back" disabled={page === 0} onPress={() => setPage(page - 1)}>{t("staff.newer")}</Button>
          <p className="page-turner-number" role="status">{t("staff.logPage", { number: page + 1, count: pages })}</p>
          <Button variant="bar" iconAfter="forward" disabled={page === pages - 1} onPress={() => setPage(page + 1)}>{t("staff.older")}</Button>
        </div>
      )}
    </>
  );
}
