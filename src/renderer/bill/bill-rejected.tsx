import type { BillErrorCode } from "../../contract/bill.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Notice } from "../components/notice.tsx";
import { Page } from "../components/page.tsx";
import { useText } from "../i18n/use-text.tsx";
import { MachinePicture } from "../paper/machine-picture.tsx";
import { Split } from "../paper/split.tsx";
import { billAdvice } from "./bill-advice.ts";
import "./bill-rejected.css";

/** A code that is not a good bill: which part is wrong, that nothing has been paid, and what to do. It is never passed on. */
export function BillRejected({ code }: { readonly code: BillErrorCode }) {
  const t = useText();
  const advice = billAdvice[code];
  return (
    <Page
      title={t(advice.title)}
      lead={t("bill.nothingPaid")}
      back={<Button icon="home" act={{ type: "go", to: "home" }}>{t("common.home")}</Button>}
      actions={<Button variant="primary" icon="barcode" act={{ type: "bill-again" }}>{t(advice.again ? "bill.readAgain" : "bill.another")}</Button>}
    >
      <Split
        height="flow"
        look={
          <Card grow>
            <MachinePicture scene="reader" />
          </Card>
        }
        choose={
          <>
            <Notice kind="problem" live>
              <p className="bill-advice">{t(advice.text)}</p>
            </Notice>
            <Card>
              <p>{t("bill.ifAgain")}</p>
            </Card>
          </>
        }
      />
    </Page>
  );
}
