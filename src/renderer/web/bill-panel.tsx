import { Button as AriaButton } from "react-aria-components/Button";
import { useState } from "react";
import type { Bill } from "../../contract/bill.ts";
import { useStore } from "../app/screen-context.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { ScrollPages } from "../components/scroll-pages.tsx";
import { useFormat, useText } from "../i18n/use-text.tsx";
import { billValues, type BillValue } from "./bill-values.ts";
import "./bill-panel.css";

/** The bill beside the bank's page: each value is one big button that puts it into the field that has the focus. */
export function BillPanel({ bill, onHide }: { readonly bill: Bill; readonly onHide: () => void }) {
  const t = useText();
  const format = useFormat();
  const { client, tell } = useStore();
  const [filled, setFilled] = useState<BillValue | null>(null);
  const fill = (value: BillValue) => {
    setFilled(null);
    void client.invoke("web-fill", { text: value.typed }).then((answer) => {
      if (answer.ok) setFilled(value);
      else tell(answer.error);
    });
  };
  const values: readonly BillValue[] = [
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
        {values.map((value) => {
          const done = filled?.name === value.name;
          return (
            <AriaButton key={value.name} className="bill-value" onPress={() => fill(value)}>
              <span className="bill-value-name">{t(value.name)}</span>
              <span className="bill-value-shown">{value.shown}</span>
              <span className="bill-value-fill" data-done={done}>
                <Icon name={done ? "check" : "enter"} />
                {t(done ? "web.billDone" : "web.billFill")}
              </span>
            </AriaButton>
          );
        })}
      </ScrollPages>
      <p className="unseen" role="status">{filled === null ? "" : t("web.billFilled", { name: t(filled.name) })}</p>
    </aside>
  );
}
