import { useState } from "react";
import type { Bill } from "../../contract/bill.ts";
import { useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { ScrollPages } from "../components/scroll-pages.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { billValues } from "./bill-values.ts";
import "./bill-panel.css";

/** The bill beside the bank's page: each value one touch away from the field that has the focus. */
export function BillPanel({ bill, onHide }: { readonly bill: Bill; readonly onHide: () => void }) {
  const t = useText();
  const format = useFormat();
  const { client, tell } = useStore();
  const [filled, setFilled] = useState<string | null>(null);
  const fill = (name: string, text: string) => {
    setFilled(null);
    void client.invoke("web-fill", { text }).then((answer) => {
      if (answer.ok) setFilled(name);
      else tell(answer.error);
    });
  };
  const values = [
    ...billValues(bill, format),
    ...(bill.virtualBarCode === null ? [] : [{ name: "web.billBarCode" as const, shown: t("web.billBarCodeNote"), typed: bill.virtualBarCode }]),
  ];
  return (
    <aside className="bill-panel" aria-label={t("web.billTitle")}>
      <div className="bill-panel-head">
        <h2>{t("web.billTitle")}</h2>
        <Button variant="bar" icon="cross" onPress={onHide}>{t("web.billHide")}</Button>
      </div>
      <p className="bill-panel-how">{t("web.billHow")}</p>
      <ScrollPages>
        <dl className="bill-panel-values">
          {values.map((value) => (
            <div className="bill-panel-value" key={value.name}>
              <div className="bill-panel-words">
                <dt>{t(value.name)}</dt>
                <dd>{value.shown}</dd>
              </div>
              <dd>
                <Button variant="quiet" icon={filled === value.name ? "check" : "enter"} label={`${t("web.billFill")}: ${t(value.name)}`} onPress={() => fill(value.name, value.typed)}>
                  {t("web.billFill")}
                </Button>
              </dd>
            </div>
          ))}
        </dl>
      </ScrollPages>
      <p className="unseen" role="status">{filled === null ? "" : t("web.billFilled", { name: t(filled as "web.billAmount") })}</p>
    </aside>
  );
}
